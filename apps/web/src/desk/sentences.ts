import type { Role, RoleOn } from '@siccam/contract';
import { among, type Draft } from './roles';

/** What someone can do at the fair, each said in one sentence. */
export const deeds = ['people', 'ban', 'audit', 'outbox', 'officials', 'runAll', 'run', 'official', 'speaks', 'interprets', 'signs', 'witnesses', 'press', 'helps', 'booth', 'staffs', 'visit'] as const;
/** See `deeds`. */
export type Deed = (typeof deeds)[number];

/** What each role lets its holder do, in the order in which it is told. */
const carries: Record<Role, readonly Deed[]> = {
  organiser: ['people', 'ban', 'audit', 'outbox', 'officials'],
  stageManager: ['runAll'],
  protocolOfficer: ['officials'],
  helpDesk: ['helps'],
  press: ['press'],
  moderator: ['run'],
  speaker: ['speaks'],
  interpreter: ['interprets'],
  signatory: ['signs'],
  witness: ['witnesses'],
  assistant: ['official'],
  exhibitorManager: ['booth', 'staffs'],
  exhibitorStaff: ['staffs'],
};
/** What is worth saying that someone cannot do. */
const withheld: readonly Deed[] = ['runAll', 'officials', 'people', 'audit'];
/** Said of the fair, so that an object adds nothing. */
const everywhere: readonly Deed[] = ['people', 'ban', 'audit', 'outbox', 'officials', 'runAll', 'press', 'helps', 'visit'];

/** One sentence: what, on what, and whether saving is what gives (`coming`) or takes (`going`) it. */
export type Sentence = { deed: Deed; on: RoleOn['on'] | null; can: boolean; mark: 'coming' | 'going' | null };

const toldBy = (roles: readonly RoleOn[]): { deed: Deed; on: RoleOn['on'] | null }[] => roles.flatMap(({ role, on }) => carries[role].map((deed) => ({ deed, on: everywhere.includes(deed) ? null : on })));
const key = ({ deed, on }: { deed: Deed; on: RoleOn['on'] | null }): string => `${deed} ${on?.id ?? ''}`;

/** What someone with these roles can and cannot do, with what a draft would change. */
export function sentencesOf(held: readonly RoleOn[], { give, take }: Pick<Draft, 'give' | 'take'>): Sentence[] {
  const kept = toldBy(held.filter((role) => !among(take, role)));
  const before = new Set(toldBy(held).map(key));
  const after = [...kept, ...toldBy(give)];
  const told = new Map<string, Sentence>();
  for (const one of after) if (!told.has(key(one))) told.set(key(one), { ...one, can: true, mark: before.has(key(one)) ? null : 'coming' });
  const lost = toldBy(take).filter((one) => !told.has(key(one)));
  for (const one of lost) told.set(key(one), { ...one, can: false, mark: 'going' });
  const said = new Set([...told.values()].map(({ deed }) => deed));
  return [
    { deed: 'visit', on: null, can: true, mark: null },
    ...[...told.values()].filter(({ can }) => can),
    ...[...told.values()].filter(({ can }) => !can),
    ...withheld.filter((deed) => !said.has(deed)).map((deed): Sentence => ({ deed, on: null, can: false, mark: null })),
  ];
}
