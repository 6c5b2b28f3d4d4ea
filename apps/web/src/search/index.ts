import { lazy } from 'react';
import type { Language } from '@siccam/contract';

/** Looking for sessions and people. */
export const SearchPanel = lazy(() => import('./SearchPanel'));

const words = { ar: () => import('./words/ar'), fr: () => import('./words/fr'), en: () => import('./words/en') };
/** Brings what searching needs before it is asked for: without a network it is too late. */
export const bringSearch = async (language: Language): Promise<void> => {
  await Promise.all([import('./SearchPanel'), words[language]()]).catch(() => undefined);
};
