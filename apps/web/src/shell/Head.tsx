import { Link, useRouterState } from '@tanstack/react-router';
import { IconBroadcast, IconCalendarEvent, IconShare2 } from '@tabler/icons-react';
import { directionOf, langTagOf, languages, type Fair } from '@siccam/contract';
import { Star } from '@siccam/ui';
import { DemoStamp } from '../fair';
import { Said, useLanguage, useWords } from '../i18n';
import { MeControl } from '../people';
import { useShare } from '../stage';
import classes from './Head.module.css';

/** The languages by their own names. */
export const ownNames = { ar: { short: 'ع', whole: 'العربية' }, fr: { short: 'FR', whole: 'Français' }, en: { short: 'EN', whole: 'English' } } as const;

/** The head of every page: whose it is, where to go, in which language, and how to pass it on. */
export function Head({ fair, wide }: { fair: Fair | undefined; wide?: boolean }) {
  const { say, label } = useWords();
  const lang = useLanguage();
  return (
    <header className={classes.head} data-wide={wide || undefined}>
      <DemoStamp fair={fair} />
      <a className={classes.skip} href="#content">
        {say('shell.skip')}
      </a>
      <div>
        <Link to="/$lang" params={{ lang }} className={classes.brand}>
          <Star />
          <span>
            <b>{say('shell.brand')}</b>
            {fair && (
              <small>
                <Said words={fair.edition} quiet />
              </small>
            )}
          </span>
        </Link>
        <nav className={classes.nav} aria-label={label('shell.sections')}>
          <Sections />
        </nav>
        <Languages />
        <Share />
        <MeControl />
      </div>
    </header>
  );
}

function Sections() {
  const { say } = useWords();
  const lang = useLanguage();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <>
      <Link to="/$lang" params={{ lang }} activeOptions={{ exact: true }}>
        <IconBroadcast className="icon" aria-hidden="true" />
        <span>{say('shell.now')}</span>
      </Link>
      <Link to="/$lang/programme" params={{ lang }} aria-current={path.startsWith(`/${lang}/s/`) ? 'page' : undefined}>
        <IconCalendarEvent className="icon" aria-hidden="true" />
        <span>{say('shell.programme')}</span>
      </Link>
    </>
  );
}

/** The same two ways at the foot of a phone's screen, under the thumb. */
export function Tabs() {
  const { label } = useWords();
  return (
    <nav className={classes.tabs} aria-label={label('shell.sections')}>
      <Sections />
    </nav>
  );
}

/** The same page in the three languages. */
export function Languages() {
  const { label } = useWords();
  const now = useLanguage();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <nav className={classes.languages} aria-label={label('shell.languages')}>
      {languages.map((language) => (
        // The same page in another language keeps what plays.
        <Link key={language} to={path.replace(/^\/[^/]*/, `/${language}`)} search={true as never} replace lang={langTagOf[language]} dir={directionOf[language]} title={ownNames[language].whole} aria-label={ownNames[language].whole} activeProps={{}} aria-current={language === now ? 'true' : undefined}>
          {ownNames[language].short}
        </Link>
      ))}
    </nav>
  );
}

function Share() {
  const { say, label } = useWords();
  const { said, share } = useShare();
  return (
    <span className={classes.share}>
      <button type="button" aria-label={label('shell.share')} onClick={() => share(document.title)}>
        <IconShare2 className="icon" aria-hidden="true" />
      </button>
      <span role="status" className={said ? classes.said : undefined}>
        {said && say(said === 'copied' ? 'shell.copied' : 'shell.notCopied', { address: window.location.href })}
      </span>
    </span>
  );
}
