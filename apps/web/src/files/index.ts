export { FileField, FileLine } from './FileField';
