export { Attachments } from './Attachments';
export { FileField } from './FileField';
export { FilesField } from './FilesField';
