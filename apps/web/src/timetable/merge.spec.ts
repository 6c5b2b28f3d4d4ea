import type { DraftSession } from '@siccam/contract';
import { merge, same, withParts } from './merge';

const panel: DraftSession = {
  kind: 'session', slug: 'panel', is: 'panel', title: { fr: 'Panel', ar: 'ندوة' }, summary: {}, stage: null, starts: '2026-11-27T10:00', minutes: 45, delay: 0, cancelled: false,
  spoken: ['fr'], interpreted: [], people: [], audience: [], capacity: null, attachments: [], recorded: false, accepted: [{ key: 'a', at: '2026-11-20T10:00:00.000Z' }], source: null, extra: null,
};

test('who writes a title and who moves the session do not meet', () => {
  const mine = { ...panel, title: { ...panel.title, en: 'Panel one' } };
  const theirs = { ...panel, starts: '2026-11-27T11:00' };
  expect(merge(panel, mine, theirs)).toEqual({ content: { ...theirs, title: mine.title }, lost: [] });
});

test('two who move it meet: theirs stands, mine is named', () => {
  const mine = { ...panel, starts: '2026-11-27T10:05' };
  const theirs = { ...panel, minutes: 60 };
  const merged = merge(panel, mine, theirs);
  expect(merged).toEqual({ content: theirs, lost: ['place'] });
  expect(withParts(theirs, mine, merged.lost)).toEqual(mine);
});

test('two who write the same language meet, a language taken away is taken away, what was removed is told as a whole', () => {
  expect(merge(panel, { ...panel, title: { fr: 'Un', ar: 'ندوة' } }, { ...panel, title: { fr: 'Deux', ar: 'ندوة' } }).lost).toEqual(['title.fr']);
  expect(merge(panel, { ...panel, title: { fr: 'Panel' } }, { ...panel, recorded: true })).toEqual({ content: { ...panel, title: { fr: 'Panel' }, recorded: true }, lost: [] });
  expect(merge(panel, { ...panel, recorded: true }, null)).toEqual({ content: null, lost: ['all'] });
  expect(merge(panel, null, panel)).toEqual({ content: null, lost: [] });
});

test('conflicts accepted by both stay accepted', () => {
  const [b, c] = [{ key: 'b', at: '2026-11-21T10:00:00.000Z' }, { key: 'c', at: '2026-11-22T10:00:00.000Z' }];
  const merged = merge(panel, { ...panel, accepted: [...panel.accepted, b] }, { ...panel, accepted: [c] });
  expect(merged).toEqual({ content: { ...panel, accepted: [c, b] }, lost: [] });
});

test('the order of keys is no difference, what is undefined is not there', () => {
  expect(same({ a: 1, b: [{ c: 2 }] }, { b: [{ c: 2 }], a: 1, d: undefined })).toBe(true);
  expect(same([1, 2], [2, 1])).toBe(false);
});
