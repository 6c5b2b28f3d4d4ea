import { lazy } from 'react';

export { askAgain, becomes, mayBeSignedIn, meKey, useMe } from './me';
export { useConfirmed } from './confirmed';
export { useDeed } from './deed';
export { initialsOf, nameIn, toneOf } from './names';
export { enterSearch, placeInside, type EnterSearch } from './query';
export { Standing, useBanned } from './Standing';
export { MeControl } from './MeControl';

/** Shows what is for signed-in people, or the way in. */
export const Signed = lazy(() => import('./pages/Signed'));
/** Entering, its first page. */
export const EnterPage = lazy(() => import('./pages/EnterPage'));
/** A step of entering: the mail was sent, a link was opened, the second factor. */
export const EnterStepPage = lazy(() => import('./pages/EnterStepPage'));
/** My account, or what is kept about a guest. */
export const AccountPage = lazy(() => import('./pages/AccountPage'));
/** For whoever is not admitted. */
export const BannedPage = lazy(() => import('./pages/BannedPage'));
/** Help that works without signing in. */
export const HelpPage = lazy(() => import('./pages/HelpPage'));
/** What was not done, and why, in the words of refusals. */
export const NotDone = lazy(() => import('./pages/Confirm').then(({ NotDone }) => ({ default: NotDone })));
