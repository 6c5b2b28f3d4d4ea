import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { directionOf, langTagOf, languages, type Language } from '@siccam/contract';

/** Draws `public/preview.<language>.png`, the picture that WhatsApp and others show beside a link. Run: npm run preview -w @siccam/web */

const words: Record<Language, { edition: string; name: string; line: string }> = {
  ar: { edition: 'الدورة الخاصة عن بعد', name: 'المعرض الدولي لمراكز الاتصال والنداء بالمغرب', line: 'ندوات مباشرة بالعربية والفرنسية والإنجليزية' },
  fr: { edition: 'Édition spéciale à distance', name: 'Salon international des centres de contacts et d’appels au Maroc', line: 'Panels en direct en arabe, en français et en anglais' },
  en: { edition: 'Special remote edition', name: 'International fair of contact and call centres in Morocco', line: 'Live panels in Arabic, French and English' },
};
const star = 'M40 20L34.14 25.86L34.14 34.14L25.86 34.14L20 40L14.14 34.14L5.86 34.14L5.86 25.86L0 20L5.86 14.14L5.86 5.86L14.14 5.86L20 0L25.86 5.86L34.14 5.86L34.14 14.14Z';
const require = createRequire(import.meta.url);
const inline = (file: string, type: string) => `data:${type};base64,${readFileSync(file).toString('base64')}`;
const face = (script: string, weight: number) =>
  `@font-face{font-family:Plex;font-weight:${weight};src:url(${inline(require.resolve(`@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-${script}-${weight}-normal.woff2`), 'font/woff2')});unicode-range:${script === 'arabic' ? 'U+0600-06FF' : 'U+0000-05FF,U+2000-2BFF'}}`;
const zellige = inline(fileURLToPath(new URL('../../../libs/ui/src/zellige.svg', import.meta.url)), 'image/svg+xml');

const page = (language: Language) => `<!doctype html><html lang="${langTagOf[language]}" dir="${directionOf[language]}"><style>
${face('arabic', 400)}${face('arabic', 600)}${face('latin', 400)}${face('latin', 600)}
*{box-sizing:border-box;margin:0}body{width:1200px;height:630px;background:#0d2a2b;color:#f5f2ea;font:400 32px/1.5 Plex;position:relative;display:flex;flex-direction:column;justify-content:space-between;overflow:hidden}
body::before{content:'';position:absolute;inset:0;background:url(${zellige}) center/110px;opacity:.42;mask-image:radial-gradient(ellipse 70% 82% at 45% 45%,transparent 40%,#000 100%)}
main{position:relative;padding:64px 72px 0}.mark{display:flex;align-items:center;gap:20px;font-weight:600;font-size:40px;letter-spacing:.03em;color:#6cc9c1}
.edition{color:#e5a565;font-weight:600;margin-top:44px;font-size:32px}h1{font-size:64px;line-height:${language === 'ar' ? 1.5 : 1.2};font-weight:600;max-width:1000px;text-wrap:balance;margin-top:4px}
footer{position:relative;display:grid;grid-template-columns:auto 1fr;background:#071a1b;border-top:4px solid #e5a565}footer i{display:grid;place-items:center;width:112px;background:#e5a565}footer p{padding:26px 32px;font-size:34px;color:#f5f2ea}
</style><body><main><p class="mark"><svg width="52" viewBox="0 0 40 40" fill="currentColor"><path d="${star}"/></svg><bdi>SICCAM</bdi></p><p class="edition">${words[language].edition}</p><h1>${words[language].name}</h1></main>
<footer><i><svg width="62" viewBox="0 0 40 40" fill="#071a1b"><path d="${star}"/></svg></i><p>${words[language].line}</p></footer></body></html>`;

const browser = await chromium.launch({ ...(process.env['CHROMIUM_PATH'] ? { executablePath: process.env['CHROMIUM_PATH'] } : {}), args: ['--no-sandbox'] });
const tab = await browser.newPage({ viewport: { width: 1200, height: 630 } });
for (const language of languages) {
  await tab.setContent(page(language));
  await tab.evaluate(() => document.fonts.ready);
  await tab.screenshot({ path: fileURLToPath(new URL(`../public/preview.${language}.png`, import.meta.url)) });
}
await browser.close();
