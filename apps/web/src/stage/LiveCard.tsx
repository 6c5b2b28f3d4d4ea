import { useEffect, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconHeadphones, IconVideo } from '@tabler/icons-react';
import { wallAt, type Programme, type Session } from '@siccam/contract';
import { SessionCard, Slate } from '@siccam/ui';
import { fairMoment } from '../fair';
import { Said, useLanguage, useWords } from '../i18n';
import { loadKit, stageMedia, useOpenLine, useSaver, type Mode } from '../media';
import { SessionLink } from '../programme';
import classes from './LiveCard.module.css';
import { Languages } from './Facts';
import { StagePicture } from './StagePicture';
import { useStage } from './useStage';

/** The session on air, with one tap to its sound and one to its picture. Only the first of a page has the page's main action. */
export function LiveCard({ programme, session, first }: { programme: Programme; session: Session; first: boolean }) {
  const { say } = useWords();
  const stage = useStage(session);
  const since = wallAt(fairMoment(programme.fair, session.since), programme.fair.offset).slice(11);
  const enter = useEnter(session);
  const live = session.state === 'live';
  const [saver] = useSaver();
  useEffect(() => {
    if (live && !saver) void loadKit();
  }, [live, saver]);
  return (
    <SessionCard
      picture={
        <StagePicture
          session={session}
          stage={stage ?? { head: 0, state: session.state, since: session.since, litSince: session.since, onAir: [], present: [], listeners: null, lit: null }}
          instead={stage && live ? undefined : <Slate title={say(session.state === 'paused' ? 'now.paused' : live ? 'shell.loading' : 'now.doors')} />}
        />
      }
      title={
        <SessionLink slug={session.slug}>
          <Said words={session.title} />
        </SessionLink>
      }
      lines={[
        live && (
          <>
            {say('now.since', { time: since })}
            {stage && stage.listeners !== null && <> · {say('now.listeners', { count: stage.listeners })}</>}
          </>
        ),
        <Languages key="languages" session={session} />,
      ]}
      actions={
        live ? (
          <>
            <Listen {...enter} wide quiet={!first}>
              {say('now.listen')}
            </Listen>
            {!enter.heard && <Button {...enter.handlers(enter.other)} leftSection={enter.other === 'picture' ? <IconVideo className={`icon ${classes.second}`} aria-hidden="true" /> : <IconHeadphones className={`icon ${classes.second}`} aria-hidden="true" />}>
              {say(enter.other === 'picture' ? 'now.withPicture' : 'stage.soundOnly')}
            </Button>}
          </>
        ) : (
          <Button variant={first ? 'filled' : 'default'} renderRoot={(props) => <SessionLinkButton slug={session.slug} {...props} />}>
            {say('now.open')}
          </Button>
        )
      }
    />
  );
}

function SessionLinkButton({ slug, ...props }: { slug: string; className?: string; children?: ReactNode }) {
  return <SessionLink slug={slug} className={props.className}>{props.children}</SessionLink>;
}

/** Enters a live session from another page: the tap itself already asks for the ticket and starts the sound. */
function useEnter(session: Session) {
  const navigate = useNavigate();
  const lang = useLanguage();
  const [saver] = useSaver();
  const heard = useOpenLine()?.slug === session.slug;
  const go = (mode: Mode) => {
    // Who hears it already only goes there.
    if (!heard) stageMedia(session.slug).start(mode);
    void navigate({ to: '/$lang/s/$slug', params: { lang, slug: session.slug } });
  };
  const warm = () => stageMedia(session.slug).warm();
  const usual: Mode = saver ? 'sound' : 'picture';
  const other: Mode = saver ? 'picture' : 'sound';
  return { heard, other, handlers: (mode = usual) => ({ onClick: () => go(mode), onPointerEnter: warm, onPointerDown: warm, onFocus: warm }) };
}

function Listen({ handlers, heard, children, wide, quiet }: ReturnType<typeof useEnter> & { children: ReactNode; wide?: boolean; quiet?: boolean }) {
  const { say } = useWords();
  return (
    <Button variant={quiet ? 'default' : 'filled'} size={wide ? 'md' : 'sm'} {...handlers()} leftSection={<IconHeadphones className="icon" aria-hidden="true" />}>
      {heard ? say('player.again') : children}
    </Button>
  );
}

/** The way into a live session from a programme; nothing for one that is not live. */
export function ListenTo({ session }: { session: Session }) {
  const { say } = useWords();
  const enter = useEnter(session);
  if (session.state !== 'live') return null;
  return (
    <div className={classes.listen}>
      <Listen {...enter}>{say('programme.listen')}</Listen>
    </div>
  );
}
