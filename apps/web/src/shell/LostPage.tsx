import { useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useLanguage, useWords } from '../i18n';
import { reportedId } from './report';
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

/** For a page that broke: says so, with the id that also stands in the log, and what to do. */
export function FaultPage({ error }: { error: unknown }) {
  const { say } = useWords();
  const [id] = useState(() => reportedId(error));
  return (
    <Again title={say('shell.faultTitle')} text={say('shell.faultText')}>
      <FaultId id={id} />
    </Again>
  );
}

/** Whether code of a page could not be fetched, as each browser says it: no fault, the line broke or the fair was renewed. */
export const isUnbrought = (error: unknown): boolean =>
  error instanceof Error && /dynamically imported module|Importing a module script failed|Unable to preload CSS/i.test(error.message);

/** For a page whose own code did not come: says why that may be, and offers to ask again. */
export function UnbroughtPage() {
  const { say } = useWords();
  return <Again title={say('shell.unbroughtTitle')} text={say('shell.unbroughtText')} />;
}

function Again({ title, text, children }: { title: ReactNode; text: ReactNode; children?: ReactNode }) {
  const { say } = useWords();
  return (
    <main className={classes.lost} role="alert">
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
      <div className={classes.ways}>
        <Button variant="filled" onClick={() => window.location.reload()}>
          {say('shell.reload')}
        </Button>
      </div>
    </main>
  );
}

/** The id of a fault, to be read out or copied to whoever helps. */
export function FaultId({ id }: { id: string }) {
  const { say, label } = useWords();
  const [copied, setCopied] = useState(false);
  return (
    <p className={classes.fault}>
      {say('shell.faultId')}{' '}
      <code dir="ltr">{id}</code>
      <Button size="sm" variant="subtle" aria-label={label('shell.copyFault')} onClick={() => void navigator.clipboard.writeText(id).then(() => setCopied(true), () => undefined)}>
        {say(copied ? 'shell.copiedFault' : 'shell.copy')}
      </Button>
    </p>
  );
}
