import { wallAt, type Fair } from '@siccam/contract';
import { ClockPair } from '@siccam/ui';
import { Said, useDates, useOffset, useWords } from '../i18n';
import { ownWall, useFairNow } from './useFairNow';
import classes from './FairIdentity.module.css';

/** What this is: edition, name, theme, dates, and what time it is there and here. */
export function FairIdentity({ fair }: { fair: Fair }) {
  const { say } = useWords();
  const { weekdayNumber, whole } = useDates();
  const [first = '', last = first] = fair.days;
  return (
    <section className={classes.identity}>
      <div>
        <p className={classes.edition}>
          <Said words={fair.edition} />
        </p>
        <h1>
          <Said words={fair.name} />
        </h1>
        <p className={classes.theme}>
          <q>
            <Said words={fair.theme} />
          </q>
        </p>
      </div>
      <div>
        {first && <p className={classes.dates}>{first === last ? whole(first) : say('fair.twoDays', { first: weekdayNumber(first), last: whole(last) })}</p>}
        <FairClocks fair={fair} />
      </div>
    </section>
  );
}

function FairClocks({ fair }: { fair: Fair }) {
  const { say } = useWords();
  const offset = useOffset();
  const now = useFairNow(fair);
  const there = wallAt(now, fair.offset);
  const here = ownWall(fair, now);
  const ahead = (Date.parse(`${here}:00Z`) - Date.parse(`${there}:00Z`)) / 60_000;
  const clocks =
    ahead === 0
      ? [{ time: there.slice(11), place: say('fair.moroccoIsYours', { offset: offset(fair.offset) }) }]
      : [
          { time: there.slice(11), place: say('fair.morocco', { offset: offset(fair.offset) }) },
          { time: here.slice(11), place: say('fair.yours', { offset: offset(fair.offset + ahead) }) },
        ];
  return <ClockPair clocks={clocks} />;
}
