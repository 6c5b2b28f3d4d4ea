import type { ReactNode } from 'react';
import { Block } from '@siccam/ui';
import { useLanguage } from '../../i18n';
import { doorAt, Go } from './Go';
import { useTitle } from './usePage';
import { usePeople } from './words';
import classes from './Small.module.css';

const parts = ['mail', 'link', 'password', 'code', 'phone', 'banned', 'busy', 'network', 'sound', 'data', 'language', 'privacy'] as const;

/** Help that needs no sign-in: what may stand in the way of entering, of hearing and of reading, and whom to ask. */
export default function HelpPage({ contact }: { contact: ReactNode }) {
  const { say, label } = usePeople();
  const lang = useLanguage();
  useTitle(label('help.title'));
  return (
    <div className={classes.help}>
      <h1>{say('help.title')}</h1>
      <p>{say('help.intro')}</p>
      <div className={classes.ways}>
        <Go variant="filled" to={`/${lang}`}>
          {say('help.guest')}
        </Go>
        <Go to={doorAt(lang)}>
          {say('help.enter')}
        </Go>
      </div>
      {parts.map((part) => (
        <Block key={part} title={say(`help.parts.${part}.title`)}>
          <p>{say(`help.parts.${part}.text`)}</p>
        </Block>
      ))}
      <Block title={say('help.whom')}>{contact}</Block>
    </div>
  );
}
