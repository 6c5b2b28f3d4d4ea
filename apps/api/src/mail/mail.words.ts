import { type Language, lifetimes, type Role } from '@siccam/contract';
import type { MailKind } from './post';

/** A line of a letter: our words, and between them what must keep its own direction (a name, a number, a date). */
export type Line = readonly (string | { readonly own: string })[];
/** What a letter may speak of. `own`: what organisers wrote themselves. `until`: when its link ends, as a day or as an hour. `when`: a day and an hour of the fair, null where it is cancelled. */
export type About = { fair: string; own: { subject: string; text: string } | null; until: string; invited: string; given: string; taken: string; sessions: readonly { title: string; when: string | null }[] };
/** One letter in one language; lines that have nothing to say are left out. */
export type Letter = { subject: (about: About) => Line; lines: (about: About) => Line[]; button: string; code?: string; life?: (about: About) => Line; why: string };

/** Writes a line; what is put in keeps its own direction. */
export const say = (words: TemplateStringsArray, ...own: readonly (string | number)[]): Line => words.flatMap((text, place) => (place < own.length ? [text, { own: String(own[place]) }] : [text]));

const minutes = lifetimes.link / 60_000;
/** The title of the session that a letter is about. */
const first = ({ sessions, fair }: About): string => sessions[0]?.title ?? fair;
/** What organisers wrote, a line each. */
const ownLines = (own: About['own']): Line[] => (own?.text ?? '').split('\n').flatMap((line) => (line.trim() ? [say`${line.trim()}`] : []));
const only = (text: string, line: Line): Line[] => (text ? [line] : []);

