import { preset } from '@siccam/testing/jest';

export default preset;
