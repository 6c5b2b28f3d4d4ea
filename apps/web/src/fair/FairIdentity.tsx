import { wallOf, type Fair } from '@siccam/contract';
import { ClockPair } from '@siccam/ui';
import { isolated, offsetOf, Said, useDates, useWords } from '../i18n';
import { ownZone, useFairNow } from './useFairNow';
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
          <Said words={fair.theme} />
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
  const { say, label } = useWords();
  const now = useFairNow(fair);
  const own = ownZone();
  const there = wallOf(now, fair.zone);
  const here = wallOf(now, own);
  const offset = (zone: string) => label('fair.offset', { offset: offsetOf(now, zone) }).replaceAll(isolated(''), '');
  const clocks =
    there === here
      ? [{ time: there.slice(11), place: say('fair.moroccoIsYours', { offset: offset(fair.zone) }) }]
      : [
          { time: there.slice(11), place: say('fair.morocco', { offset: offset(fair.zone) }) },
          { time: here.slice(11), place: say('fair.yours', { offset: offset(own) }) },
        ];
  return <ClockPair clocks={clocks} />;
}
