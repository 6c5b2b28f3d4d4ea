import { consentTexts, type ConsentGiven, type Language } from '@siccam/contract';
import { CheckField } from '@siccam/ui/fields';
import { useLanguage } from '../../i18n';
import { usePeople } from './words';
import classes from './Enter.module.css';

/** What no account comes to be without: the terms, ticked by one's own hand. `refused`: it was not, and has to be. */
export function Terms({ agreed, onAgreed, refused }: { agreed: boolean; onAgreed: (agreed: boolean) => void; refused: boolean }) {
  const { say } = usePeople();
  const lang = useLanguage();
  return (
    <div className={classes.consents}>
      <CheckField label={consentTexts.terms.text[lang]} hint={say('signUp.terms')} checked={agreed} onChange={onAgreed} error={refused && !agreed && say('refusal.enter.consentMissing')} />
    </div>
  );
}

/** The terms agreed to, as a door hears it. */
export const termsIn = (language: Language): ConsentGiven[] => [{ what: 'terms', version: consentTexts.terms.version, language }];
