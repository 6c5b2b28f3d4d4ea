import type { SearchCatalogue } from './fr';

/** The words of searching in Arabic. */
export const ar: SearchCatalogue = {
  title: 'البحث في البرنامج',
  hint: 'فقرة أو شخص',
  close: 'إغلاق البحث',
  how: 'اكتب كلمة بالعربية أو الفرنسية أو الإنجليزية، ولا يهم الشكل ولا الهمزة ولا خطأ في حرف.',
  nothing: 'لا نتيجة توافق «{text}». جرب كلمة أقصر، أو الاسم بحروف أخرى.',
  found: '{count, plural, zero {لا نتيجة} one {نتيجة واحدة} two {نتيجتان} few {<n>#</n> نتائج} many {<n>#</n> نتيجة} other {<n>#</n> نتيجة}}',
  when: '{day}، الساعة {time}',
};
