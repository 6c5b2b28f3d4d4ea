import { type ReactNode } from 'react';
import type { Programme } from '@siccam/contract';
import { Loading } from '@siccam/ui';
import { useWords } from '../i18n';
import { useKnownProgramme, useProgramme, useProgrammeFeed } from '../programme';
import { Refused } from '../wire';
import { Foot } from './Foot';
import { Head, Tabs } from './Head';
import { FaultId } from './LostPage';
import { Notice } from './Notice';
import classes from './Frame.module.css';

/** What stands around every page, and the wait for its data: without an answer, what this browser kept of it. A page with a stage uses the whole width. */
export function Frame({ wide, children }: { wide?: boolean; children: (programme: Programme) => ReactNode }) {
  const { say } = useWords();
  const { data, failureCount, failureReason, fetchStatus } = useProgramme();
  const unanswered = !data && (failureCount > 0 || fetchStatus === 'paused');
  const known = useKnownProgramme(unanswered);
  const shown = data ?? known?.programme;
  useProgrammeFeed(shown?.fair.id);
  return (
    <>
      <Head fair={shown?.fair} wide={wide ?? false} />
      <div className={wide ? classes.edge : classes.column}>{shown && <Notice programme={shown} asOf={known?.at ?? null} />}</div>
      <main id="content" tabIndex={-1} className={wide ? classes.wide : classes.main}>
        {shown ? (
          children(shown)
        ) : unanswered && (failureCount > 1 || fetchStatus === 'paused') ? (
          <div className={classes.unreachable} role="status">
            <h1>{say('shell.unreachable')}</h1>
            <p>{say('shell.unreachableMore')}</p>
            {failureReason instanceof Refused && failureReason.id && <FaultId id={failureReason.id} />}
          </div>
        ) : (
          <Loading word={say('shell.loading')} />
        )}
      </main>
      {/* Not before the page above it: it would jump. */}
      {(shown || unanswered) && <Foot fair={shown?.fair} wide={wide ?? false} />}
      <Tabs />
    </>
  );
}
