import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

/** Draws `public/icon-*.png`, the fair's star as phones and computers show an installed application. Run: npm run icons -w @siccam/web */

const star = 'M40 20L34.14 25.86L34.14 34.14L25.86 34.14L20 40L14.14 34.14L5.86 34.14L5.86 25.86L0 20L5.86 14.14L5.86 5.86L14.14 5.86L20 0L25.86 5.86L34.14 5.86L34.14 14.14Z';
// A phone cuts a maskable icon to its own shape: what matters stays within the middle four fifths.
const icons = [
  { file: 'icon-180.png', size: 180, ground: '#0d2a2b', share: 0.62 },
  { file: 'icon-192.png', size: 192, ground: 'transparent', share: 0.94 },
  { file: 'icon-512.png', size: 512, ground: 'transparent', share: 0.94 },
  { file: 'icon-maskable-512.png', size: 512, ground: '#0d2a2b', share: 0.56 },
];

const browser = await chromium.launch({ ...(process.env['CHROMIUM_PATH'] ? { executablePath: process.env['CHROMIUM_PATH'] } : {}), args: ['--no-sandbox'] });
for (const { file, size, ground, share } of icons) {
  const tab = await browser.newPage({ viewport: { width: size, height: size } });
  const colour = ground === 'transparent' ? '#0f5c5c' : '#6cc9c1';
  await tab.setContent(`<!doctype html><style>*{margin:0}body{display:grid;place-items:center;width:${size}px;height:${size}px;background:${ground}}</style><svg width="${size * share}" viewBox="0 0 40 40" fill="${colour}"><path d="${star}"/></svg>`);
  await tab.screenshot({ path: fileURLToPath(new URL(`../public/${file}`, import.meta.url)), omitBackground: true });
  await tab.close();
}
await browser.close();
