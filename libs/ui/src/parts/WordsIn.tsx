import { wordsIn, langTagOf, directionOf, type Language, type Words } from '@siccam/contract';
import classes from './WordsIn.module.css';

/**
 * Words that people wrote, in the reader's language when they exist in it. When they do not, they are shown in the language they
 * have, with their own direction and a visible mark; `otherLanguage` gives the mark's words ("in French").
 */
export function WordsIn({ words, language, otherLanguage, quiet }: { words: Words; language: Language; otherLanguage: (language: Language) => string; quiet?: boolean }) {
  const { text, language: shown, translated } = wordsIn(words, language);
  if (!text) return null;
  if (translated) return <bdi>{text}</bdi>;
  return (
    <>
      <bdi lang={langTagOf[shown]} dir={directionOf[shown]}>
        {text}
      </bdi>
      {!quiet && (
        <>
          {' '}
          <span className={classes.mark}>{otherLanguage(shown)}</span>
        </>
      )}
    </>
  );
}
