import { preset } from '@siccam/testing/jest';

export default {
  ...preset,
  globalSetup: '<rootDir>/src/testing/setup.ts',
  globalTeardown: '<rootDir>/src/testing/teardown.ts',
  testTimeout: 30_000,
};
