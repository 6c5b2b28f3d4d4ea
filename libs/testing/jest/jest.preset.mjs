import { fileURLToPath } from 'node:url';

const swc = (parser, transform = {}) => ({
  swcrc: false,
  sourceMaps: 'inline',
  jsc: { target: 'es2023', parser, transform },
  module: { type: 'commonjs' },
});

const typescript = { syntax: 'typescript', tsx: true, decorators: true };
const decorators = {
  legacyDecorator: true,
  decoratorMetadata: true,
  useDefineForClassFields: false,
  react: { runtime: 'automatic' },
};

/** The Jest settings every project shares: SWC for our TypeScript, and for what packages ship as ESM. */
export const preset = {
  testMatch: ['**/src/**/*.spec.ts', '**/src/**/*.spec.tsx'],
  testEnvironment: 'node',
  transform: {
    '^.+\\.tsx?$': ['@swc/jest', swc(typescript, decorators)],
    '/node_modules/.+\\.m?js$': [fileURLToPath(new URL('./esm-to-cjs.cjs', import.meta.url)), swc({ syntax: 'ecmascript' })],
  },
  transformIgnorePatterns: [],
};
