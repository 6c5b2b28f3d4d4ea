import { heldOn, type ImportLine, type ImportWhy, Language, line as written, Mail, type PersonName, Role, type RoleOn } from '@siccam/contract';
import { parse } from 'csv-parse/sync';
import { signsForItself, unique, without } from './role.rules';

/** The columns of a table of people; a table may leave out all but a name. */
export const importColumns = ['name_ar', 'name_latin', 'mail', 'language', 'role', 'session'] as const;
// As many as fit into 60,000 characters with a name and an address on each; the parser is slow with lines of one cell.
const mostLines = 3000;
type Column = (typeof importColumns)[number];

/** One line as it was understood, or why it was not. */
export type Read = { line: number; shown: string } & ({ why: ImportWhy; field: string } | { why: null; name: PersonName; mail: string | null; language: Language; role: Role | null; session: string | null });
/** Someone whom a line means and who is here already. */
export type Known = { id: string; name: PersonName | null; mail: string | null; roles: RoleOn[]; banned: boolean };
/** What a table is held against. */
export type World = { fair: string; me: string; sessions: ReadonlyMap<string, string>; known: readonly Known[] };
/** What a table would do: each line for its reader, and the people and roles that are new. */
export type Plan = { lines: ImportLine[]; create: { name: PersonName; mail: string | null; language: Language; roles: RoleOn[] }[]; give: { person: string; roles: RoleOn[] }[] };

type Someone = { known: Known | null; name: PersonName; mail: string | null; language: Language; roles: RoleOn[] };

/** Reads a table; null where it is none. */
export function readTable(csv: string): Read[] | null {
  const records = recordsOf(withoutEnd(csv.replace(/^\ufeff/, '')));
  const head = records?.[0]?.map((cell) => cell.trim().toLowerCase());
  if (!records || !head || !head.some((name) => name === 'name_ar' || name === 'name_latin')) return null;
  const strange = head.find((name, place) => name !== '' && (!importColumns.some((column) => column === name) || head.indexOf(name) !== place));
  if (strange !== undefined) return [{ line: 1, shown: '', why: 'columnUnknown', field: strange.slice(0, 80) }];
  const lines = records.flatMap((cells, place) => (place === 0 || cells.every((cell) => cell.trim() === '') ? [] : [readLine(head, cells, place + 1)]));
  return lines.length > 0 ? lines : null;
}

/** What the lines would do to the people who are here: the same table twice does nothing the second time. */
export function plan(read: readonly Read[], world: World): Plan {
  const people = new Map<string, Someone>();
  const lines = read.map((one) => lineOf(one, people, world));
  const all = [...people.values()].filter(({ roles, known }) => known === null || roles.length > 0);
  return {
    lines,
    create: all.flatMap(({ known, name, mail, language, roles }) => (known ? [] : [{ name, mail, language, roles }])),
    give: all.flatMap(({ known, roles }) => (known ? [{ person: known.id, roles }] : [])),
  };
}

function lineOf(read: Read, people: Map<string, Someone>, world: World): ImportLine {
  const { line, shown: name } = read;
  const refuse = (why: ImportWhy, field: string | null): ImportLine => ({ line, name, does: 'refuse', why, field });
  if (read.why !== null) return refuse(read.why, read.field);
  const wanted = roleOf(read, world);
  if ('why' in wanted) return refuse(wanted.why, wanted.field);
  const key = read.mail ?? nameKey(read.name);
  const before = people.get(key);
  if (before && nameKey(before.name) !== nameKey(read.name)) return refuse('mailTwice', 'mail');
  const known = world.known.find(({ mail, name }) => mail === read.mail && (read.mail !== null || (name !== null && nameKey(name) === nameKey(read.name)))) ?? null;
  if (known?.banned) return refuse('banned', null);
  const someone = before ?? { known, name: read.name, mail: read.mail, language: read.language, roles: [] };
  const held = [...(known?.roles ?? []), ...someone.roles];
  const given = without(wanted.roles, held);
  if (given.length > 0 && known?.id === world.me) return refuse('notYourself', 'role');
  if (given.length > 0 && signsForItself([...held, ...given])) return refuse('organiserSigns', 'role');
  people.set(key, { ...someone, roles: unique([...someone.roles, ...given]) });
  const does = !known && !before ? 'create' : given.length > 0 ? 'giveRoles' : 'nothing';
  return { line, name, does, why: null, field: null };
}