const ar: Record<MailKind, Letter> = {
  signIn: {
    subject: ({ fair }) => say`رابطك للدخول إلى ${fair}`,
    lines: () => [say`طُلب رابط للدخول إلى المعرض بهذا العنوان.`],
    button: 'ادخل إلى المعرض',
    code: 'أو اكتب هذا الرمز في المتصفح الذي طلبت منه الرابط:',
    life: ({ until }) => say`الرابط صالح ${minutes} دقائق، إلى الساعة ${until} بتوقيت المغرب، ويُستعمل مرة واحدة.`,
    why: 'توصلت بهذه الرسالة لأن عنوانك كُتب في صفحة الدخول. إن لم تطلبها فلا تفعل شيئا: لا أحد يدخل بدون الرابط.',
  },
  proveMail: {
    subject: ({ fair }) => say`تأكيد عنوانك لدى ${fair}`,
    lines: () => [say`اختير هذا العنوان لحساب في المعرض. افتح الرابط لتأكيد أنه عنوانك.`],
    button: 'أكّد عنواني',
    code: 'أو اكتب هذا الرمز في المتصفح الذي طلبت منه الرابط:',
    life: ({ until }) => say`الرابط صالح ${minutes} دقائق، إلى الساعة ${until} بتوقيت المغرب، ويُستعمل مرة واحدة.`,
    why: 'توصلت بهذه الرسالة لأن عنوانك كُتب في حساب. إن لم يكن حسابك فلا تفعل شيئا: لا يتغير شيء بدون الرابط.',
  },
  invitation: {
    subject: ({ fair }) => say`دعوتك إلى ${fair}`,
    lines: ({ fair, invited }) => [say`يدعوك المنظمون إلى ${fair}، الذي ينعقد عن بعد.`, ...only(invited, say`ما يُسند إليك: ${invited}.`), say`يُدخلك الرابط مباشرة، بدون كلمة سر.`],
    button: 'ادخل إلى المعرض',
    life: ({ until }) => say`الرابط لك وحدك، فلا ترسله إلى أحد. يُستعمل مرة واحدة، ويبقى صالحا إلى ${until}.`,
    why: 'توصلت بهذه الرسالة لأن منظمي المعرض دعوك بهذا العنوان.',
  },
  letBack: {
    subject: ({ fair }) => say`عُد إلى حسابك في ${fair}`,
    lines: () => [say`رفع المنظمون التحقق الثنائي عن حسابك، لأنك أخبرتهم بأنك فقدته. ادخل بهذا الرابط ثم جهّز تحققا جديدا.`],
    button: 'ادخل إلى حسابي',
    life: ({ until }) => say`الرابط صالح ${minutes} دقائق، إلى الساعة ${until} بتوقيت المغرب، ويُستعمل مرة واحدة.`,
    why: 'توصلت بهذه الرسالة لأن لك حسابا في المعرض. إن لم تطلب شيئا فأخبر المنظمين حالا: قد يكون أحدهم ادّعى أنه أنت.',
  },
  roleChanged: {
    subject: ({ fair }) => say`تغيّرت أدوارك في ${fair}`,
    lines: ({ given, taken }) => [say`غيّر المنظمون ما يمكنك فعله في المعرض.`, ...only(given, say`أُسند إليك: ${given}.`), ...only(taken, say`سُحب منك: ${taken}.`)],
    button: 'افتح حسابي',
    why: 'توصلت بهذه الرسالة لأن لك حسابا في المعرض. إن بدا لك التغيير غريبا فأخبر المنظمين.',
  },
  addressKnown: {
    subject: ({ fair }) => say`عنوانك معروف لدى ${fair}`,
    lines: () => [say`طُلب استعمال هذا العنوان لحساب، لكنه عنوان حسابك أنت. لم يتغير شيء.`, say`إن كنت أنت من طلب ذلك فادخل بحسابك القائم.`],
    button: 'ادخل بحسابي',
    why: 'توصلت بهذه الرسالة لأن لك حسابا بهذا العنوان.',
  },
  secondFactorSet: {
    subject: ({ fair }) => say`فُعّل التحقق الثنائي لحسابك في ${fair}`,
    lines: () => [say`يطلب حسابك من الآن رمزا من هاتفك. احتفظ بالرموز الاحتياطية بعيدا عن الهاتف.`],
    button: 'افتح حسابي',
    why: 'توصلت بهذه الرسالة لأن لك حسابا في المعرض. إن لم تكن أنت من فعّله فأخبر المنظمين حالا.',
  },
  addressChanged: {
    subject: ({ fair }) => say`تغيّر عنوان حسابك في ${fair}`,
    lines: () => [say`صار لحسابك عنوان بريد آخر، أُكّد من متصفح كان حسابك مفتوحا فيه. لم يعد هذا العنوان يُدخل إليه.`, say`إن كنت أنت من غيّره فلا تفعل شيئا.`],
    button: 'اتصل بالمنظمين',
    why: 'توصلت بهذه الرسالة لأن هذا كان عنوان حسابك في المعرض. إن لم تكن أنت من غيّره فأخبر المنظمين حالا.',
  },
  sessionsChanged: {
    subject: ({ fair }) => say`تغيّر في برنامج ${fair} يهمك`,
    lines: ({ sessions }) => [
      say`نُشر تغيير في البرنامج يخص فقرات تشارك فيها. هذا ما صارت عليه:`,
      ...sessions.map(({ title, when }) => (when === null ? say`${title}: ألغيت` : say`${title}: ${when}، بتوقيت المغرب`)),
    ],
    button: 'افتح البرنامج',
    why: 'توصلت بهذه الرسالة لأنك من المشاركين في هذه الفقرات. إن كان الموعد لا يناسبك فأخبر المنظمين.',
  },
  reminder: {
    subject: (about) => say`تبدأ بعد قليل: ${first(about)}`,
    lines: ({ sessions }) => [say`فقرة من برنامجك الشخصي تبدأ بعد قليل:`, ...sessions.map(({ title, when }) => say`${title}: ${when ?? ''}، بتوقيت المغرب`)],
    button: 'افتح الفقرة',
    why: 'توصلت بهذه الرسالة لأنك طلبت التذكير بفقرات برنامجك الشخصي. يمكنك إيقاف التذكير من حسابك.',
  },
  planChanged: {
    subject: ({ fair }) => say`تغيّر في برنامجك الشخصي: ${fair}`,
    lines: ({ sessions }) => [say`تغيّرت فقرات من برنامجك الشخصي. هذا ما صارت عليه:`, ...sessions.map(({ title, when }) => (when === null ? say`${title}: ألغيت` : say`${title}: ${when}، بتوقيت المغرب`))],
    button: 'افتح البرنامج',
    why: 'توصلت بهذه الرسالة لأنك طلبت إخبارك بما يتغيّر في برنامجك الشخصي. يمكنك إيقاف هذه الرسائل من حسابك.',
  },
  seatOffered: {
    subject: (about) => say`مقعد معروض عليك: ${first(about)}`,
    lines: ({ sessions }) => [say`شغر مقعد في فقرة كنت في لائحة انتظارها:`, ...sessions.map(({ title, when }) => say`${title}: ${when ?? ''}، بتوقيت المغرب`)],
    button: 'خذ المقعد',
    life: ({ until }) => say`المقعد محجوز لك إلى الساعة ${until} بتوقيت المغرب، ثم يُعرض على الشخص الموالي.`,
    why: 'توصلت بهذه الرسالة لأنك في لائحة الانتظار وطلبت إخبارك بما يخص برنامجك الشخصي. يمكنك إيقاف هذه الرسائل من حسابك.',
  },
  speakersTold: {
    subject: ({ fair, own }) => say`${own?.subject ?? fair}`,
    lines: ({ own }) => ownLines(own),
    button: 'افتح صفحتك',
    why: 'توصلت بهذه الرسالة لأنك من المشاركين في برنامج المعرض. كتبها المنظمون.',
  },
};

