import { runnerImport, type Plugin } from 'vite';
import { ready, type Words } from './ready.ts';

/** Takes every catalogue of words apart while it is built, so that no browser carries what reads ICU. */
export function readyWords(): Plugin {
  return {
    name: 'siccam-ready-words',
    apply: 'build',
    config: () => ({ resolve: { alias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } } }),
    load: {
      filter: { id: /web\/src\/(i18n|\w+\/words)\/(ar|fr|en)\.ts$/ },
      async handler(id) {
        const { module } = await runnerImport<Record<string, Words>>(id, { configFile: false, logLevel: 'silent' });
        return Object.entries(module).map(([name, words]) => `export const ${name} = ${JSON.stringify(ready(words))};`).join('\n');
      },
    },
  };
}
