import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const moulouya: MantineColorsTuple = ['#eef7f6', '#e0efee', '#c0e0dd', '#8fdad3', '#6cc9c1', '#3aa39c', '#1d7d79', '#0f5c5c', '#0a4646', '#072f2f'];
const family = "'IBM Plex Sans Arabic', 'IBM Plex Sans', system-ui, sans-serif";

/** The fair's look in Mantine's words: one teal, one family for both scripts, touch-sized controls. */
export const theme = createTheme({
  primaryColor: 'moulouya',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  colors: { moulouya },
  black: '#1b1f2a',
  fontFamily: family,
  headings: {
    fontFamily: family,
    fontWeight: '600',
    sizes: { h1: { fontSize: '28px', lineHeight: '1.22' }, h2: { fontSize: '20px', lineHeight: '1.35' }, h3: { fontSize: '16px', lineHeight: '1.35' } },
  },
  fontSizes: { xs: '13px', sm: '14px', md: '16px', lg: '18px', xl: '22px' },
  radius: { sm: '6px', md: '10px' },
  defaultRadius: 'md',
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  breakpoints: { xs: '380px', sm: '600px', md: '1000px', lg: '1200px', xl: '1280px' },
  respectReducedMotion: true,
});

/** Our names for colours in both schemes (contrast measured on their grounds), and Mantine's own set from them. Components read these names, never a hex. */
export const variables: CSSVariablesResolver = () => ({
  variables: {
    '--font': family,
    '--size-0': '13px', '--size-1': '14px', '--size-2': '16px', '--size-3': '18px', '--size-4': '22px', '--size-5': '28px', '--size-6': '36px',
    '--radius': '10px', '--radius-small': '6px', '--tap': '44px', '--measure': '68ch',
    '--shadow': '0 1px 2px rgb(27 31 42 / 8%), 0 6px 20px rgb(27 31 42 / 6%)',
    // The stage is dark in both schemes: a picture is always looked at on a dark ground.
    '--stage-deep': '#071a1b', '--stage': '#0d2a2b', '--stage-raised': '#163c3c', '--stage-line': '#2a5453',
    '--on-stage': '#f5f2ea', '--on-stage-soft': '#b4c8c4', '--stage-ochre': '#e5a565', '--stage-live': '#b3202a', '--stage-action': '#6cc9c1', '--stage-action-strong': '#8fdad3',
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-default-border': 'var(--control-line)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-error': 'var(--warn)',
    '--mantine-primary-color-contrast': 'var(--on-primary)',
  },
  light: {
    '--paper': '#fbfaf7', '--surface': '#ffffff', '--sunken': '#f3f0ea', '--line': '#e2ddd3', '--control-line': '#857f73',
    '--ink': '#1b1f2a', '--ink-soft': '#565b68',
    '--primary': '#0f5c5c', '--primary-soft': '#e0efee', '--primary-strong': '#0a4646', '--on-primary': '#ffffff',
    '--ochre': '#9a4f14', '--ochre-fill': '#bf6f24', '--ochre-soft': '#f7eadc',
    '--live': '#b3202a', '--on-live': '#ffffff',
    '--good': '#1e6f47', '--good-soft': '#e2f1e8', '--warn': '#8a5a00', '--warn-soft': '#f8eed6',
    '--bad': '#b3202a', '--bad-soft': '#fae6e4', '--info': '#1f5fa8', '--info-soft': '#e4edf8', '--focus': '#1f5fa8',
  },
  dark: {
    '--paper': '#0f1517', '--surface': '#172023', '--sunken': '#0b1011', '--line': '#2b373a', '--control-line': '#7c8b8b',
    '--ink': '#edebe6', '--ink-soft': '#a9b0b0',
    '--primary': '#6cc9c1', '--primary-soft': '#173534', '--primary-strong': '#8fdad3', '--on-primary': '#06201f',
    '--ochre': '#e5a565', '--ochre-fill': '#d98a3d', '--ochre-soft': '#35281a',
    '--live': '#ff6b6b', '--on-live': '#1d0506',
    '--good': '#69c493', '--good-soft': '#163325', '--warn': '#e0b050', '--warn-soft': '#35290f',
    '--bad': '#ff8080', '--bad-soft': '#3a1c1d', '--info': '#7fb2ee', '--info-soft': '#182b45', '--focus': '#9cc7ff',
  },
});
