import type { ReactNode } from 'react';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Isolate, Notice } from '@siccam/ui';
import { Refused } from '../wire';
import { useDesk } from './words';

/** What went wrong with an act, in words: why, and what to do now. Nothing where nothing did. */
export function Trouble({ error, action }: { error: unknown; action?: ReactNode }) {
  const { say } = useDesk();
  if (!error) return null;
  return (
    <Notice urgent icon={<IconAlertTriangle className="icon" aria-hidden="true" />} title={say('trouble.title')} action={action}>
      <Why error={error} />
    </Notice>
  );
}

/** The reason alone. */
export function Why({ error }: { error: unknown }) {
  const { say, has } = useDesk();
  if (!(error instanceof Refused)) return say('trouble.offline');
  if (error.refusal === 'fault')
    return (
      <>
        {say('trouble.fault')} <Isolate fixed>{error.id}</Isolate>
      </>
    );
  const key = `trouble.refusal.${error.refusal}`;
  return (
    <>
      {has(key) ? say(key) : say('trouble.other')}
      {error.retryAfter !== undefined && <> {say('trouble.wait', { seconds: error.retryAfter })}</>}
    </>
  );
}
