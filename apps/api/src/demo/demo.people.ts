import { createHash } from 'node:crypto';
import { demoRoles, type Language, type PersonName, type Role, type Words } from '@siccam/contract';

// Invented people, each marked so wherever the organiser sees them: a first name and an initial, or an account without a name. Officials
// and signatories appear by office.

/** What one can enter the demonstration as. */
export type DemoRole = (typeof demoRoles)[number];

/** An invented person, as the seed writes them. */
export type InventedPerson = {
  slug: string;
  name: PersonName;
  language: Language;
  /** Held on the fair, on a session by its slug, or on another invented person. */
  roles: readonly { role: Role; on?: { session: string } | { person: string } }[];
  /** What became of their invitation; left out: they made their account themselves. */
  invitation?: 'waiting' | 'sent' | 'refused' | 'opened' | 'revoked';
  /** True: they have set up a second factor. */
  factor?: true;
  official?: { name: Words; title: Words; capacity: Words; confirmed: boolean };
};

const w = (ar: string, fr: string, en: string): Words => ({ ar, fr, en });
const onSession = (role: Role, ...sessions: string[]) => sessions.map((session) => ({ role, on: { session } }));

/** Whom one enters as. */
export const enterable: Record<DemoRole, string> = { visitor: 'salma-b', speaker: 'claire-m', assistant: 'assistant-1', moderator: 'nadia-f', organiser: 'organiser-1' };

