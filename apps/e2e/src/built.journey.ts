import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from './fair';

const built = join(root, 'apps/web/dist');
const texts = /\.(?:js|css|html|svg|webmanifest|json)$/;

/** Names of other places that stand in our files: namespaces, what a library says of itself in an error, and where a reader may want to share. None of them is asked for anything. */
const known: [RegExp, string][] = [
  [/^www\.w3\.org$/, 'namespaces of SVG, MathML and XML'],
  [/^json-schema\.org$/, 'names of schema versions'],
  [/^(react\.dev|mantine\.dev|socket\.io|aomediacodec\.github\.io)$/, 'pages that an error or a header extension is called after'],
  [/^cloud-api\.livekit\.io$/, 'asked by the SDK only for servers of its maker’s cloud; our pages’ policy would refuse it'],
  [/^wa\.me$/, 'a link that a reader opens to share a session'],
];

test('no built file names another place, but for a short list', () => {
  const files = readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((name) => texts.test(name));
  expect(files.length).toBeGreaterThan(10);
  const named = files.flatMap((file) => [...readFileSync(join(built, file), 'utf8').matchAll(/(?:https?|wss?):\/\/([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?=[/:?#"'`\s)]|$)/gi)].map(([, host]) => ({ file, host: host?.toLowerCase() ?? '' })));
  expect(named.filter(({ host }) => !known.some(([pattern]) => pattern.test(host)))).toEqual([]);
  // What is named no more leaves the list.
  expect(known.filter(([pattern]) => !named.some(({ host }) => pattern.test(host))).map(([, why]) => why)).toEqual([]);
});

test('no style or page of ours loads a file from elsewhere', () => {
  const files = readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:css|html)$/.test(name));
  const loaded = files.flatMap((file) => [...readFileSync(join(built, file), 'utf8').matchAll(/(?:url\(|src=|href=|@import)\s*["']?\s*((?:https?:)?\/\/[^"')\s]+)/gi)].map(([, address]) => ({ file, address })));
  expect(loaded).toEqual([]);
});
