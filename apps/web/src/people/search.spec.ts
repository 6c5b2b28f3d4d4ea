import { enterSearch, placeInside } from './query';

test.each(['/ar', '/fr/s/panel-1', '/en/desk/people?filter=banned&q=nadia%20f', '/ar/enter/code'])('%s is a place of the fair', (path) => expect(placeInside(path)).toBe(path));

test.each(['https://elsewhere.example', '//elsewhere.example', '/fr//elsewhere.example', '/\\elsewhere', '/de', 'javascript:alert(1)', '/fr/@elsewhere', '/fr?back=//x', `/fr/${'a'.repeat(600)}`, '', null, 7])('%s leads nobody away', (path) =>
  expect(placeInside(path)).toBeUndefined(),
);

test('an address that anyone wrote gives only what entering knows', () => {
  expect(enterSearch({ back: '/fr/account', way: 'password', token: 'x', __proto__: { way: 'x' } })).toEqual({ back: '/fr/account', way: 'password' });
  expect(enterSearch({ back: 'https://elsewhere.example', way: 'magic' })).toEqual({});
});
