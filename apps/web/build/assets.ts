import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import subset from 'subset-font';
import type { Plugin } from 'vite';

const range = (from: number, to: number): string => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, at) => from + at));

// What a Moroccan page needs: the Arabic letters, their marks and digits, the letters of Darija (پ چ ڤ ڭ گ); Latin-1 and typographic marks.
const arabic = '\u060c\u061b\u061f' + range(0x621, 0x63a) + range(0x640, 0x652) + '\u0670\u0671\u067e\u0686\u06a4\u06ad\u06af';
const latin = range(0x20, 0x7e) + range(0xa0, 0xff) + 'ŒœŸ‐‑–—‘’“”„•…‹›−' + '\u202f\u2068\u2069';

/** Replaces each whole font of the build by the letters used here, and asks browsers for them early. */
export function plexSubset(): Plugin {
  return {
    name: 'siccam-plex-subset',
    apply: 'build',
    async generateBundle(_, bundle) {
      for (const asset of Object.values(bundle)) {
        if (asset.type !== 'asset' || !asset.fileName.endsWith('.woff2')) continue;
        const letters = asset.fileName.includes('-arabic-arabic-') ? arabic : latin;
        asset.source = new Uint8Array(await subset(Buffer.from(asset.source), letters, { targetFormat: 'woff2' }));
      }
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => file.endsWith('.woff2'))
          .map((file) => ({ tag: 'link', attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: '' }, injectTo: 'head' as const })),
    },
  };
}

// Large, and only where there is a stage, for those who build, or for the organisation.
const beside = /\/(livekit-client\/|web\/src\/(parts\/|desk\/(Desk\.tsx|words\/)|exchange\/(ExchangeDesk\.tsx|words\/)|timetable\/(TimetableDesk\.tsx|DraftPage\.tsx|words\/)|speaker\/(SpeakerPage\.tsx|SpeakersDesk\.tsx|words\/)|people\/(pages|words)\/))/;

/** Builds the service worker, and tells it which files the shell is made of. */
export function serviceWorker(): Plugin {
  return {
    name: 'siccam-service-worker',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: fileURLToPath(new URL('../worker/sw.ts', import.meta.url)), fileName: 'sw.js' });
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') throw new Error('the service worker was not built');
        const shell = new Set<string>();
        for (const part of Object.values(bundle)) {
          if (part === worker || (part.type === 'chunk' && part.moduleIds.some((id) => beside.test(id)))) continue;
          if (part.type === 'chunk') for (const style of part.viteMetadata?.importedCss ?? []) shell.add(`/${style}`);
          if (part.type === 'chunk' || part.fileName.endsWith('.woff2')) shell.add(`/${part.fileName}`);
        }
        const list = [...shell].sort();
        const name = createHash('sha256').update(JSON.stringify(list)).update(worker.code).digest('hex').slice(0, 12);
        worker.code = `const shellFiles=${JSON.stringify(list)},buildName='${name}';\n${worker.code}`;
      },
    },
  };
}

/** Writes `.br` and `.gz` beside each text asset, so that the server never compresses while someone waits. */
export function compressed(): Plugin {
  return {
    name: 'siccam-compressed',
    apply: 'build',
    writeBundle({ dir }) {
      if (!dir) return;
      for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
        // The page itself is filled for each request.
        if (!entry.isFile() || !/\.(js|css|svg|json)$/.test(entry.name)) continue;
        const file = join(entry.parentPath, entry.name);
        const bytes = readFileSync(file);
        writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
