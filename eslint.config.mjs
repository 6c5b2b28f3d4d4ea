import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * Which feature may import which, through that feature's index only. What is listed is all; it is not transitive.
 * `feed`, `wire` and `platform` carry every feature and know none.
 */
const features = {
  people: [],
  fair: ['people'],
  files: ['people', 'fair'],
  programme: ['people', 'fair'],
  timetable: ['files', 'programme', 'people', 'fair'],
  search: ['timetable', 'programme', 'fair'],
  plan: ['timetable', 'programme', 'people', 'fair'],
  speaker: ['files', 'timetable', 'programme', 'people', 'fair'],
  exchange: ['timetable', 'programme', 'people', 'fair'],
  stage: ['programme', 'people', 'fair'],
  health: ['stage'],
  desk: ['people', 'fair', 'programme', 'files', 'timetable', 'speaker', 'exchange'],
  demo: ['people', 'fair', 'programme', 'timetable'],
};
const carriers = {
  api: { platform: [], wire: ['platform'], feed: ['wire', 'platform'], audit: ['wire', 'platform'], mail: ['audit', 'wire', 'platform'] },
  web: { i18n: [], wire: ['i18n'], media: ['wire', 'i18n'] },
};
/** Folders of the browser that put features together, and those everyone may use. */
const frame = { web: { parts: ['i18n'], shell: ['parts', ...Object.keys(features), ...Object.keys(carriers.web)] } };

const rooms = (app) => ({
  ...carriers[app],
  ...Object.fromEntries(Object.entries(features).map(([name, may]) => [name, [...may, ...Object.keys(carriers[app])]])),
  ...frame[app],
});

/** For one room of an app: every other room is closed but those the table opens, and those are entered by their index. */
const boundary = (app) =>
  Object.entries(rooms(app)).map(([room, may]) => {
    const others = Object.keys(rooms(app)).filter((other) => other !== room);
    const closed = others.filter((other) => !may.includes(other));
    return {
      files: [`apps/${app}/src/${room}/**/*.{ts,tsx}`],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              ...(closed.length > 0
                ? [{ regex: `^(\\.\\./)+(${closed.join('|')})(/|$)`, message: `${room} may import only: ${may.join(', ') || 'nothing'} (the table in eslint.config.mjs).` }]
                : []),
              { regex: `^(\\.\\./)+(${others.join('|')})/(?!index$).+`, message: 'Another room is entered through its index.' },
            ],
          },
        ],
      },
    };
  });

const serverOnly = ['@nestjs/*', 'typeorm', 'pg', 'fastify', '@fastify/*', 'socket.io', 'livekit-server-sdk', '@livekit/rtc-node', 'pino', 'prom-client', '@node-rs/*', 'nodemailer', 'otpauth', 'csv-parse', 'bowser', '@zxcvbn-ts/*'];
const browserOnly = ['react', 'react-dom', '@mantine/*', '@tanstack/*', '@tabler/*', 'use-intl'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/coverage/**', '**/test-results/**', '**/*.cjs', '**/*.mjs', '**/*.js', 'apps/*/*.config.ts', '.data/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          allow: [],
          depConstraints: [
            { sourceTag: 'kind:lib', onlyDependOnLibsWithTags: ['kind:lib'] },
            { sourceTag: 'kind:app', onlyDependOnLibsWithTags: ['kind:lib'] },
            { sourceTag: 'lib:contract', allowedExternalImports: ['zod'] },
            { sourceTag: 'side:shared', onlyDependOnLibsWithTags: ['side:shared'], bannedExternalImports: [...serverOnly, ...browserOnly] },
            { sourceTag: 'side:server', onlyDependOnLibsWithTags: ['side:shared', 'side:server'], bannedExternalImports: browserOnly },
            { sourceTag: 'side:browser', onlyDependOnLibsWithTags: ['side:shared', 'side:browser'], bannedExternalImports: serverOnly },
          ],
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/require-await': 'off',
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'A union of literals instead of an enum.' }],
      eqeqeq: 'error',
    },
  },
  {
    // Injected classes must be value imports: Nest reads them from decorator metadata.
    files: ['apps/api/src/**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Settings come from platform/config.ts.' }],
    },
  },
  { files: ['apps/api/src/main.ts', 'apps/api/src/prepare.ts', 'apps/api/src/fair.command.ts', 'apps/api/src/testing/**'], rules: { 'no-restricted-properties': 'off' } },
  ...boundary('api'),
  ...boundary('web'),
  { files: ['apps/web/src/**/*.{ts,tsx}', 'libs/ui/src/**/*.{ts,tsx}'], ...hooks.configs.flat['recommended-latest'] },
  {
    // A test may look behind a door, and asserts on values it did not type.
    files: ['**/*.spec.{ts,tsx}', '**/*.test-*.ts'],
    rules: { 'no-restricted-imports': 'off', 'no-restricted-properties': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
);
