import type { RoleOn } from '@siccam/contract';
import { Refusal } from '../wire';

/** A role on an object, as one word. */
export const keyOf = ({ role, on }: RoleOn): string => `${role} ${on.id}`;
/** Each role on an object once. */
export const unique = (roles: readonly RoleOn[]): RoleOn[] => [...new Map(roles.map((one) => [keyOf(one), one])).values()];
/** Those that are not among the others. */
export const without = (roles: readonly RoleOn[], others: readonly RoleOn[]): RoleOn[] => roles.filter((one) => !others.some((other) => keyOf(other) === keyOf(one)));

/** Whether one person would order a signature and sign. */
export const signsForItself = (roles: readonly RoleOn[]): boolean => ['organiser', 'signatory'].every((one) => roles.some(({ role }) => role === one));
/** Refuses that. */
export function mustBeApart(roles: readonly RoleOn[]): void {
  if (signsForItself(roles)) throw new Refusal('people.organiserSigns');
}
