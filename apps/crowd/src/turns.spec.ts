import { speakingOrder, turnLength, whoSpeaks } from './turns';

const order = ['nadia', 'amrc', 'intelcia'];
const everyone = new Set(order);

test('whoever moderates opens, and the others follow as listed', () => {
  const people = [
    { id: 'amrc', role: 'speaker' as const },
    { id: 'nadia', role: 'moderator' as const },
    { id: 'intelcia', role: 'speaker' as const },
  ];
  expect(speakingOrder(people).map(({ id }) => id)).toEqual(order);
  expect(whoSpeaks(order, everyone, null, 0)).toBe('nadia');
});

test('each speaks for a whole turn, then the next, and after the last the first', () => {
  expect(whoSpeaks(order, everyone, 'nadia', turnLength - 1)).toBe('nadia');
  expect(whoSpeaks(order, everyone, 'nadia', turnLength)).toBe('amrc');
  expect(whoSpeaks(order, everyone, 'intelcia', turnLength)).toBe('nadia');
});

test('an empty place is passed over', () => {
  expect(whoSpeaks(order, new Set(['nadia', 'intelcia']), 'nadia', turnLength)).toBe('intelcia');
  expect(whoSpeaks(order, new Set(['intelcia']), null, 0)).toBe('intelcia');
});

test('whoever is lost in the middle of a turn is followed at once', () => {
  expect(whoSpeaks(order, new Set(['nadia', 'intelcia']), 'amrc', 1000)).toBe('intelcia');
});

test('whoever is alone goes on speaking, and an empty stage has no speaker', () => {
  expect(whoSpeaks(order, new Set(['amrc']), 'amrc', turnLength)).toBe('amrc');
  expect(whoSpeaks(order, new Set(), 'amrc', 0)).toBeNull();
});