/** Everyone who is invented. */
export const inventedPeople: readonly InventedPerson[] = [
  { slug: 'salma-b', name: { ar: 'سلمى ب.', latin: 'Salma B.' }, language: 'ar', roles: [] },
  { slug: 'yassine-r', name: { ar: 'ياسين ر.', latin: 'Yassine R.' }, language: 'ar', roles: [] },
  { slug: 'claire-m', name: { ar: 'كلير م.', latin: 'Claire M.' }, language: 'fr', roles: onSession('speaker', 'panel-1'), invitation: 'opened' },
  { slug: 'daniel-k', name: { ar: 'دانيال ك.', latin: 'Daniel K.' }, language: 'en', roles: onSession('speaker', 'panel-4'), invitation: 'sent' },
  { slug: 'nadia-f', name: { ar: 'نادية ف.', latin: 'Nadia F.' }, language: 'fr', roles: onSession('moderator', 'panel-1', 'panel-2'), invitation: 'opened' },
  { slug: 'organiser-1', name: { ar: 'حساب تجريبي – التنظيم 1', latin: 'Compte de démonstration – organisation 1' }, language: 'fr', roles: [{ role: 'organiser' }], factor: true },
  { slug: 'organiser-2', name: { ar: 'حساب تجريبي – التنظيم 2', latin: 'Compte de démonstration – organisation 2' }, language: 'ar', roles: [{ role: 'organiser' }], invitation: 'opened' },
  { slug: 'mariam-z', name: { ar: 'مريم ز.', latin: 'Mariam Z.' }, language: 'ar', roles: [{ role: 'stageManager' }], invitation: 'opened', factor: true },
  { slug: 'protocol', name: { ar: 'حساب تجريبي – ضابط البروتوكول', latin: 'Compte de démonstration – protocole' }, language: 'ar', roles: [{ role: 'protocolOfficer' }], invitation: 'opened' },
  {
    slug: 'office-1',
    name: { ar: 'مدير المركز الجهوي للاستثمار (تجريبي)', latin: 'Direction du CRI (démonstration)' },
    language: 'ar',
    roles: onSession('speaker', 'opening'),
    invitation: 'opened',
    official: {
      name: w('مدير المركز الجهوي للاستثمار', 'Le directeur du centre régional d’investissement', 'The director of the regional investment centre'),
      title: w('السيد المدير العام', 'Monsieur le directeur général', 'Director general'),
      capacity: w('عن المركز الجهوي للاستثمار بجهة الشرق', 'pour le centre régional d’investissement de l’Oriental', 'for the regional investment centre of the Oriental'),
      confirmed: true,
    },
  },
  {
    slug: 'office-2',
    name: { ar: 'الكتابة العامة للولاية (تجريبي)', latin: 'Secrétariat général de la wilaya (démonstration)' },
    language: 'ar',
    roles: onSession('speaker', 'opening'),
    invitation: 'sent',
    official: {
      name: w('الكاتب العام للولاية', 'Le secrétaire général de la wilaya', 'The secretary-general of the wilaya'),
      title: w('السيد الكاتب العام', 'Monsieur le secrétaire général', 'Secretary-general'),
      capacity: w('عن ولاية جهة الشرق', 'pour la wilaya de la région de l’Oriental', 'for the wilaya of the Oriental region'),
      confirmed: false,
    },
  },
  {
    slug: 'assistant-1',
    name: { ar: 'حساب تجريبي – مساعدة الإدارة', latin: 'Compte de démonstration – assistanat de direction' },
    language: 'fr',
    roles: [{ role: 'assistant', on: { person: 'office-1' } }, { role: 'assistant', on: { person: 'office-2' } }],
    invitation: 'opened',
  },
  { slug: 'signatory-1', name: { ar: 'ممثل إنتلسيا (تجريبي)', latin: 'Représentant d’Intelcia (démonstration)' }, language: 'fr', roles: onSession('signatory', 'signing-intelcia'), invitation: 'sent' },
  { slug: 'signatory-2', name: { ar: 'ممثل ساكوم (تجريبي)', latin: 'Représentant de SACCOM (démonstration)' }, language: 'fr', roles: onSession('signatory', 'signing-saccom'), invitation: 'refused' },
  { slug: 'witness-1', name: { ar: 'ممثل ميدز سورسينغ (تجريبي)', latin: 'Représentant de MedZ Sourcing (démonstration)' }, language: 'fr', roles: onSession('witness', 'signing-intelcia', 'signing-saccom'), invitation: 'waiting' },
  { slug: 'karima', name: { ar: 'كريمة', latin: 'Karima' }, language: 'ar', roles: onSession('interpreter', 'opening', 'panel-1'), invitation: 'opened' },
  { slug: 'elias', name: { ar: 'إلياس', latin: 'Elias' }, language: 'en', roles: onSession('interpreter', 'opening', 'panel-1'), invitation: 'sent' },
  { slug: 'hind-t', name: { ar: 'هند ت.', latin: 'Hind T.' }, language: 'fr', roles: [], invitation: 'waiting' },
  { slug: 'omar-l', name: { ar: 'عمر ل.', latin: 'Omar L.' }, language: 'fr', roles: [], invitation: 'revoked' },
  { slug: 'help-desk-1', name: { ar: 'حساب تجريبي – مكتب المساعدة 1', latin: 'Compte de démonstration – assistance 1' }, language: 'ar', roles: [{ role: 'helpDesk' }], invitation: 'opened' },
  { slug: 'help-desk-2', name: { ar: 'حساب تجريبي – مكتب المساعدة 2', latin: 'Compte de démonstration – assistance 2' }, language: 'fr', roles: [{ role: 'helpDesk' }], invitation: 'opened' },
  { slug: 'help-desk-3', name: { ar: 'حساب تجريبي – مكتب المساعدة 3', latin: 'Compte de démonstration – assistance 3' }, language: 'ar', roles: [{ role: 'helpDesk' }], invitation: 'waiting' },
  { slug: 'journalist-a', name: { ar: 'صحفي أ', latin: 'Journaliste A' }, language: 'ar', roles: [{ role: 'press' }], invitation: 'sent' },
];

/** The id that something of the demonstration has on every machine and after every start. */
export function demoId(what: string): string {
  const bytes = createHash('sha256').update(`siccam demonstration ${what}`).digest().subarray(0, 16);
  // Version 8 of RFC 9562: made as its maker likes.
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
