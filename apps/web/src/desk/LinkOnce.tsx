import { useId, useState } from 'react';
import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { Language } from '@siccam/contract';
import { useLanguage } from '../i18n';
import { useDesk } from './words';
import classes from './Forms.module.css';

/** The whole address of a personal link, in its reader's language; its secret stands behind `#`, where no server sees it. */
export const addressOf = (token: string, language: Language): string => `${window.location.origin}/${language}/enter/link#${token}`;

/** A link that nobody mailed, shown to be handed over. */
export function LinkOnce({ name, link, language, text }: { name: string; link: string; language: Language | null; text?: string }) {
  const { say } = useDesk();
  const own = useLanguage();
  const field = useId();
  const [copied, setCopied] = useState<boolean | null>(null);
  const address = addressOf(link, language ?? own);
  const copy = () =>
    void navigator.clipboard.writeText(address).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div className={classes.link}>
      <label htmlFor={field}>{say('invitation.linkTitle', { name })}</label>
      <p>{text ?? say('invitation.linkText')}</p>
      <div>
        <input id={field} readOnly dir="ltr" value={address} onFocus={(event) => event.currentTarget.select()} />
        <Button size="sm" leftSection={<IconCopy className="icon small" aria-hidden="true" />} onClick={copy}>
          {say('invitation.copy')}
        </Button>
      </div>
      <p role="status">{copied !== null && say(copied ? 'invitation.copied' : 'invitation.notCopied')}</p>
    </div>
  );
}
