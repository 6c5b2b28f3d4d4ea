import { saysTheSame } from '../i18n/words.test-alike';
import { ar as searchAr } from '../search/words/ar';
import { en as searchEn } from '../search/words/en';
import { fr as searchFr } from '../search/words/fr';
import { ar } from './words/ar';
import { en } from './words/en';
import { fr } from './words/fr';

saysTheSame({ ar: { plan: ar, search: searchAr }, fr: { plan: fr, search: searchFr }, en: { plan: en, search: searchEn } });
