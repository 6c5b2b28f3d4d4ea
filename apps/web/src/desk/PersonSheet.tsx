import { useEffect, useRef, type ReactNode } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconArrowLeft, IconUserOff, IconX } from '@tabler/icons-react';
import { readPerson, type Me, type PersonSheet as Sheet, type Programme } from '@siccam/contract';
import { Empty, Loading, PersonFace } from '@siccam/ui';
import { useLanguage } from '../i18n';
import { initialsOf, NotDone, toneOf } from '../people';
import { call, Refused, retried } from '../wire';
import { BanPart } from './BanPart';
import { useCalled } from './called';
import { CanDo } from './CanDo';
import { History } from './History';
import { InvitationPart } from './InvitationPart';
import { nameIn } from './names';
import { NameIn } from './Objects';
import { OfficialPart } from './OfficialPart';
import { RolesPart, SaveRoles } from './RolesPart';
import { useWhen } from './when';
import { useDesk } from './words';
import classes from './Sheet.module.css';

/** Takes what a door answered for the sheet on screen, and reads the list around it again. */
export function useShown(): (person: Sheet) => void {
  const queries = useQueryClient();
  return (person) => {
    queries.setQueryData(['desk', 'person', person.id], person);
    void queries.invalidateQueries({ queryKey: ['desk', 'people'] });
  };
}

/** One person beside the list: who, which roles, what these allow, how they enter, what happened, and the ban. */
export function PersonSheet({ id, me, programme, close }: { id: string; me: Me; programme: Programme; close: () => void }) {
  const { say, label } = useDesk();
  const called = useCalled();
  const language = useLanguage();
  const when = useWhen(programme.fair);
  const { data: person, error, refetch } = useQuery({ queryKey: ['desk', 'person', id], queryFn: ({ signal }) => call(readPerson, { person: id }, { signal }), refetchInterval: 15_000, retry: retried });
  const loaded = person !== undefined;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (loaded) heading.current?.focus({ preventScroll: window.innerWidth >= 1000 });
  }, [loaded]);

  if (!person)
    return (
      <SheetFrame close={close} head={error ? <h2>{say('people.head.person')}</h2> : null}>
        {error instanceof Refused && (error.refusal === 'people.unknown' || error.refusal === 'wire.malformed') ? (
          <Empty icon={<IconUserOff className="icon" aria-hidden="true" />} title={say('sheet.gone')}>
            {say('sheet.goneText')}
          </Empty>
        ) : error ? (
          <div className={classes.part}>
            <NotDone error={error} action={<Button size="sm" onClick={() => void refetch()}>{say('closed.retry')}</Button>} />
          </div>
        ) : (
          <div className={classes.part}>
            <Loading word={say('frame.loading')} bars={6} />
          </div>
        )}
      </SheetFrame>
    );

  const name = called(person);
  const { other } = nameIn(person.name, language);
  const facts = [
    person.mail && person.mail !== name && <bdi dir="ltr">{person.mail}</bdi>,
    person.demo && say('people.fictional'),
    person.language && say('sheet.speaks', { language: label(`sheet.language.${person.language}`) }),
    say(person.kind === 'guest' ? 'sheet.guestSince' : 'sheet.since', { date: when.day(person.created) }),
  ].filter(Boolean);
  return (
    <SheetFrame
      close={close}
      head={
        <div className={classes.who}>
          <PersonFace tone={toneOf(person.id)} shape="person" initials={initialsOf(name)} size="list" />
          <div>
            <h2 ref={heading} tabIndex={-1}>
              <NameIn text={name} />{' '}
              {other && (
                <span className={classes.other}>
                  <NameIn text={other} />
                </span>
              )}
            </h2>
            <p>
              {facts.map((fact, at) => (
                <span key={at}>
                  {at > 0 && ' · '}
                  {fact}
                </span>
              ))}
            </p>
          </div>
        </div>
      }
    >
      <RolesPart person={person} me={me} programme={programme} />
      <CanDo person={person} />
      <InvitationPart person={person} name={name} when={when} />
      {person.kind === 'account' && <OfficialPart person={person} when={when} />}
      <History lines={person.history} when={when} />
      <SaveRoles person={person} me={me} programme={programme} name={name} />
      <BanPart person={person} name={name} when={when} />
    </SheetFrame>
  );
}

/** The sheet itself: on a phone a page with a way back, beside the list a card that closes. */
export function SheetFrame({ head, close, children }: { head: ReactNode; close: () => void; children: ReactNode }) {
  const { say, label } = useDesk();
  return (
    <div className={classes.sheet} onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && !(event.target instanceof Element && event.target.closest('dialog')) && close()}>
      <button type="button" className={classes.back} onClick={close}>
        <IconArrowLeft className="icon flip" aria-hidden="true" />
        <span>{say('sheet.back')}</span>
      </button>
      <header className={classes.head}>
        {head}
        <ActionIcon variant="subtle" size={40} className={classes.close} aria-label={label('sheet.close')} onClick={close}>
          <IconX className="icon" aria-hidden="true" />
        </ActionIcon>
      </header>
      {children}
    </div>
  );
}