const fr: Record<MailKind, Letter> = {
  signIn: {
    subject: ({ fair }) => say`Votre lien pour entrer : ${fair}`,
    lines: () => [say`Un lien pour entrer au salon a été demandé avec cette adresse.`],
    button: 'Entrer au salon',
    code: 'Ou tapez ce code dans le navigateur où vous avez demandé le lien :',
    life: ({ until }) => say`Le lien vaut ${minutes} minutes, jusqu’à ${until} (heure du Maroc), et une seule fois.`,
    why: 'Vous recevez ce courriel parce que votre adresse a été tapée à l’entrée. Si ce n’est pas vous, ne faites rien : personne n’entre sans le lien.',
  },
  proveMail: {
    subject: ({ fair }) => say`Confirmez votre adresse : ${fair}`,
    lines: () => [say`Cette adresse a été choisie pour un compte du salon. Ouvrez le lien pour confirmer que c’est la vôtre.`],
    button: 'Confirmer mon adresse',
    code: 'Ou tapez ce code dans le navigateur où vous avez demandé le lien :',
    life: ({ until }) => say`Le lien vaut ${minutes} minutes, jusqu’à ${until} (heure du Maroc), et une seule fois.`,
    why: 'Vous recevez ce courriel parce que votre adresse a été tapée dans un compte. Si ce n’est pas le vôtre, ne faites rien : rien ne change sans le lien.',
  },
  invitation: {
    subject: ({ fair }) => say`Votre invitation : ${fair}`,
    lines: ({ fair, invited }) => [say`L’organisation vous invite à ${fair}, qui se tient à distance.`, ...only(invited, say`Ce qui vous est confié : ${invited}.`), say`Le lien vous fait entrer directement, sans mot de passe.`],
    button: 'Entrer au salon',
    life: ({ until }) => say`Ce lien est à vous seul : ne le transmettez à personne. Il sert une fois et reste valable jusqu’au ${until}.`,
    why: 'Vous recevez ce courriel parce que l’organisation du salon vous a invité à cette adresse.',
  },
  letBack: {
    subject: ({ fair }) => say`Revenez dans votre compte : ${fair}`,
    lines: () => [say`L’organisation a retiré le second facteur de votre compte, parce que vous l’aviez perdu. Entrez par ce lien, puis préparez-en un nouveau.`],
    button: 'Entrer dans mon compte',
    life: ({ until }) => say`Le lien vaut ${minutes} minutes, jusqu’à ${until} (heure du Maroc), et une seule fois.`,
    why: 'Vous recevez ce courriel parce que vous avez un compte au salon. Si vous n’avez rien demandé, prévenez tout de suite l’organisation : quelqu’un s’est peut-être fait passer pour vous.',
  },
  roleChanged: {
    subject: ({ fair }) => say`Vos rôles ont changé : ${fair}`,
    lines: ({ given, taken }) => [say`L’organisation a changé ce que vous pouvez faire au salon.`, ...only(given, say`Vous est confié : ${given}.`), ...only(taken, say`Ne vous est plus confié : ${taken}.`)],
    button: 'Ouvrir mon compte',
    why: 'Vous recevez ce courriel parce que vous avez un compte au salon. Si ce changement vous surprend, prévenez l’organisation.',
  },
  addressKnown: {
    subject: ({ fair }) => say`Votre adresse est déjà connue : ${fair}`,
    lines: () => [say`Cette adresse a été demandée pour un compte, mais elle est déjà celle du vôtre. Rien n’a changé.`, say`Si c’était vous, entrez avec le compte que vous avez.`],
    button: 'Entrer avec mon compte',
    why: 'Vous recevez ce courriel parce que vous avez un compte à cette adresse.',
  },
  secondFactorSet: {
    subject: ({ fair }) => say`Second facteur en place : ${fair}`,
    lines: () => [say`Votre compte demande désormais un code de votre téléphone. Gardez vos codes de secours ailleurs que sur ce téléphone.`],
    button: 'Ouvrir mon compte',
    why: 'Vous recevez ce courriel parce que vous avez un compte au salon. Si ce n’est pas vous qui l’avez fait, prévenez tout de suite l’organisation.',
  },
  addressChanged: {
    subject: ({ fair }) => say`L’adresse de votre compte a changé : ${fair}`,
    lines: () => [say`Votre compte a désormais une autre adresse électronique, confirmée dans un navigateur où il était ouvert. Celle-ci n’y fait plus entrer.`, say`Si c’était vous, vous n’avez rien à faire.`],
    button: 'Joindre l’organisation',
    why: 'Vous recevez ce courriel parce que cette adresse était celle de votre compte au salon. Si ce n’est pas vous qui l’avez changée, prévenez tout de suite l’organisation.',
  },
  sessionsChanged: {
    subject: ({ fair }) => say`Le programme change pour vous : ${fair}`,
    lines: ({ sessions }) => [
      say`Un changement du programme a été publié ; il touche des séances où vous intervenez. Les voici maintenant :`,
      ...sessions.map(({ title, when }) => (when === null ? say`${title} : annulée` : say`${title} : ${when} (heure du Maroc)`)),
    ],
    button: 'Ouvrir le programme',
    why: 'Vous recevez ce courriel parce que vous participez à ces séances. Si l’horaire ne vous convient pas, prévenez l’organisation.',
  },
  reminder: {
    subject: (about) => say`Commence bientôt : ${first(about)}`,
    lines: ({ sessions }) => [say`Une séance de votre plan commence bientôt :`, ...sessions.map(({ title, when }) => say`${title} : ${when ?? ''} (heure du Maroc)`)],
    button: 'Ouvrir la séance',
    why: 'Vous recevez ce courriel parce que vous avez demandé des rappels pour votre plan. Vous pouvez les arrêter dans votre compte.',
  },
  planChanged: {
    subject: ({ fair }) => say`Votre plan change : ${fair}`,
    lines: ({ sessions }) => [say`Des séances de votre plan ont changé. Les voici maintenant :`, ...sessions.map(({ title, when }) => (when === null ? say`${title} : annulée` : say`${title} : ${when} (heure du Maroc)`))],
    button: 'Ouvrir le programme',
    why: 'Vous recevez ce courriel parce que vous avez demandé à savoir ce qui change dans votre plan. Vous pouvez l’arrêter dans votre compte.',
  },
  seatOffered: {
    subject: (about) => say`Une place vous est proposée : ${first(about)}`,
    lines: ({ sessions }) => [say`Une place s’est libérée dans une séance où vous étiez en liste d’attente :`, ...sessions.map(({ title, when }) => say`${title} : ${when ?? ''} (heure du Maroc)`)],
    button: 'Prendre la place',
    life: ({ until }) => say`La place vous est gardée jusqu’à ${until} (heure du Maroc), puis elle est proposée à la personne suivante.`,
    why: 'Vous recevez ce courriel parce que vous êtes en liste d’attente et avez demandé des courriels sur votre plan. Vous pouvez les arrêter dans votre compte.',
  },
  speakersTold: {
    subject: ({ fair, own }) => say`${own?.subject ?? fair}`,
    lines: ({ own }) => ownLines(own),
    button: 'Ouvrir votre page',
    why: 'Vous recevez ce courriel parce que vous participez au programme du salon. L’organisation l’a écrit.',
  },
};

