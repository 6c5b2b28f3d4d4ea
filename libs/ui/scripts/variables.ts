import { writeFileSync } from 'node:fs';
import { themeSheet } from '../src/stylesheet';

writeFileSync(new URL('../src/variables.css', import.meta.url), themeSheet());
