import type { FilesCatalogue } from './fr';

/** The words of bringing a file, in English. */
export const en: FilesCatalogue = {
  title: 'Attachments',
  forVisitors: 'What visitors can download once the version is published.',
  most: '<n>{count}</n> files at most.',
  gone: 'This file is no longer there.',
  choose: { photo: 'Choose a photo', attachment: 'Choose a file' },
  another: { photo: 'Choose another photo', attachment: 'Choose another file' },
  takes: { photo: 'JPEG, PNG, WebP or AVIF, <n>{mb} MB</n> at most. The place and the device written in the photo are erased.', attachment: 'PDF, JPEG, PNG, PPTX, DOCX or XLSX, <n>{mb} MB</n> at most.' },
  size: '<n>{mb} MB</n> · about <n>{cost} DH</n>',
  sending: 'Sending: <n>{percent}%</n>',
  looking: 'Sent. It is being checked.',
  progress: 'Sending the file',
  cancel: 'Stop sending',
  again: 'Try again',
  out: 'Remove',
  remove: { photo: 'Remove the photo', attachment: 'Remove {name}' },
  picture: 'The chosen photo',
  scan: {
    clean: 'Checked by the virus scanner',
    unscanned: 'Not checked: no virus scanner is installed',
    held: 'Waiting for the virus scanner: nobody can open it yet',
    infected: 'The virus scanner found something: the file was deleted',
  },
};
