import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const boundary = '@nx/enforce-module-boundaries';
const room = 'no-restricted-imports';

/** Imports that must not pass, each as if it stood in a file that exists. */
const planted: [what: string, file: string, text: string, rule: string][] = [
  ['browser → TypeORM', 'apps/web/src/stage/index.ts', `import { DataSource } from 'typeorm';\nexport const x = DataSource;\n`, boundary],
  ['browser → Nest', 'libs/ui/src/index.ts', `import { Module } from '@nestjs/common';\nexport const x = Module;\n`, boundary],
  ['server → React', 'apps/api/src/stage/index.ts', `import { useState } from 'react';\nexport const x = useState;\n`, boundary],
  ['contract → Nest', 'libs/contract/src/index.ts', `import { Module } from '@nestjs/common';\nexport const x = Module;\n`, boundary],
  ['contract → anything but zod', 'libs/contract/src/index.ts', `import { pino } from 'pino';\nexport const x = pino;\n`, boundary],
  ['an app → another app', 'apps/web/src/stage/index.ts', `import { readConfig } from '../../../api/src/platform';\nexport const x = readConfig;\n`, boundary],
  ['shared → server', 'libs/testing/src/index.ts', `import { startPostgres } from '@siccam/embedded';\nexport const x = startPostgres;\n`, boundary],
  ['browser → server', 'apps/web/src/stage/index.ts', `import { startPostgres } from '@siccam/embedded';\nexport const x = startPostgres;\n`, boundary],
  ['the listener of browsers and programs → server', 'libs/follow/src/index.ts', `import { startPostgres } from '@siccam/embedded';\nexport const x = startPostgres;\n`, boundary],
  ['a feature → one it may not know', 'apps/api/src/programme/index.ts', `import { StageModule } from '../stage';\nexport const x = StageModule;\n`, room],
  ['a feature → the inside of another', 'apps/api/src/stage/index.ts', `import { FairService } from '../fair/fair.service';\nexport const x = FairService;\n`, room],
  ['a carrier → a feature', 'apps/api/src/wire/index.ts', `import { FairModule } from '../fair';\nexport const x = FairModule;\n`, room],
  ['a feature of the browser → one it may not know', 'apps/web/src/programme/index.ts', `import * as stage from '../stage';\nexport const x = stage;\n`, room],
  ['a feature of the browser → the inside of another', 'apps/web/src/stage/index.ts', `import * as page from '../programme/ProgrammePage';\nexport const x = page;\n`, room],
];
const honest: [what: string, file: string, text: string][] = [
  ['a feature → one it may know', 'apps/api/src/stage/index.ts', `import { FairModule } from '../fair';\nexport const x = FairModule;\n`],
  ['browser → contract', 'apps/web/src/stage/index.ts', `import { languages } from '@siccam/contract';\nexport const x = languages;\n`],
];

it('lint refuses each forbidden import, by the rule that forbids it, and lets honest ones pass', () => {
  const texts = [...planted, ...honest].map(([, file, text]) => ({ file: join(root, file), text }));
  // The rule of projects stays silent where nobody has asked for the graph before.
  execFileSync('npx', ['nx', 'show', 'projects'], { cwd: root, env: { ...process.env, NX_DAEMON: 'false' } });
  const said = execFileSync(process.execPath, [join(__dirname, 'lint-texts.mjs'), root], {
    cwd: root,
    input: JSON.stringify(texts),
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  const answers = JSON.parse(said) as string[][];
  const broken = (place: number, rule: string) => (answers[place] ?? []).filter((line) => line.startsWith(rule)).length > 0;
  expect(planted.map(([what, , , rule], place) => [what, broken(place, rule)])).toEqual(planted.map(([what]) => [what, true]));
  expect(honest.map(([what], place) => [what, broken(planted.length + place, boundary) || broken(planted.length + place, room)])).toEqual(honest.map(([what]) => [what, false]));
}, 120_000);
