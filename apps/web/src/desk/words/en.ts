import type { DeskCatalogue } from './fr';
import { fr } from './fr';
export const en: DeskCatalogue = fr;
