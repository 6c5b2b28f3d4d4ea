import type { Words } from '@siccam/contract';
import { WordsIn } from '@siccam/ui';
import { useLanguage, useWords } from './I18n';

/** Words that people wrote, in the reader's language; marked when they exist only in another. */
export function Said({ words, quiet }: { words: Words; quiet?: boolean }) {
  const language = useLanguage();
  const { label } = useWords();
  return <WordsIn words={words} language={language} otherLanguage={(other) => label(`lang.in.${other}`)} quiet={quiet ?? false} />;
}
