import type { Role, RoleOn } from '@siccam/contract';

/** Changes of someone's roles that are not saved yet; `version` is the one they were made on. */
export type Draft = { version: number; give: RoleOn[]; take: RoleOn[] };

/** Whether two are the same role on the same object. */
export const sameRole = (one: RoleOn, other: RoleOn): boolean => one.role === other.role && one.on.kind === other.on.kind && one.on.id === other.on.id;
/** Whether a role is among others. */
export const among = (roles: readonly RoleOn[], wanted: RoleOn): boolean => roles.some((role) => sameRole(role, wanted));
const without = (roles: readonly RoleOn[], left: RoleOn): RoleOn[] => roles.filter((role) => !sameRole(role, left));

/** A role more: what was to be taken stays after all, what is held already is not given twice. */
export function giving({ version, give, take }: Draft, held: readonly RoleOn[], role: RoleOn): Draft {
  if (among(take, role)) return { version, give, take: without(take, role) };
  if (among(held, role) || among(give, role)) return { version, give, take };
  return { version, give: [...give, role], take };
}

/** A role less: what was to be given is not, what is held is to be taken. */
export function taking({ version, give, take }: Draft, held: readonly RoleOn[], role: RoleOn): Draft {
  if (among(give, role)) return { version, give: without(give, role), take };
  if (!among(held, role) || among(take, role)) return { version, give, take };
  return { version, give, take: [...take, role] };
}

/** The same changes on what is held now: someone else may have made some of them meanwhile. */
export const onto = ({ give, take }: Draft, held: readonly RoleOn[], version: number): Draft => ({ version, give: give.filter((role) => !among(held, role)), take: take.filter((role) => among(held, role)) });

/** What would be held once the changes are saved. */
export const afterwards = (held: readonly RoleOn[], { give, take }: Draft): RoleOn[] => [...held.filter((role) => !among(take, role)), ...give];

/** How many changes wait. */
export const changesIn = ({ give, take }: Draft): number => give.length + take.length;

/** Why the server would refuse: whoever organises does not sign (two of the fair's people must not be one). */
export const clashes = (roles: readonly RoleOn[]): boolean => {
  const has = (role: Role) => roles.some((held) => held.role === role);
  return has('organiser') && has('signatory');
};
