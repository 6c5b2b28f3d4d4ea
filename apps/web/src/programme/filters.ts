import { Audience, Language, SessionKind, type Programme, type Session } from '@siccam/contract';

/** What stands in the address of the programme: the day, what is shown of it, and what is looked for (`q` empty: the search is open). */
export type ProgrammeSearch = { day?: string; lang?: Language; for?: Audience; kind?: SessionKind; mine?: true; q?: string };

/** The words for those whom a session is for. */
export const audienceWords = { candidates: 'programme.for.candidates', investors: 'programme.for.investors', professionals: 'programme.for.professionals', institutions: 'programme.for.institutions' } as const;

/** Reads it from an address that anyone may have written. */
export function programmeSearch(raw: Record<string, unknown>): ProgrammeSearch {
  const day = raw['day'];
  const q = raw['q'];
  const one = <T>(schema: { safeParse: (value: unknown) => { success: boolean; data?: T | undefined } }, value: unknown): T | undefined => schema.safeParse(value).data;
  const found: { [Key in keyof ProgrammeSearch]: ProgrammeSearch[Key] | undefined } = {
    day: typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined,
    lang: one(Language, raw['lang']),
    for: one(Audience, raw['for']),
    kind: one(SessionKind, raw['kind']),
    mine: raw['mine'] === true || undefined,
    q: typeof q === 'string' || typeof q === 'number' ? String(q).slice(0, 200) : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** Whether a session is among what is asked for: spoken or interpreted in a language, for an audience (what is for everyone is for each), of a kind. A pause always is. */
export const passes = (session: Session, { lang, for: audience, kind }: ProgrammeSearch): boolean =>
  session.kind === 'break' ||
  ((!lang || session.spoken.includes(lang) || session.interpreted.includes(lang)) && (!audience || session.audience.length === 0 || session.audience.includes(audience)) && (!kind || session.kind === kind));

/** Whether anything but the day is chosen. */
export const isFiltered = ({ lang, for: audience, kind }: ProgrammeSearch): boolean => Boolean(lang ?? audience ?? kind);

const named = ['ceremony', 'workshop', 'hiring'] as const;
/** What is worth choosing by in this programme: only what tells sessions apart. */
export const choices = ({ sessions }: Programme): { audiences: Audience[]; kinds: (typeof named)[number][]; languages: Language[] } => ({
  audiences: Audience.options.filter((one) => sessions.some(({ audience }) => audience.includes(one))),
  kinds: named.filter((one) => sessions.some(({ kind }) => kind === one)),
  languages: Language.options.filter((one) => sessions.some(({ spoken, interpreted }) => spoken.includes(one) || interpreted.includes(one))),
});
