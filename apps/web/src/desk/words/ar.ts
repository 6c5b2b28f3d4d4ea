import type { DeskCatalogue } from './fr';
import { fr } from './fr';
export const ar: DeskCatalogue = fr;