/** The role of a line on the fair or on its session. What is held on a person, a booth or an agreement is not given by a table. */
function roleOf({ role, session }: { role: Role | null; session: string | null }, { fair, sessions }: World): { roles: RoleOn[] } | { why: ImportWhy; field: Column } {
  if (role === null) return session === null ? { roles: [] } : { why: 'roleUnknown', field: 'role' };
  if (heldOn[role] === 'fair') return session === null ? { roles: [{ role, on: { kind: 'fair', id: fair } }] } : { why: 'roleElsewhere', field: 'session' };
  if (heldOn[role] !== 'session') return { why: 'roleElsewhere', field: 'role' };
  if (session === null) return { why: 'sessionMissing', field: 'session' };
  const id = sessions.get(session);
  return id === undefined ? { why: 'sessionUnknown', field: 'session' } : { roles: [{ role, on: { kind: 'session', id } }] };
}

/** Spreadsheets leave long tails of empty lines. */
function withoutEnd(csv: string): string {
  let end = csv.length;
  while (end > 0 && ' \t\r\n,;'.includes(csv.charAt(end - 1))) end -= 1;
  return csv.slice(0, end);
}

function recordsOf(csv: string): string[][] | null {
  const first = csv.slice(0, csv.search(/[\r\n]|$/));
  const delimiter = first.split(';').length > first.split(',').length ? ';' : ',';
  try {
    const records: string[][] = parse(csv, { delimiter, relax_column_count: true, skip_empty_lines: false, to: mostLines + 1 });
    return records.length > mostLines ? null : records;
  } catch {
    return null;
  }
}

function readLine(head: readonly string[], cells: readonly string[], line: number): Read {
  const cell = (column: Column): string => (head.includes(column) ? (cells[head.indexOf(column)] ?? '') : '');
  // A cell that a spreadsheet would compute is text here, as every name is.
  const [ar, latin] = [written(80).safeParse(cell('name_ar')), written(80).safeParse(cell('name_latin'))];
  const shown = latin.data || ar.data || '';
  const refuse = (why: ImportWhy, field: Column | ''): Read => ({ line, shown, why, field });
  if (cells.slice(head.length).some((more) => more.trim() !== '')) return refuse('cellsMany', '');
  if (!ar.success) return refuse('nameLong', 'name_ar');
  if (!latin.success) return refuse('nameLong', 'name_latin');
  if (shown === '') return refuse('nameMissing', head.includes('name_latin') ? 'name_latin' : 'name_ar');
  const given = cell('mail').trim();
  const mail = Mail.safeParse(given);
  if (given !== '' && !mail.success) return refuse('mailWrong', 'mail');
  const language = Language.safeParse(cell('language').trim().toLowerCase() || (latin.data ? 'fr' : 'ar'));
  if (!language.success) return refuse('languageUnknown', 'language');
  const named = cell('role').trim();
  const role = Role.options.find((one) => one.toLowerCase() === named.toLowerCase());
  if (named !== '' && role === undefined) return refuse('roleUnknown', 'role');
  return {
    line,
    shown,
    why: null,
    name: { ...(ar.data ? { ar: ar.data } : {}), ...(latin.data ? { latin: latin.data } : {}) },
    mail: mail.success && given !== '' ? mail.data : null,
    language: language.data,
    role: role ?? null,
    session: cell('session').trim() || null,
  };
}

const nameKey = ({ ar, latin }: PersonName): string => JSON.stringify([ar ?? '', latin ?? '']);
