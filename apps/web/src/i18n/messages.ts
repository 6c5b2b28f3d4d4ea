import type {} from 'use-intl/core';
import type { fr } from './fr';

/** The shape every language fills: same keys, no key more. */
export type Messages = typeof fr;

declare module 'use-intl/core' {
  interface AppConfig {
    Messages: Messages;
  }
}
