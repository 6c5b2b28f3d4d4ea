import { saysTheSame } from '../i18n/words.test-alike';
import { ar } from './words/ar';
import { en } from './words/en';
import { fr } from './words/fr';

// Kinds of files are called so on every machine.
saysTheSame({ ar, fr, en }, { latin: ['JPEG', 'PNG', 'WebP', 'AVIF', 'PDF', 'PPTX', 'DOCX', 'XLSX'] });
