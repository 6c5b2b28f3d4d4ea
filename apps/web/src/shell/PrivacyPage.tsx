import type { Fair } from '@siccam/contract';
import { Block } from '@siccam/ui';
import { ContactLines } from '../fair';
import { useLanguage } from '../i18n';
import { privacyWords } from './privacy.words';
import classes from './PrivacyPage.module.css';

/** What is known about a visitor, by whom, and whom to ask. */
export default function PrivacyPage({ fair }: { fair: Fair }) {
  const { title, intro, parts, whom } = privacyWords[useLanguage()];
  return (
    <div className={classes.notice}>
      <h1>{title}</h1>
      <p>{intro}</p>
      {parts.map((part) => (
        <Block key={part.title} title={part.title}>
          <ul>
            {part.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Block>
      ))}
      <Block title={whom}>
        <ContactLines fair={fair} />
      </Block>
    </div>
  );
}
