import { useEffect, useState, type ReactNode } from 'react';
import { IconPlugConnected } from '@tabler/icons-react';
import { wallAt, type Programme } from '@siccam/contract';
import { Banner, Loading } from '@siccam/ui';
import { fairTime } from '../fair';
import { useWords } from '../i18n';
import { useProgramme, useProgrammeFeed } from '../programme';
import { useConnected } from '../wire';
import { Head, Tabs } from './Head';
import classes from './Frame.module.css';

/** What stands around every page, and the wait for its data. A page with a stage uses the whole width and says itself when it is offline. */
export function Frame({ wide, children }: { wide?: boolean; children: (programme: Programme) => ReactNode }) {
  const { say } = useWords();
  const { data, failureCount, isFetching } = useProgramme();
  const { fair } = data ?? {};
  useProgrammeFeed(fair?.id);
  return (
    <>
      <Head fair={fair} wide={wide ?? false} />
      {!wide && data && <Offline programme={data} />}
      <main id="content" tabIndex={-1} className={wide ? classes.wide : classes.main}>
        {data ? (
          children(data)
        ) : failureCount > 1 && isFetching ? (
          <div className={classes.unreachable} role="status">
            <h1>{say('shell.unreachable')}</h1>
            <p>{say('shell.unreachableMore')}</p>
          </div>
        ) : (
          <Loading word={say('shell.loading')} />
        )}
      </main>
      <Tabs />
    </>
  );
}

/** Said only once the socket has been away for a moment: a short cut is nobody's concern. */
function Offline({ programme }: { programme: Programme }) {
  const { say } = useWords();
  const connected = useConnected();
  const [since, setSince] = useState<string | null>(null);
  const { fair } = programme;
  useEffect(() => {
    const seen = wallAt(fairTime(fair), fair.offset).slice(11);
    const timer = window.setTimeout(() => setSince(connected ? null : seen), connected ? 0 : 3000);
    return () => window.clearTimeout(timer);
  }, [connected, fair]);
  if (!since) return null;
  return (
    <Banner icon={<IconPlugConnected className="icon" aria-hidden="true" />} status={say('shell.offline')}>
      {say('shell.offlineMore', { time: since })}
    </Banner>
  );
}
