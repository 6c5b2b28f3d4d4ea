import type { ReactNode } from 'react';
import { IconAlertTriangle, IconUsersGroup } from '@tabler/icons-react';
import { Notice } from '@siccam/ui';
import { Refused, Unreachable } from '../../wire';
import { patienceSeconds, type Act } from './useAct';
import { useSecondsUntil } from './useSeconds';
import { usePeople, type PeopleKey } from './words';

/** Where the words of what went wrong stand. */
export function whyKey(error: unknown): PeopleKey {
  if (error instanceof Refused) return `refusal.${error.refusal}` as PeopleKey;
  return error instanceof Unreachable ? 'refusal.unreachable' : 'refusal.fault';
}

/** Whether an error is one of these refusals. */
export const isRefused = (error: unknown, ...codes: Refused['refusal'][]): boolean => error instanceof Refused && codes.includes(error.refusal);

/** What became of an act, where it does not belong beside a field: why it was not done, or that it waits its turn. */
export function Trouble({ act, quiet }: { act: Act; quiet?: (error: unknown) => boolean }) {
  const { say } = usePeople();
  const seconds = useSecondsUntil(act.waiting);
  if (seconds !== null)
    return (
      <Notice tone="info" icon={<IconUsersGroup className="icon" aria-hidden="true" />} title={say('wait.title')}>
        {say('wait.text', { seconds })}
      </Notice>
    );
  const { error } = act;
  if (!error || quiet?.(error)) return null;
  if (error instanceof Refused && (error.retryAfter ?? 0) > patienceSeconds)
    return (
      <Notice urgent icon={<IconAlertTriangle className="icon" aria-hidden="true" />} title={say('wait.title1')}>
        {say('wait.text1', { minutes: Math.ceil((error.retryAfter ?? 0) / 60) })}
      </Notice>
    );
  return <NotDone error={error} />;
}

/** What was not done, and why; nothing where nothing went wrong. `bare`: the reason alone, where the title stands already. */
export function NotDone({ error, action, bare }: { error: unknown; action?: ReactNode; bare?: boolean }) {
  const { say, has } = usePeople();
  if (!error) return null;
  const key = whyKey(error);
  const why = (
    <>
      {say(has(key) ? key : 'refusal.fault')}
      {error instanceof Refused && error.retryAfter !== undefined && <> {say('trouble.wait', { seconds: error.retryAfter })}</>}
      {error instanceof Refused && error.id && <> {say('trouble.fault', { id: error.id })}</>}
    </>
  );
  if (bare) return why;
  return (
    <Notice urgent icon={<IconAlertTriangle className="icon" aria-hidden="true" />} title={say('trouble.title')} action={action}>
      {why}
    </Notice>
  );
}
