import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Button.css';
import '@mantine/core/styles/ActionIcon.css';
import '@mantine/core/styles/InlineInput.css';
import '@mantine/core/styles/Switch.css';
import './variables.css';
import './base.css';
import type { ReactNode } from 'react';
import { Button, DirectionProvider, MantineProvider, mergeThemeOverrides, Switch } from '@mantine/core';
import { theme } from './theme';
import buttons from './parts/Button.module.css';
import switches from './parts/Switch.module.css';

const withParts = mergeThemeOverrides(theme, {
  components: {
    Button: Button.extend({ classNames: { root: buttons.root ?? '' }, defaultProps: { variant: 'default' } }),
    Switch: Switch.extend({ classNames: { root: switches.root ?? '', body: switches.body ?? '', track: switches.track ?? '' }, defaultProps: { size: 'lg', withThumbIndicator: false } }),
  },
});

/** The look around an application: Mantine with the fair's theme, direction watched on the page, scheme from the system, no style injected at run time. */
export function FairTheme({ children }: { children: ReactNode }) {
  return (
    <DirectionProvider>
      <MantineProvider theme={withParts} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
        {children}
      </MantineProvider>
    </DirectionProvider>
  );
}
