import { expect, test } from '@playwright/test';
import { pictures, sharedFair } from './fair';
import { sticksOut } from './layout';
import { lengthened, serveLonger } from './lengthened';

test.use({ serviceWorkers: 'block', contextOptions: { reducedMotion: 'reduce' } });

test('a message is made longer around what is put into it', () => {
  const inShell = (words: string) => `({shell:{a:${words}},programme:{},stage:{}})`;
  const becomes = (words: string) => lengthened(inShell(words)).script;
  expect(becomes('`Programme`')).toBe(inShell('"Programmemotsal"'));
  expect(becomes('[`Depuis `,[`time`]]')).toBe(inShell('[`Depuis `,[`time`]," mots"]'));
  expect(becomes('[[`count`,2,{one:[[`n`,0],` minute`],other:[[`n`,0],` minutes`]}]]')).toBe(inShell('[[`count`,2,{one:[[`n`,0],` minute`],other:[[`n`,0],` minutes`]}]," motsa"]'));
  expect(becomes('[[`b`,`Tout`,[`what`]],` de suite`]')).toBe(inShell('[[`b`,`Tout`,[`what`]],` de suite`," motsallo"]'));
  expect(becomes('`AMR`')).toBe(inShell('"AMR"'));
  expect(becomes('`SICCAM`')).toBe(inShell('"SICCAM"'));
});

for (const language of ['ar', 'fr'] as const) {
  for (const width of [390, 1440] as const) {
    test(`words longer by six tenths fit in ${language} at ${width} px`, async ({ page, context }) => {
      const messages = await serveLonger(context);
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      const found: string[] = [];
      for (const [name, path] of [['front', ''], ['programme', '/programme'], ['session', '/s/panel-2'], ['live', '/s/panel-1'], ['parts', '/parts']] as const) {
        await page.goto(`${sharedFair().url}/${language}${path}`);
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: `${pictures}/long-${name}.${language}.${width}.png`, fullPage: true, animations: 'disabled' });
        found.push(...(await sticksOut(page)).map((what) => `${name}: ${what}`));
      }
      expect(messages(), 'messages made longer').toBeGreaterThan(500);
      expect(found).toEqual([]);
    });
  }
}
