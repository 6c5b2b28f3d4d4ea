import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed, plexSubset, serviceWorker } from './build/assets.ts';

const server = process.env['SICCAM_API'] ?? 'http://localhost:3000';

export default defineConfig({
  plugins: [react(), plexSubset(), serviceWorker(), compressed()],
  build: {
    target: 'es2022',
    // Nothing inlined: the page's policy allows pictures and styles of this origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: {
      '/api': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
