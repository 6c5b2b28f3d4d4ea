import { z } from 'zod';
import { Language } from './language';

/** What a person can agree to; later capabilities add theirs. `terms` is needed for an account, the others never for anything. */
export const consentKinds = ['terms', 'news', 'reminders'] as const;
/** See `consentKinds`. */
export const ConsentKind = z.enum(consentKinds);
/** See `consentKinds`. */
export type ConsentKind = z.infer<typeof ConsentKind>;

/**
 * The text agreed to, with its version: whoever changes a text gives it the next version. The server keeps the SHA-256 of the very text,
 * the version and the language beside each consent (law 09-08, article 4).
 */
export const consentTexts: Record<ConsentKind, { version: number; text: Record<Language, string> }> = {
  terms: {
    version: 1,
    text: {
      ar: 'أقبل أن يحتفظ منظم المعرض باسمي وبريدي الإلكتروني لفتح حسابي، إلى غاية 90 يوما بعد المعرض أو إلى أن أحذفه.',
      fr: 'J’accepte que l’organisateur du salon garde mon nom et mon adresse électronique pour tenir mon compte, jusqu’à 90 jours après le salon ou jusqu’à ce que je le supprime.',
      en: 'I agree that the organiser of the fair keeps my name and e-mail address to run my account, until 90 days after the fair or until I delete it.',
    },
  },
  news: {
    version: 1,
    text: {
      ar: 'أقبل أن تصلني بالبريد الإلكتروني أخبار هذا المعرض. يمكنني سحب موافقتي متى شئت.',
      fr: 'J’accepte de recevoir par courriel des nouvelles de ce salon. Je peux retirer mon accord à tout moment.',
      en: 'I agree to receive news of this fair by e-mail. I can withdraw at any time.',
    },
  },
  reminders: {
    version: 1,
    text: {
      ar: 'أقبل أن تصلني بالبريد الإلكتروني رسائل عن فقرات برنامجي الشخصي: قبل بدايتها، وإذا تغيّرت أو ألغيت، وإذا عُرض علي مقعد. يمكنني سحب موافقتي متى شئت.',
      fr: 'J’accepte de recevoir des courriels sur les sessions de mon plan : avant leur début, si elles changent ou sont annulées, et si une place m’est proposée. Je peux retirer mon accord à tout moment.',
      en: 'I agree to receive e-mails about the sessions in my plan: before they begin, if they change or are cancelled, and if a seat is offered to me. I can withdraw at any time.',
    },
  },
};

/** A consent as it is given: which text, in which version and language the person read. */
export const ConsentGiven = z.strictObject({ what: ConsentKind, version: z.number().int(), language: Language });
/** See the schema of the same name. */
export type ConsentGiven = z.infer<typeof ConsentGiven>;
