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

const pairs = [
  ['--ink', '--paper'], ['--ink', '--surface'], ['--ink', '--sunken'], ['--ink', '--warn-soft'], ['--ink', '--primary-soft'],
  ['--ink-soft', '--paper'], ['--ink-soft', '--surface'], ['--ink-soft', '--sunken'], ['--primary', '--surface'], ['--primary', '--paper'],
  ['--on-primary', '--primary'], ['--ochre', '--paper'], ['--ochre', '--surface'], ['--on-live', '--live'], ['--warn', '--warn-soft'],
  ['--warn', '--surface'], ['--info', '--info-soft'], ['--good', '--good-soft'],
] as const;

test.each(['light', 'dark'] as const)('text reads at 4.5:1 or better in the %s scheme', (scheme) => {
  const colours = variables(DEFAULT_THEME)[scheme];
  for (const [text, ground] of pairs) {
    const ratio = contrast(colours[text] ?? '', colours[ground] ?? '');
    expect({ text, ground, enough: ratio >= 4.5 }).toEqual({ text, ground, enough: true });
  }
});
