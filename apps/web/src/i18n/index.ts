export { demoWords, I18n, isolated, markPage, useLanguage, useWords, type MessageKey } from './I18n';
export { offsetOf, useDates } from './dates';
export { Said } from './Said';
