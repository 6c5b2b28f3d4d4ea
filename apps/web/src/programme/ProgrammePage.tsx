import { Suspense, useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconClock } from '@tabler/icons-react';
import { wallAt, type Programme, type Session } from '@siccam/contract';
import { useMediaQuery } from '@mantine/hooks';
import { ownWall, useFairNow } from '../fair';
import { useDates, useOffset, useWords } from '../i18n';
import { Agenda } from './Agenda';
import { Filters } from './Filters';
import { isFiltered, passes, type ProgrammeSearch } from './filters';
import { Grid } from './Grid';
import { dayOf, minutesBetween, ofDay } from './plan';
import classes from './ProgrammePage.module.css';

/** What other features draw on a programme. `tick`: keeps a session in one's plan; `note`: what one's plan says of it; `mark`: that it changed; `plan`: the plan beside it, `planned` sessions in it; `news`: what changed; `find`: the search. */
export type ProgrammeParts = {
  listen: (session: Session) => ReactNode;
  tick: (session: Session) => ReactNode;
  note: (session: Session) => ReactNode;
  mark: (session: Session) => ReactNode;
  news: ReactNode;
  plan: ReactNode;
  planned: number;
  find: (text: string, change: (text: string | undefined) => void) => ReactNode;
};

/** The programme of all days: of one on a screen, as much of it as the address asks for. */
export default function ProgrammePage({ programme, search, parts }: { programme: Programme; search: ProgrammeSearch; parts: ProgrammeParts }) {
  const { say, label } = useWords();
  const { dayMonth } = useDates();
  const navigate = useNavigate();
  const { fair } = programme;
  const now = useFairNow(fair);
  const day = fair.days.find((one) => one === search.day) ?? dayOf(fair, wallAt(now, fair.offset).slice(0, 10));
  const sessions = ofDay(programme, day).filter((session) => passes(session, search));
  const wide = useMediaQuery('(min-width: 1000px)', undefined, { getInitialValueInEffect: false });
  const Day = wide ? Grid : Agenda;
  // On a phone one's plan takes the place of the days: to choose a day, or what is shown of it, leads back to them.
  const planOnly = !wide && search.mine === true;
  const change = (by: { [Key in keyof ProgrammeSearch]?: ProgrammeSearch[Key] | undefined }) => void navigate({ to: '.', search: (before: object) => ({ ...before, ...(planOnly && !('q' in by) ? { mine: undefined } : {}), ...by }), replace: true, resetScroll: false });
  const nothing = sessions.every(({ kind }) => kind === 'break');
  return (
    <>
      <div className={classes.head}>
        <h1>{say('programme.title')}</h1>
        <div className={classes.days} role="group" aria-label={label('programme.day')}>
          {fair.days.map((one) => (
            <button key={one} type="button" aria-pressed={one === day && !planOnly} onClick={() => change({ day: one })}>
              <span>{dayMonth(one)}</span>
            </button>
          ))}
        </div>
      </div>
      <div className={classes.bar}>
        <Filters programme={programme} search={search} change={change} planned={parts.planned} />
        <Zone programme={programme} now={now} />
      </div>
      {parts.news}
      {search.q !== undefined && <Suspense>{parts.find(search.q, (q) => change({ q }))}</Suspense>}
      <div className={wide ? classes.beside : undefined}>
        {planOnly ? null : (
          <div>
            {sessions.length > 0 && !(nothing && isFiltered(search)) ? (
              <Day programme={programme} sessions={sessions} now={now} parts={parts} />
            ) : (
              <div className={classes.empty}>
                <p>{say(isFiltered(search) ? 'programme.noneFits' : programme.sessions.length > 0 ? 'programme.empty' : 'now.noSession')}</p>
                {isFiltered(search) && <Button onClick={() => change({ lang: undefined, for: undefined, kind: undefined })}>{say('programme.showAll')}</Button>}
              </div>
            )}
          </div>
        )}
        {(wide || search.mine) && <Suspense fallback={<div className={classes.coming} />}>{parts.plan}</Suspense>}
      </div>
    </>
  );
}

/** Whose clock the hours are, and how far the reader's is from it. */
function Zone({ programme: { fair }, now }: { programme: Programme; now: number }) {
  const { say, label } = useWords();
  const offset = useOffset()(fair.offset);
  const [held] = useState(now);
  const apart = minutesBetween(ownWall(fair, held), wallAt(held, fair.offset));
  const [hours, minutes] = [Math.floor(Math.abs(apart) / 60), Math.abs(apart) % 60];
  const span = label(minutes === 0 ? 'programme.hours' : hours === 0 ? 'programme.minutes' : 'programme.hoursMinutes', { hours, minutes });
  return (
    <p className={classes.zone}>
      <IconClock className="icon small" aria-hidden="true" /> {say(apart === 0 ? 'programme.zone' : apart > 0 ? 'programme.zoneAhead' : 'programme.zoneBehind', { offset, span })}
    </p>
  );
}
