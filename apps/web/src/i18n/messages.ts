import type {} from 'use-intl/core';
import type { fr } from './fr';

/** The shape every language fills: same keys, no key more. */
export type Messages = typeof fr;

declare module 'use-intl/core' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be added to
  interface AppConfig {
    Messages: Messages;
  }
}
