import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useLanguage, useWords } from '../i18n';
import classes from './LostPage.module.css';

/** For an address that leads nowhere: says so, and where to go. */
export function LostPage() {
  const { say } = useWords();
  const lang = useLanguage();
  const navigate = useNavigate();
  return (
    <div className={classes.lost}>
      <p className={classes.figure} aria-hidden="true">
        404
      </p>
      <h1>{say('shell.lostTitle')}</h1>
      <p>{say('shell.lostText')}</p>
      <div className={classes.ways}>
        <Button component="a" variant="filled" href={`/${lang}`} onClick={(event) => (event.preventDefault(), void navigate({ to: '/$lang', params: { lang } }))}>
          {say('shell.toNow')}
        </Button>
        <Button component="a" href={`/${lang}/programme`} onClick={(event) => (event.preventDefault(), void navigate({ to: '/$lang/programme', params: { lang } }))}>
          {say('shell.toProgramme')}
        </Button>
      </div>
    </div>
  );
}

/** For a fault of ours: says so, and what to do. */
export function FaultPage() {
  const { say } = useWords();
  return (
    <main className={classes.lost} role="alert">
      <h1>{say('shell.faultTitle')}</h1>
      <p>{say('shell.faultText')}</p>
      <div className={classes.ways}>
        <Button variant="filled" onClick={() => window.location.reload()}>
          {say('shell.reload')}
        </Button>
      </div>
    </main>
  );
}
