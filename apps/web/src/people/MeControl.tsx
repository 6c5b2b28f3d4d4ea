import { useEffect, useState } from 'react';
import { Link } from '@tanstack/react-router';
import { IconUserCircle } from '@tabler/icons-react';
import { PersonFace } from '@siccam/ui';
import { useLanguage, useWords } from '../i18n';
import { mayBeSignedIn, useMe } from './me';
import { initialsOf, nameIn, toneOf } from './names';
import classes from './MeControl.module.css';

/** In the head: the way in, or one's own face and account. It asks who one is only where somebody may be signed in, and not before the page is quiet. */
export function MeControl() {
  const { say, label } = useWords();
  const lang = useLanguage();
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setIdle(true), 600);
    return () => window.clearTimeout(timer);
  }, []);
  const { data: me } = useMe(idle && mayBeSignedIn());
  if (me?.kind === 'person') {
    const name = nameIn(me.name, lang);
    return (
      <Link to="/$lang/account" params={{ lang }} className={classes.me} aria-label={label('shell.account', { name })} data-signed="">
        <PersonFace tone={toneOf(me.id)} shape="person" initials={initialsOf(name)} size="list" />
      </Link>
    );
  }
  return (
    <Link to="/$lang/enter" params={{ lang }} className={classes.enter} aria-label={label('shell.enter')}>
      <IconUserCircle className="icon" aria-hidden="true" />
      <span>{say('shell.enter')}</span>
    </Link>
  );
}
