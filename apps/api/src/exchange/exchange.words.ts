import type { Language, Words } from '@siccam/contract';
import type { Column } from './table';

/** What a room is called whose file has no name for it. */
export const roomWords = (number: number): Words => ({ ar: `القاعة ${number}`, fr: `Salle ${number}`, en: `Room ${number}` });

/** Where sessions stand in a schedule that are on no stage. */
export const elsewhere: Words = { ar: 'خارج المنصات', fr: 'Hors scène', en: 'Off stage' };

/** The sheet's name and heads, for people. */
export const sheetWords: Readonly<Record<Language, { sheet: string; file: string; yes: string; no: string } & Record<Exclude<Column, 'extra' | 'people_ids'>, string>>> = {
  ar: { sheet: 'البرنامج', file: 'البرنامج', yes: 'نعم', no: 'لا', id: 'المعرّف', kind: 'النوع', title_ar: 'العنوان بالعربية', title_fr: 'العنوان بالفرنسية', title_en: 'العنوان بالإنجليزية', stage: 'المنصة', starts: 'البداية', minutes: 'المدة بالدقائق', people: 'المشاركون', summary_ar: 'الملخص بالعربية', summary_fr: 'الملخص بالفرنسية', summary_en: 'الملخص بالإنجليزية', spoken: 'لغة الجلسة', interpreted: 'الترجمة الفورية', audience: 'الجمهور', capacity: 'عدد المقاعد', recorded: 'مسجّلة', delay: 'التأخير بالدقائق', cancelled: 'ملغاة', slug: 'العنوان في الرابط' },
  fr: { sheet: 'Programme', file: 'programme', yes: 'oui', no: 'non', id: 'Identifiant', kind: 'Genre', title_ar: 'Titre en arabe', title_fr: 'Titre en français', title_en: 'Titre en anglais', stage: 'Scène', starts: 'Début', minutes: 'Durée (minutes)', people: 'Participants', summary_ar: 'Résumé en arabe', summary_fr: 'Résumé en français', summary_en: 'Résumé en anglais', spoken: 'Langues parlées', interpreted: 'Interprétation', audience: 'Public', capacity: 'Places', recorded: 'Enregistrée', delay: 'Retard (minutes)', cancelled: 'Annulée', slug: 'Adresse' },
  en: { sheet: 'Programme', file: 'programme', yes: 'yes', no: 'no', id: 'Id', kind: 'Kind', title_ar: 'Title in Arabic', title_fr: 'Title in French', title_en: 'Title in English', stage: 'Stage', starts: 'Starts', minutes: 'Duration (minutes)', people: 'People', summary_ar: 'Summary in Arabic', summary_fr: 'Summary in French', summary_en: 'Summary in English', spoken: 'Languages spoken', interpreted: 'Interpretation', audience: 'Audience', capacity: 'Seats', recorded: 'Recorded', delay: 'Delay (minutes)', cancelled: 'Cancelled', slug: 'Address' },
};
