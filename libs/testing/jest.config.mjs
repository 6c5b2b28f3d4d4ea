import { preset } from './jest/jest.preset.mjs';

export default preset;
