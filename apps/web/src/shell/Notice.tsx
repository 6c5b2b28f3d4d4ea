import { useEffect, useState } from 'react';
import { IconPlugConnected } from '@tabler/icons-react';
import { fairNow, wallAt, type Programme } from '@siccam/contract';
import { Banner } from '@siccam/ui';
import { Announcements } from '../fair';
import { useDates, useWords } from '../i18n';
import { useHearing } from '../media';
import { StageCut, useStageCut } from '../stage';
import { serverNow, useLostSince } from '../wire';
import classes from './Notice.module.css';

const shortMs = 3000;

/** The one banner of a page, in one place on all of them: a cut stage first, else the lost connection, else what the organiser announces. `asOf`: the programme on screen is a kept one of that moment. */
export function Notice({ programme, asOf }: { programme: Programme; asOf: number | null }) {
  const cut = useStageCut();
  const lost = useLostFor(shortMs);
  const care = cut ? <StageCut line={cut} /> : lost !== null || asOf !== null ? <Offline programme={programme} since={lost} asOf={asOf} /> : null;
  return (
    <>
      {care && <div className={classes.notice}>{care}</div>}
      <Announcements programme={programme} giveWay={care !== null} />
    </>
  );
}

function Offline({ programme: { fair }, since, asOf }: { programme: Programme; since: number | null; asOf: number | null }) {
  const { say } = useWords();
  const { dayMonth } = useDates();
  const hearing = useHearing();
  const wall = wallAt(fairNow(fair.clock, asOf ?? since ?? serverNow()), fair.offset);
  return (
    <Banner icon={<IconPlugConnected className="icon" aria-hidden="true" />} status={say('shell.offline')}>
      {asOf === null ? say(hearing ? 'shell.offlineHeard' : 'shell.offlineMore', { time: wall.slice(11) }) : say('shell.offlineKept', { day: dayMonth(wall.slice(0, 10)), time: wall.slice(11) })}
    </Banner>
  );
}

/** When the connection was lost, by the server's clock, once it has been away for a while: a short cut is nobody's concern. */
function useLostFor(milliseconds: number): number | null {
  const since = useLostSince();
  const [told, setTold] = useState<number | null>(null);
  useEffect(() => {
    const timer = window.setTimeout(() => setTold(since), since === null ? 0 : Math.max(0, since + milliseconds - serverNow()));
    return () => window.clearTimeout(timer);
  }, [since, milliseconds]);
  return since === null ? null : told;
}
