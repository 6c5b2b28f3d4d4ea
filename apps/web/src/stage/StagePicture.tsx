import type { ReactNode } from 'react';
import { IconMicrophoneOff, IconUsers, IconVideoOff } from '@tabler/icons-react';
import { wallAt, wordsIn, type Session, type SessionPerson, type StageView } from '@siccam/contract';
import { LiveBadge, LowerThird, Over, PersonTile, Picture, Slate, Tag, Tiles } from '@siccam/ui';
import { fairMoment } from '../fair';
import { Said, useDates, useLanguage, useWords } from '../i18n';
import { TrackPicture, type MediaState } from '../media';
import { useProgramme } from '../programme';
import { tilesOf } from './whoSpeaks';

/** The stage as it was decided: who is on air, who is here, and the picture where one arrives. */
export function StagePicture({ session, stage, media, instead, third }: {
  session: Session;
  stage: StageView;
  media?: Pick<MediaState, 'speaking' | 'pictures'>;
  /** What takes the tiles' place: a slate, the sound's own view. */
  instead?: ReactNode;
  third?: boolean;
}) {
  const { say, label } = useWords();
  const { number } = useDates();
  const fair = useProgramme().data?.fair;
  // What this browser receives itself counts more than what the server saw a moment ago.
  const dark = session.state === 'live' && stage.lit === false && stage.onAir.length > 0 && !media?.pictures.size && !media?.speaking.length;
  const { main, beside } = tilesOf(session.people, stage, media?.speaking ?? []);
  const name = useName();
  const tile = (person: SessionPerson, large: boolean, more?: { phone?: ReactNode; wide?: ReactNode }) => {
    const track = media?.pictures.get(person.id);
    return (
      <PersonTile
        key={person.id}
        shape={person.shape}
        tone={session.people.indexOf(person)}
        initials={name(person.initials)}
        caption={large ? undefined : <Said words={person.short} quiet />}
        main={large}
        speaking={large && media !== undefined && media.speaking.includes(person.id)}
        picture={track && <TrackPicture track={track} label={name(person.name)} />}
        more={more?.phone}
        moreWide={more?.wide}
      />
    );
  };
  return (
    <Picture label={label('stage.region')}>
      {instead ??
        (dark ? (
          <Slate icon={<IconVideoOff aria-hidden="true" />} title={say('stage.dark')} announce={media !== undefined}>
            {fair && say('stage.darkMore', { time: wallAt(fairMoment(fair, stage.litSince), fair.offset).slice(11) })}
          </Slate>
        ) : main ? (
          <Tiles>
            {tile(main, true)}
            {beside.slice(0, 3).map((person, at) => tile(person, false, { phone: at === 1 && beside.length > 2 && say('stage.plus', { count: beside.length - 2 }), wide: at === 2 && beside.length > 3 && say('stage.plus', { count: beside.length - 3 }) }))}
          </Tiles>
        ) : (
          <Slate icon={<IconMicrophoneOff aria-hidden="true" />} title={say('stage.nobody')}>
            {say('stage.nobodyMore')}
          </Slate>
        ))}
      <Over>
        {session.state === 'live' && <LiveBadge>{say('programme.live')}</LiveBadge>}
        {session.state === 'live' && stage.listeners !== null && (
          <Tag tone="dark">
            <IconUsers className="icon small" aria-hidden="true" />
            <span aria-label={label('now.listeners', { count: stage.listeners })} role="img">
              <bdi className="num">{number(stage.listeners)}</bdi>
            </span>
          </Tag>
        )}
      </Over>
      {third !== false && main && !instead && !dark && <Speaker person={main} />}
    </Picture>
  );
}

/** The lower third of someone: name and title from data, in the reader's language. */
export function Speaker({ person, title }: { person: SessionPerson; title?: ReactNode }) {
  const { say } = useWords();
  return <LowerThird name={<Said words={person.name} />} title={title ?? <Said words={person.title} />} mark={person.fictional && say('session.fictional')} />;
}

/** Words of a person as plain text in the reader's language, for names of controls. */
export function useName(): (words: SessionPerson['name']) => string {
  const language = useLanguage();
  return (words) => wordsIn(words, language).text;
}
