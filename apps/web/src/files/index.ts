export { Attachments } from './Attachments';
export { FileField, FileLine } from './FileField';
export { FilesField } from './FilesField';
