import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { IconRefresh } from '@tabler/icons-react';
import { Banner } from '@siccam/ui';
import { useWords } from '../i18n';
import { openLine, useOpenLine, type MediaState, type StageMedia } from '../media';

const isCut = ({ lostAt, phase }: MediaState): boolean => lostAt !== null && (phase === 'reconnecting' || phase === 'waiting');

/** The line of the stage page on screen, while its sound is lost. Elsewhere the small player says so itself. */
export function useStageCut(): StageMedia | null {
  const line = useOpenLine();
  const here = useRouterState({ select: ({ location }) => location.pathname.split('/').slice(2).join('/') });
  const cut = useSyncExternalStore(line?.watch ?? openLine.watch, () => line !== undefined && isCut(line.now()));
  return line && cut && here === `s/${line.slug}` ? line : null;
}

/** Says that the stage is being reached again, for how long, and that sound comes first. */
export function StageCut({ line }: { line: StageMedia }) {
  const { say } = useWords();
  const { mode, lostAt } = useSyncExternalStore(line.watch, line.now);
  const seconds = useSeconds(lostAt);
  return (
    <Banner
      icon={<IconRefresh className="icon" aria-hidden="true" />}
      status={say('stage.reconnecting')}
      ticking={say('stage.seconds', { count: seconds })}
      action={
        mode === 'picture' && (
          <Button size="sm" onClick={() => line.setMode('sound')}>
            {say('stage.soundOnly')}
          </Button>
        )
      }
    >
      {say('stage.soundFirst')}
    </Banner>
  );
}

/** Whole seconds since a moment of this machine's clock. */
function useSeconds(since: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (since === null) return;
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, [since]);
  return since === null ? 0 : Math.max(0, Math.floor((now - since) / 1000));
}
