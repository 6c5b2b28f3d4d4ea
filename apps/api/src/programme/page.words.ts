import type { Language } from '@siccam/contract';

/** What the head of a page says where no session says it: read by search engines, link previews and readers without JavaScript. */
export const pageWords: Record<Language, { programme: string; parts: string; partsDescription: string; lost: string; description: string; withoutScript: string; locale: string }> = {
  ar: {
    programme: 'البرنامج',
    parts: 'عناصر الواجهة',
    partsDescription: 'كل عناصر واجهة المعرض في حالاتها، بأمثلة مختلقة.',
    lost: 'صفحة غير موجودة',
    description: 'تابعوا ندوات المعرض مباشرة بالعربية والفرنسية والإنجليزية، بالصوت وحده أو بالصورة، دون تسجيل.',
    withoutScript: 'تحتاج هذه الصفحة إلى تفعيل جافاسكريبت لمتابعة البث المباشر.',
    locale: 'ar_MA',
  },
  fr: {
    programme: 'Programme',
    parts: 'Éléments de l’interface',
    partsDescription: 'Chaque élément de l’interface du salon dans ses états, avec des exemples inventés.',
    lost: 'Page introuvable',
    description: 'Suivez les panels du salon en direct, en arabe, en français et en anglais, en audio seul ou avec l’image, sans inscription.',
    withoutScript: 'Cette page a besoin de JavaScript pour le direct.',
    locale: 'fr_MA',
  },
  en: {
    programme: 'Programme',
    parts: 'Parts of the interface',
    partsDescription: 'Every part of the fair’s interface in its states, with invented examples.',
    lost: 'Page not found',
    description: 'Follow the panels of the fair live in Arabic, French and English, sound only or with picture, without signing up.',
    withoutScript: 'This page needs JavaScript to play the live stage.',
    locale: 'en_GB',
  },
};
