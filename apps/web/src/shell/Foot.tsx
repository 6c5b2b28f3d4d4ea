import { Link, useRouterState } from '@tanstack/react-router';
import { directionOf, langTagOf, languages, type Fair } from '@siccam/contract';
import { ContactLines } from '../fair';
import { useLanguage, useWords } from '../i18n';
import classes from './Foot.module.css';
import { ownNames } from './Head';

/** The foot of every page: whom to ask, what is known about the reader, and the languages by their whole names. */
export function Foot({ fair, wide }: { fair: Fair | undefined; wide: boolean }) {
  const { say } = useWords();
  const lang = useLanguage();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <footer className={classes.foot} data-wide={wide || undefined}>
      <div>
        {fair && <ContactLines fair={fair} />}
        <p className={classes.links}>
          <Link to="/$lang/help" params={{ lang }}>
            {say('shell.help')}
          </Link>
          <Link to="/$lang/privacy" params={{ lang }}>
            {say('shell.privacy')}
          </Link>
          {languages
            .filter((language) => language !== lang)
            .map((language) => (
              <Link key={language} to={path.replace(/^\/[^/]*/, `/${language}`)} replace lang={langTagOf[language]} dir={directionOf[language]}>
                {ownNames[language].whole}
              </Link>
            ))}
        </p>
      </div>
    </footer>
  );
}
