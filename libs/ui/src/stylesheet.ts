import { DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import { theme, variables } from './theme';

type Declarations = Record<string, string>;

const block = (selector: string, declarations: Declarations): string =>
  `${selector} {\n${Object.entries(declarations).map(([name, value]) => `  ${name}: ${value};`).join('\n')}\n}\n`;

const changed = (ours: Declarations, usual: Declarations): Declarations =>
  Object.fromEntries(Object.entries(ours).filter(([name, value]) => usual[name] !== value));

/**
 * The theme as one style sheet: what it changes of Mantine's own variables, then our names. Written to `variables.css` so that
 * nothing is injected at run time (the page's policy forbids inline styles) and the first paint needs no script.
 */
export function themeSheet(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const mantine = defaultCssVariablesResolver(merged);
  const usual = defaultCssVariablesResolver(DEFAULT_THEME);
  const ours = variables(merged);
  const light = { 'color-scheme': 'light', ...changed(mantine.light, usual.light), ...ours.light };
  const dark = { 'color-scheme': 'dark', ...changed(mantine.dark, usual.dark), ...ours.dark };
  return [
    '/* Written by libs/ui/scripts/variables.ts from src/theme.ts. */\n',
    block(":root, :root[data-mantine-color-scheme='light']", light),
    // Before the first script the scheme is the system's.
    `@media (prefers-color-scheme: dark) {\n${block(':root:not([data-mantine-color-scheme])', dark)}}\n`,
    block(":root[data-mantine-color-scheme='dark']", dark),
    block(':root:root', { ...changed(mantine.variables, usual.variables), ...ours.variables }),
  ].join('');
}
