import { lazy } from 'react';

export { PlanNote, PlanTick } from './PlanTick';
export { usePlan, type MyPlan } from './usePlan';

/** My plan beside the programme. */
export const PlanPanel = lazy(() => import('./PlanPanel'));
/** What changed since the reader last looked. */
export const NewsBox = lazy(() => import('./NewsBox'));
