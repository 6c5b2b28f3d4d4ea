import 'react';

declare module 'react' {
  // Our own variables may stand in a style.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be added to
  interface CSSProperties {
    [variable: `--${string}`]: string | number | undefined;
  }
}
