export * from './strip';
export { hearingScript, type Hearing } from './hearing';
export { worked } from './worked';
