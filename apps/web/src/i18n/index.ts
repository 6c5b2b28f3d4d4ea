export { bare, demoWords, I18n, isolated, markPage, useLanguage, useOffset, useWords, type MessageKey } from './I18n';
export { useDates } from './dates';
export { Said } from './Said';
export { type KeyOf, type RoomWords, wordsOfRoom } from './roomWords';
