import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { themeSheet } from './stylesheet';
import { variables } from './theme';
import { DEFAULT_THEME } from '@mantine/core';

const luminance = (hex: string): number => {
  const channel = (at: number) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
};
const contrast = (a: string, b: string): number => {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};

test('variables.css is what the theme says (npm run variables writes it)', () => {
  expect(readFileSync(join(__dirname, 'variables.css'), 'utf8')).toBe(themeSheet());
});

/** Every ground and what is written on it: the list of the look, kept by hand; the test below fails for a colour that stands in neither column. */
const written: Record<string, string[]> = {
  '--paper': ['--ink', '--ink-soft', '--primary', '--ochre', '--good', '--warn', '--bad', '--info', '--live'],
  '--surface': ['--ink', '--ink-soft', '--primary', '--ochre', '--good', '--warn', '--bad', '--info', '--live'],
  '--sunken': ['--ink', '--ink-soft', '--primary'],
  '--primary': ['--on-primary'],
  '--primary-strong': ['--on-primary'],
  '--primary-soft': ['--ink', '--primary'],
  '--ochre-soft': ['--ink', '--ochre'],
  '--good-soft': ['--ink', '--good'],
  '--warn-soft': ['--ink', '--warn', '--primary'],
  '--bad-soft': ['--ink', '--bad'],
  '--info-soft': ['--ink', '--info', '--primary'],
  '--live': ['--on-live'],
  '--ochre': ['--surface'],
  '--ink': ['--paper'],
  '--stage-deep': ['--on-stage', '--on-stage-soft', '--stage-ochre', '--stage-action'],
  '--stage': ['--on-stage', '--on-stage-soft', '--stage-ochre', '--stage-action'],
  '--stage-raised': ['--on-stage', '--on-stage-soft', '--stage-ochre', '--stage-action'],
  '--stage-live': ['--on-stage'],
  '--stage-ochre': ['--stage-deep'],
  '--stage-action': ['--stage-deep'],
  '--stage-action-strong': ['--stage-deep'],
};
const pairs = Object.entries(written).flatMap(([ground, texts]) => texts.map((text) => [text, ground] as const));
/** Lines and shapes, which need 3:1 or are ornament, and are never written with. */
const shapes = ['--line', '--control-line', '--ochre-fill', '--focus', '--stage-line'];

test('every colour of the theme is a text, a ground or a shape of these lists', () => {
  const { variables: fixed, light } = variables(DEFAULT_THEME);
  const colours = Object.entries({ ...fixed, ...light }).filter(([, value]) => /^#[0-9a-f]{6}$/.test(value)).map(([name]) => name);
  expect(colours.length).toBeGreaterThan(30);
  const known = new Set([...pairs.flat(), ...shapes]);
  expect(colours.filter((name) => !known.has(name))).toEqual([]);
});

test.each(['light', 'dark'] as const)('borders of fields, shapes and the ring of focus stand out at 3:1 or better in the %s scheme', (scheme) => {
  const colours: Record<string, string> = variables(DEFAULT_THEME)[scheme];
  for (const shape of ['--control-line', '--ochre-fill', '--focus'])
    for (const ground of ['--paper', '--surface', '--sunken']) expect({ shape, ground, enough: contrast(colours[shape] ?? '', colours[ground] ?? '') >= 3 }).toEqual({ shape, ground, enough: true });
});

test.each(['light', 'dark'] as const)('text reads at 4.5:1 or better in the %s scheme', (scheme) => {
  const { variables: fixed, ...schemes } = variables(DEFAULT_THEME);
  const colours: Record<string, string> = { ...fixed, ...schemes[scheme] };
  for (const [text, ground] of pairs) {
    const ratio = contrast(colours[text] ?? '', colours[ground] ?? '');
    expect({ text, ground, enough: ratio >= 4.5 }).toEqual({ text, ground, enough: true });
  }
});
