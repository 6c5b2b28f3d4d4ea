import type { Language, SessionPerson } from '@siccam/contract';

type Words = {
  /** Title of the printed programme. */
  programme: string;
  /** The zone of all times. */
  zone: (offset: string) => string;
  version: (number: string) => string;
  nothing: string;
  late: (minutes: number) => string;
  cancelled: string;
  interpreted: string;
  /** What stands between a word and what it is about. */
  colon: string;
  replaces: (who: string) => string;
  languages: Record<Language, string>;
  roles: Record<SessionPerson['role'], string | null>;
  fictional: string;
};

const arabicMinutes = new Intl.PluralRules('ar-MA');
const minutesInArabic = (count: number): string => {
  const form = arabicMinutes.select(count);
  if (form === 'one') return 'دقيقة واحدة';
  if (form === 'two') return 'دقيقتين';
  return form === 'few' ? `${count} دقائق` : `${count} دقيقة`;
};

/** What the printed programme says around the data. */
export const printedWords: Record<Language, Words> = {
  ar: {
    programme: 'البرنامج',
    zone: (offset) => `الأوقات بتوقيت المغرب (غرينتش${offset})`,
    version: (number) => `الإصدار ${number}`,
    nothing: 'لا فقرات في هذا اليوم.',
    late: (minutes) => `تأخير ${minutesInArabic(minutes)}`,
    cancelled: 'ملغاة',
    interpreted: 'ترجمة فورية',
    colon: ':',
    replaces: (who) => `عوض ${who}`,
    languages: { ar: 'العربية', fr: 'الفرنسية', en: 'الإنجليزية' },
    roles: { moderator: 'تسيير', speaker: null, interpreter: 'ترجمة فورية', signatory: 'توقيع', witness: 'شاهد' },
    fictional: 'شخصية تجريبية',
  },
  fr: {
    programme: 'Programme',
    zone: (offset) => `Heure du Maroc (GMT${offset})`,
    version: (number) => `Version ${number}`,
    nothing: 'Aucune séance ce jour.',
    late: (minutes) => `retard de ${minutes}\u00a0min`,
    cancelled: 'annulée',
    interpreted: 'interprétation',
    colon: '\u00a0:',
    replaces: (who) => `remplace ${who}`,
    languages: { ar: 'arabe', fr: 'français', en: 'anglais' },
    roles: { moderator: 'modération', speaker: null, interpreter: 'interprétation', signatory: 'signature', witness: 'témoin' },
    fictional: 'personnage fictif',
  },
  en: {
    programme: 'Programme',
    zone: (offset) => `Moroccan time (GMT${offset})`,
    version: (number) => `Version ${number}`,
    nothing: 'No session on this day.',
    late: (minutes) => `${minutes} min late`,
    cancelled: 'cancelled',
    interpreted: 'interpretation',
    colon: ':',
    replaces: (who) => `replaces ${who}`,
    languages: { ar: 'Arabic', fr: 'French', en: 'English' },
    roles: { moderator: 'moderation', speaker: null, interpreter: 'interpretation', signatory: 'signature', witness: 'witness' },
    fictional: 'fictional person',
  },
};
