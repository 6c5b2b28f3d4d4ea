import { lazy } from 'react';
import type SessionPart from './SessionPlan';

export { PlanNote, PlanTick } from './PlanTick';
export { usePlan, type MyPlan } from './usePlan';

/** My plan beside the programme. */
export const PlanPanel = lazy(() => import('./PlanPanel'));
/** What changed since the reader last looked. */
export const NewsBox = lazy(() => import('./NewsBox'));
/** What a visitor does with one session. Without a network it may not come, which is no fault of the page. */
export const SessionPlan = lazy(() => import('./SessionPlan').catch((): { default: typeof SessionPart } => ({ default: () => null })));
