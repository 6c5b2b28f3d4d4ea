import { preset } from '@siccam/testing/jest';

export default { ...preset, moduleNameMapper: { '\\.css$': '<rootDir>/src/css.stub.ts' } };
