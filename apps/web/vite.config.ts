import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed, plexSubset, serviceWorker } from './build/assets.ts';
import { readyWords } from './build/words.ts';

const server = process.env['SICCAM_API'] ?? 'http://localhost:3000';

export default defineConfig({
  plugins: [react(), readyWords(), plexSubset(), serviceWorker(), compressed()],
  build: {
    target: 'es2022',
    // Nothing inlined: the page's policy allows pictures and styles of this origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // What every page needs comes in one piece: each small one costs its head, and is packed worse.
        codeSplitting: {
          groups: [
            { name: 'first', test: /node_modules\/(@tanstack|use-intl|scheduler|react-dom|react)\/|web\/src\/(media|wire)\/|web\/src\/people\/(me|names|query|confirmed)\.|web\/src\/programme\/(known|useProgramme|plan|SessionLink|Tags|Times)\.|icons\/Icon(Plus|CalendarPlus)\./ },
            { name: 'programme', includeDependenciesRecursively: false, test: /web\/src\/(programme\/(ProgrammePage|Agenda|Grid|Filters)|search\/index|shell\/WholeProgramme)\.|libs\/timetable\/src\/layout\.|icons\/Icon(Search|UserCheck)\./ },
            { name: 'plan', includeDependenciesRecursively: false, test: /web\/src\/plan\/(PlanPanel|PlanNote|SessionPlan|NewsBox|Seat|rules|words)\.|contract\/src\/consent\.|icons\/Icon(Bell|Copy|Download|Trash)\./ },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
