import type { Language } from '@siccam/contract';

/** What the head of a page says where no session says it: read by search engines, link previews and readers without JavaScript. */
export const pageWords: Record<Language, { programme: string; privacy: string; privacyDescription: string; parts: string; partsDescription: string; lost: string; description: string; withoutScript: string; locale: string }> = {
  ar: {
    programme: 'البرنامج',
    privacy: 'حماية المعطيات',
    privacyDescription: 'ما يعرفه المعرض عن زواره، وما لا يحتفظ به، ومن تسألون.',
    parts: 'عناصر الواجهة',
    partsDescription: 'كل عناصر واجهة المعرض في حالاتها، بأمثلة مختلقة.',
    lost: 'صفحة غير موجودة',
    description: 'تابعوا ندوات المعرض مباشرة بالعربية والفرنسية والإنجليزية، بالصوت وحده أو بالصورة، دون تسجيل.',
    withoutScript: 'تحتاج هذه الصفحة إلى تفعيل جافاسكريبت لمتابعة البث المباشر.',
    locale: 'ar_MA',
  },
  fr: {
    programme: 'Programme',
    privacy: 'Données personnelles',
    privacyDescription: 'Ce que le salon sait de ses visiteurs, ce qu’il ne garde pas, et à qui s’adresser.',
    parts: 'Éléments de l’interface',
    partsDescription: 'Chaque élément de l’interface du salon dans ses états, avec des exemples inventés.',
    lost: 'Page introuvable',
    description: 'Suivez les panels du salon en direct, en arabe, en français et en anglais, en audio seul ou avec l’image, sans inscription.',
    withoutScript: 'Cette page a besoin de JavaScript pour le direct.',
    locale: 'fr_MA',
  },
  en: {
    programme: 'Programme',
    privacy: 'Privacy',
    privacyDescription: 'What the fair knows about its visitors, what it does not keep, and whom to ask.',
    parts: 'Parts of the interface',
    partsDescription: 'Every part of the fair’s interface in its states, with invented examples.',
    lost: 'Page not found',
    description: 'Follow the panels of the fair live in Arabic, French and English, sound only or with picture, without signing up.',
    withoutScript: 'This page needs JavaScript to play the live stage.',
    locale: 'en_GB',
  },
};
