import { lazy, Suspense, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import { wordsIn, type Session } from '@siccam/contract';
import { useLanguage, useWords } from '../i18n';
import { NotDone } from '../people';
import { Unreachable } from '../wire';
import classes from './Plan.module.css';
import { keep, type MyPlan } from './usePlan';

/** Keeps a session in one's plan or takes it out; what is over or cancelled can only be taken out. */
export function PlanTick({ session, plan }: { session: Session; plan: MyPlan }) {
  const { label, say } = useWords();
  const language = useLanguage();
  const queries = useQueryClient();
  const mine = plan.sessions.includes(session.id);
  if (!mine && (session.state === 'ended' || session.state === 'cancelled')) return null;
  const Icon = mine ? IconCheck : IconPlus;
  return (
    <div className={classes.tick} data-tick="">
      <button type="button" aria-pressed={mine} aria-label={label('plan.keep', { title: wordsIn(session.title, language).text })} onClick={() => keep(queries, session.id, !mine)}>
        <Icon className="icon" aria-hidden="true" />
      </button>
      {plan.refused?.session === session.id && (
        <div ref={seen} className={classes.refused} role="alert">
          {say(mine ? 'plan.notOut' : 'plan.notIn')}{' '}
          {plan.refused.error instanceof Unreachable ? (
            say('plan.unreachable')
          ) : (
            <Suspense>
              <NotDone error={plan.refused.error} bare />
            </Suspense>
          )}
        </div>
      )}
    </div>
  );
}

// On a phone it may lie behind the bar below.
const seen = (said: HTMLElement | null) => said?.scrollIntoView({ block: 'nearest' });

// Without a network it may not come, which is no fault of the page.
const Note = lazy(() => import('./PlanNote').catch((): { default: typeof PlanNote } => ({ default: () => null })));

/** What one's plan says of a session, under it. */
export function PlanNote({ session, plan, planned }: { session: Session; plan: MyPlan; planned: readonly Session[] }): ReactNode {
  if (!plan.sessions.includes(session.id)) return null;
  return (
    <Suspense>
      <Note session={session} plan={plan} planned={planned} />
    </Suspense>
  );
}
