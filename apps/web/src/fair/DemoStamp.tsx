import { Fragment } from 'react';
import { langTagOf, languages, type Fair } from '@siccam/contract';
import { demoWords } from '../i18n';
import classes from './DemoStamp.module.css';

/** On every page of a fair whose data is invented: says so in the three languages at once. */
export function DemoStamp({ fair }: { fair: Pick<Fair, 'demo'> | undefined }) {
  if (!fair?.demo) return null;
  return (
    <p className={classes.stamp}>
      {languages.map((language, at) => (
        <Fragment key={language}>
          {at > 0 && ' – '}
          <bdi lang={langTagOf[language]}>{demoWords[language]}</bdi>
        </Fragment>
      ))}
    </p>
  );
}
