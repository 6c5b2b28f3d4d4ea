import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { usePeople } from './words';
import { useTitle } from './usePage';
import classes from './Small.module.css';

/** For whoever is not admitted: says so, and whom to ask. */
export default function BannedPage({ contact }: { contact: ReactNode }) {
  const { say, label } = usePeople();
  useTitle(label('banned.title'));
  return (
    <div className={classes.page} role="alert">
      <h1>{say('banned.title')}</h1>
      <p>{say('banned.text')}</p>
      <p>{say('banned.more')}</p>
      {contact}
      <div className={classes.ways}>
        <Button onClick={() => window.location.reload()}>{say('banned.retry')}</Button>
      </div>
    </div>
  );
}
