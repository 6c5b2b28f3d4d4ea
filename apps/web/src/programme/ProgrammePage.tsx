import { useState, type ReactNode } from 'react';
import { IconClock } from '@tabler/icons-react';
import { wallAt, type Programme, type Session } from '@siccam/contract';
import { useMediaQuery } from '@mantine/hooks';
import { ownWall, useFairNow } from '../fair';
import { useDates, useOffset, useWords } from '../i18n';
import { Agenda } from './Agenda';
import { Grid } from './Grid';
import { dayOf, ofDay } from './plan';
import classes from './ProgrammePage.module.css';

/** The programme of all days. `listen` draws the way into a live session, which this feature does not know. */
export function ProgrammePage({ programme, listen }: { programme: Programme; listen: (session: Session) => ReactNode }) {
  const { say, label } = useWords();
  const { dayMonth } = useDates();
  const { fair } = programme;
  const now = useFairNow(fair);
  const [chosen, choose] = useState<string | null>(null);
  const day = chosen ?? dayOf(fair, wallAt(now, fair.offset).slice(0, 10));
  const sessions = ofDay(programme, day);
  const wide = useMediaQuery('(min-width: 1000px)', undefined, { getInitialValueInEffect: false });
  const same = ownWall(fair, now) === wallAt(now, fair.offset);
  const offset = useOffset()(fair.offset);
  const Day = wide ? Grid : Agenda;
  return (
    <>
      <div className={classes.head}>
        <h1>{say('programme.title')}</h1>
        <div className={classes.days} role="group" aria-label={label('programme.day')}>
          {fair.days.map((one) => (
            <button key={one} type="button" aria-pressed={one === day} onClick={() => choose(one)}>
              <span>{dayMonth(one)}</span>
            </button>
          ))}
        </div>
      </div>
      <p className={classes.zone}>
        <IconClock className="icon small" aria-hidden="true" /> {say(same || !wide ? 'programme.zone' : 'programme.zoneYours', { offset })}
      </p>
      {sessions.length > 0 ? <Day programme={programme} sessions={sessions} now={now} listen={listen} /> : <p className={classes.empty}>{say(programme.sessions.length > 0 ? 'programme.empty' : 'now.noSession')}</p>}
    </>
  );
}
