import { IconBrandWhatsapp, IconCheck, IconLink } from '@tabler/icons-react';
import { wordsIn, type Session } from '@siccam/contract';
import { useLanguage, useWords } from '../i18n';
import classes from './ShareSession.module.css';
import { pageAddress, useShare } from './useShare';

/** One tap to pass a session on: by WhatsApp, or by its link, in the language of the page. */
export function ShareSession({ session }: { session: Session }) {
  const { say } = useWords();
  const language = useLanguage();
  const { said, copy } = useShare();
  const text = `${wordsIn(session.title, language).text}\n${pageAddress()}`;
  return (
    <p className={classes.share}>
      <a href={`https://wa.me/?text=${encodeURIComponent(text)}`} target="_blank" rel="noopener noreferrer">
        <IconBrandWhatsapp className="icon" aria-hidden="true" />
        {say('session.whatsapp')}
      </a>
      <button type="button" onClick={copy}>
        {said === 'copied' ? <IconCheck className="icon" aria-hidden="true" /> : <IconLink className="icon" aria-hidden="true" />}
        {say('session.copyLink')}
      </button>
      <span role="status">{said && say(said === 'copied' ? 'shell.copied' : 'shell.notCopied', { address: pageAddress() })}</span>
    </p>
  );
}
