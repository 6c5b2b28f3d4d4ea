import { Switch } from '@mantine/core';
import { consentKinds, consentTexts, giveConsent, withdrawConsent, type Account, type Fair } from '@siccam/contract';
import { useLanguage } from '../../i18n';
import { call } from '../../wire';
import { Section } from './Section';
import { Trouble } from './Trouble';
import { useAct } from './useAct';
import { useMoments } from './usePage';
import { usePeople } from './words';
import classes from './Account.module.css';

/** What I agreed to, withdrawn by the same switch; an account cannot be kept without its own. */
export function Consents({ account: { consents }, fair, put }: { account: Account; fair: Fair; put: (now: Account) => void }) {
  const { say, label } = usePeople();
  const lang = useLanguage();
  const act = useAct();
  const moment = useMoments(fair);
  return (
    <Section title={say('account.consents')}>
      <ul>
        {consentKinds.map((what) => {
          const mine = consents.find((one) => one.what === what);
          const given = mine !== undefined && mine.withdrawn === null;
          const turn = (on: boolean) => void act.run(async () => put(on ? await call(giveConsent, { what, version: consentTexts[what].version, language: lang }) : await call(withdrawConsent, { what })));
          return (
            <li key={what} className={classes.item}>
              <div className={classes.consent}>
                <div>
                  <p className={classes.strong}>{say(`account.consent.${what}`)}</p>
                  <p className={classes.soft}>{!mine ? say('account.consentNever') : given ? say('account.consentGiven', { ...moment(mine.given), version: mine.version }) : say('account.consentWithdrawn', moment(mine.withdrawn ?? mine.given))}</p>
                  <details className={classes.soft}>
                    <summary>{say('account.consentText')}</summary>
                    {consentTexts[what].text[lang]}
                  </details>
                  {what === 'terms' && given && <p className={classes.soft}>{say('account.termsMore')}</p>}
                </div>
                <Switch checked={given} disabled={act.busy || (what === 'terms' && given)} aria-label={label(`account.consent.${what}`)} onChange={(event) => turn(event.currentTarget.checked)} />
              </div>
            </li>
          );
        })}
      </ul>
      <div className={classes.pad}>
        <p className={classes.soft}>{say('account.consentMore')}</p>
        <Trouble act={act} />
      </div>
    </Section>
  );
}