const en: Record<MailKind, Letter> = {
  signIn: {
    subject: ({ fair }) => say`Your link to enter: ${fair}`,
    lines: () => [say`A link to enter the fair was asked for with this address.`],
    button: 'Enter the fair',
    code: 'Or type this code in the browser where you asked for the link:',
    life: ({ until }) => say`The link works for ${minutes} minutes, until ${until} (time of Morocco), and once.`,
    why: 'You receive this mail because your address was typed at the entrance. If it was not you, do nothing: nobody enters without the link.',
  },
  proveMail: {
    subject: ({ fair }) => say`Confirm your address: ${fair}`,
    lines: () => [say`This address was chosen for an account of the fair. Open the link to confirm that it is yours.`],
    button: 'Confirm my address',
    code: 'Or type this code in the browser where you asked for the link:',
    life: ({ until }) => say`The link works for ${minutes} minutes, until ${until} (time of Morocco), and once.`,
    why: 'You receive this mail because your address was typed into an account. If it is not yours, do nothing: nothing changes without the link.',
  },
  invitation: {
    subject: ({ fair }) => say`Your invitation: ${fair}`,
    lines: ({ fair, invited }) => [say`The organisers invite you to ${fair}, which is held online.`, ...only(invited, say`What you are asked to do: ${invited}.`), say`The link lets you in directly, without a password.`],
    button: 'Enter the fair',
    life: ({ until }) => say`This link is yours alone: pass it on to nobody. It works once, until ${until}.`,
    why: 'You receive this mail because the organisers of the fair invited you at this address.',
  },
  letBack: {
    subject: ({ fair }) => say`Come back to your account: ${fair}`,
    lines: () => [say`The organisers took the second factor off your account, because you had lost it. Enter by this link, then set up a new one.`],
    button: 'Enter my account',
    life: ({ until }) => say`The link works for ${minutes} minutes, until ${until} (time of Morocco), and once.`,
    why: 'You receive this mail because you have an account at the fair. If you asked for nothing, tell the organisers at once: somebody may have claimed to be you.',
  },
  roleChanged: {
    subject: ({ fair }) => say`Your roles have changed: ${fair}`,
    lines: ({ given, taken }) => [say`The organisers changed what you can do at the fair.`, ...only(given, say`Given to you: ${given}.`), ...only(taken, say`Taken from you: ${taken}.`)],
    button: 'Open my account',
    why: 'You receive this mail because you have an account at the fair. If the change surprises you, tell the organisers.',
  },
  addressKnown: {
    subject: ({ fair }) => say`Your address is already known: ${fair}`,
    lines: () => [say`This address was asked for an account, but it is already that of yours. Nothing has changed.`, say`If it was you, enter with the account that you have.`],
    button: 'Enter with my account',
    why: 'You receive this mail because you have an account with this address.',
  },
  secondFactorSet: {
    subject: ({ fair }) => say`Second factor in place: ${fair}`,
    lines: () => [say`From now on your account asks for a code of your telephone. Keep your recovery codes elsewhere than on that telephone.`],
    button: 'Open my account',
    why: 'You receive this mail because you have an account at the fair. If it was not you who did this, tell the organisers at once.',
  },
  addressChanged: {
    subject: ({ fair }) => say`The address of your account has changed: ${fair}`,
    lines: () => [say`Your account now has another e-mail address, confirmed in a browser that was signed in to it. This one no longer lets you in.`, say`If it was you, there is nothing to do.`],
    button: 'Reach the organisers',
    why: 'You receive this mail because this was the address of your account at the fair. If it was not you who changed it, tell the organisers at once.',
  },
  sessionsChanged: {
    subject: ({ fair }) => say`The programme changes for you: ${fair}`,
    lines: ({ sessions }) => [
      say`A change of the programme was published that concerns sessions you take part in. They now stand as follows:`,
      ...sessions.map(({ title, when }) => (when === null ? say`${title}: cancelled` : say`${title}: ${when} (time of Morocco)`)),
    ],
    button: 'Open the programme',
    why: 'You receive this mail because you take part in these sessions. If the time does not suit you, tell the organisers.',
  },
  reminder: {
    subject: (about) => say`Begins soon: ${first(about)}`,
    lines: ({ sessions }) => [say`A session in your plan begins soon:`, ...sessions.map(({ title, when }) => say`${title}: ${when ?? ''} (time of Morocco)`)],
    button: 'Open the session',
    why: 'You receive this mail because you asked to be reminded of what is in your plan. You can stop these mails in your account.',
  },
  planChanged: {
    subject: ({ fair }) => say`Your plan changes: ${fair}`,
    lines: ({ sessions }) => [say`Sessions in your plan have changed. They now stand as follows:`, ...sessions.map(({ title, when }) => (when === null ? say`${title}: cancelled` : say`${title}: ${when} (time of Morocco)`))],
    button: 'Open the programme',
    why: 'You receive this mail because you asked to be told what changes in your plan. You can stop these mails in your account.',
  },
  seatOffered: {
    subject: (about) => say`A seat is offered to you: ${first(about)}`,
    lines: ({ sessions }) => [say`A seat has come free in a session whose waiting list you are on:`, ...sessions.map(({ title, when }) => say`${title}: ${when ?? ''} (time of Morocco)`)],
    button: 'Take the seat',
    life: ({ until }) => say`The seat is kept for you until ${until} (time of Morocco), then it is offered to the next person.`,
    why: 'You receive this mail because you are on the waiting list and asked for mails about your plan. You can stop them in your account.',
  },
  speakersTold: {
    subject: ({ fair, own }) => say`${own?.subject ?? fair}`,
    lines: ({ own }) => ownLines(own),
    button: 'Open your page',
    why: 'You receive this mail because you take part in the programme of the fair. The organisers wrote it.',
  },
};

