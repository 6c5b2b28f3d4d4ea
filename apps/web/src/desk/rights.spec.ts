import { roles, type RoleOn } from '@siccam/contract';
import { afterwards, changesIn, clashes, giving, onto, taking, type Draft } from './roles';
import { sentencesOf } from './sentences';

const on = (kind: RoleOn['on']['kind'], id: string): RoleOn['on'] => ({ kind, id });
const moderates = (session: string): RoleOn => ({ role: 'moderator', on: on('session', session) });
const organises: RoleOn = { role: 'organiser', on: on('fair', 'f') };
const nothing: Draft = { version: 4, give: [], take: [] };

test('a role is given once, and taking it back again leaves nothing to save', () => {
  const held = [moderates('1')];
  const one = giving(nothing, held, moderates('2'));
  expect(one).toEqual({ version: 4, give: [moderates('2')], take: [] });
  expect(giving(one, held, moderates('2'))).toEqual(one);
  expect(changesIn(taking(one, held, moderates('2')))).toBe(0);
});

test('a role that is held is not given again, and one that is not held is not taken', () => {
  const held = [moderates('1')];
  expect(giving(nothing, held, moderates('1'))).toEqual(nothing);
  expect(taking(nothing, held, moderates('2'))).toEqual(nothing);
});

test('taking and undoing is no change', () => {
  const held = [moderates('1')];
  const taken = taking(nothing, held, moderates('1'));
  expect(taken.take).toEqual([moderates('1')]);
  expect(taking(taken, held, moderates('1'))).toEqual(taken);
  expect(changesIn(giving(taken, held, moderates('1')))).toBe(0);
  expect(afterwards(held, taken)).toEqual([]);
});

test('the same role on another object is another role', () => {
  expect(giving(nothing, [moderates('1')], moderates('2')).give).toEqual([moderates('2')]);
});

test('what someone else has done meanwhile is not done again', () => {
  const draft: Draft = { version: 4, give: [moderates('2'), moderates('3')], take: [moderates('1')] };
  expect(onto(draft, [moderates('2')], 5)).toEqual({ version: 5, give: [moderates('3')], take: [] });
});

test('who organises does not sign, whatever the order the roles came in', () => {
  const signs: RoleOn = { role: 'signatory', on: on('session', '1') };
  expect(clashes(afterwards([organises], giving(nothing, [organises], signs)))).toBe(true);
  expect(clashes(afterwards([organises], { ...nothing, give: [signs], take: [organises] }))).toBe(false);
});

test('every role says something that it lets its holder do', () => {
  const silent = roles.filter((role) => !sentencesOf([{ role, on: on('session', '1') }], nothing).some(({ can, deed }) => can && deed !== 'visit'));
  expect(silent).toEqual([]);
});

test('a visitor can visit, and is told what they cannot', () => {
  expect(sentencesOf([], nothing)).toEqual([
    { deed: 'visit', on: null, can: true, mark: null },
    ...(['runAll', 'officials', 'people', 'audit'] as const).map((deed) => ({ deed, on: null, can: false, mark: null })),
  ]);
});

test('what saving would give is marked as coming, what it would take as going', () => {
  const told = sentencesOf([moderates('1')], { give: [moderates('2')], take: [moderates('1')] });
  expect(told.find(({ on: object }) => object?.id === '2')).toMatchObject({ deed: 'run', can: true, mark: 'coming' });
  expect(told.find(({ on: object }) => object?.id === '1')).toMatchObject({ deed: 'run', can: false, mark: 'going' });
});

test('what two roles allow is said once, and stays as long as one of them does', () => {
  const protocol: RoleOn = { role: 'protocolOfficer', on: on('fair', 'f') };
  const both = sentencesOf([organises, protocol], { give: [], take: [organises] });
  expect(both.filter(({ deed }) => deed === 'officials')).toEqual([{ deed: 'officials', on: null, can: true, mark: null }]);
  expect(both.find(({ deed }) => deed === 'people')).toMatchObject({ can: false, mark: 'going' });
});
