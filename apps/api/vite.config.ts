import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  // Explicit: a file outside the tsconfig's include would keep raw decorators.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  ssr: { noExternal: [/^@siccam\//], external: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    sourcemap: true,
    minify: false,
    emptyOutDir: true,
    // All in one folder: settings name files beside the built one.
    rolldownOptions: { input: { main: 'src/main.ts', prepare: 'src/prepare.ts', fair: 'src/fair.command.ts' }, output: { chunkFileNames: '[name].js' } },
  },
});