/** Every letter in every language. */
export const letters: Record<Language, Record<MailKind, Letter>> = { ar, fr, en };

/** What stands in every letter of a language. */
export const common: Record<Language, { hello: (name: string | null) => Line; copy: string; and: string }> = {
  ar: { hello: (name) => (name === null ? say`السلام عليكم،` : say`السلام عليكم ${name}،`), copy: 'إن لم يعمل الزر، انسخ هذا العنوان في متصفحك:', and: '، ' },
  fr: { hello: (name) => (name === null ? say`Bonjour,` : say`Bonjour ${name},`), copy: 'Si le bouton ne marche pas, copiez cette adresse dans votre navigateur :', and: ', ' },
  en: { hello: (name) => (name === null ? say`Hello,` : say`Hello ${name},`), copy: 'If the button does not work, copy this address into your browser:', and: ', ' },
};

/** The roles, as the desks call them. */
export const roleWords: Record<Language, Record<Role, string>> = {
  ar: { organiser: 'التنظيم', stageManager: 'إدارة المنصة', protocolOfficer: 'البروتوكول', helpDesk: 'الاستقبال والمساعدة', press: 'الصحافة', moderator: 'التسيير', speaker: 'التدخل', interpreter: 'الترجمة', signatory: 'التوقيع', witness: 'الشهادة', assistant: 'المساعدة الشخصية', exhibitorManager: 'مسؤولية الرواق', exhibitorStaff: 'بالرواق' },
  fr: { organiser: 'Organisation', stageManager: 'Régie', protocolOfficer: 'Protocole', helpDesk: 'Accueil et aide', press: 'Presse', moderator: 'Modération', speaker: 'Intervention', interpreter: 'Interprétation', signatory: 'Signature', witness: 'Témoin', assistant: 'Assistance', exhibitorManager: 'Responsable de stand', exhibitorStaff: 'Au stand' },
  en: { organiser: 'Organisation', stageManager: 'Stage management', protocolOfficer: 'Protocol', helpDesk: 'Help desk', press: 'Press', moderator: 'Moderator', speaker: 'Speaker', interpreter: 'Interpreter', signatory: 'Signatory', witness: 'Witness', assistant: 'Assistant', exhibitorManager: 'Booth manager', exhibitorStaff: 'Booth staff' },
};
