import { Fragment } from 'react';
import { langTagOf, languages, type Fair } from '@siccam/contract';
import { demoWords } from '../i18n';
import classes from './DemoStamp.module.css';

/** What the server wrote into the page, before the fair itself has come. */
const demoPage = (): boolean => document.querySelector('meta[name="siccam-demo"]') !== null;

/** On every page of a fair whose data is invented: says so in the three languages at once. */
export function DemoStamp({ fair }: { fair: Pick<Fair, 'demo'> | undefined }) {
  if (!(fair?.demo ?? demoPage())) return null;
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
