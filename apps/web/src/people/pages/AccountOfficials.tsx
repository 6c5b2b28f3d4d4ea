import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { confirmOfficial, directionOf, languages, langTagOf, myOfficials, saveOfficial, wordsIn, type Fair, type Me, type Official, type Words } from '@siccam/contract';
import { TextField } from '@siccam/ui/fields';
import { useLanguage } from '../../i18n';
import { call } from '../../wire';
import { useConfirmed } from '../confirmed';
import { Section } from './Section';
import { Trouble } from './Trouble';
import { useAct } from './useAct';
import { useMoments } from './usePage';
import { usePeople } from './words';
import classes from './Account.module.css';

const key = ['officials'];
const lines = ['name', 'title', 'capacity'] as const;
const most = 160;

/** Those whose words I may prepare: myself, where I am one, and those whom I assist. */
export const useOfficials = () => useQuery({ queryKey: key, queryFn: ({ signal }) => call(myOfficials, {}, { signal, fresh: true }), retry: 2 });

/** How those are presented whose words I may prepare: mine, to confirm, and those of whom I assist. Nothing where there are none. */
export function Officials({ me, fair }: { me: Me; fair: Fair }) {
  const queries = useQueryClient();
  const { data } = useOfficials();
  const put = (now: Official) => queries.setQueryData(key, (before: typeof data) => before && { officials: before.officials.map((one) => (one.person === now.person ? now : one)) });
  return data?.officials.map((official) => <OneOfficial key={`${official.person} ${official.version}`} official={official} mine={official.person === me.id} fair={fair} put={put} again={() => void queries.invalidateQueries({ queryKey: key })} />);
}

function OneOfficial({ official, mine, fair, put, again }: { official: Official; mine: boolean; fair: Fair; put: (now: Official) => void; again: () => void }) {
  const { say, label } = usePeople();
  const lang = useLanguage();
  const act = useAct();
  const confirmed = useConfirmed();
  const moment = useMoments(fair);
  const [typed, setTyped] = useState<Pick<Official, (typeof lines)[number]>>({ name: official.name, title: official.title, capacity: official.capacity });
  const changed = lines.some((line) => languages.some((language) => (typed[line][language] ?? '').trim() !== (official[line][language] ?? '')));
  const long = lines.some((line) => languages.some((language) => [...(typed[line][language] ?? '')].length > most));
  const clean = (words: Words): Words => Object.fromEntries(languages.flatMap((language) => (words[language]?.trim() ? [[language, words[language].trim()]] : [])));
  const save = () => void act.run(async () => put(await confirmed(() => call(saveOfficial, { person: official.person, version: official.version, name: clean(typed.name), title: clean(typed.title), capacity: clean(typed.capacity) }))));
  const confirm = () => void act.run(async () => put(await call(confirmOfficial, { version: official.version })));
  const words = { name: 'official.name', title: 'official.titleLine', capacity: 'official.capacity' } as const;
  return (
    <Section title={mine ? say('official.title') : say('official.titleOf', { name: wordsIn(official.name, lang).text })}>
      <div className={classes.pad}>
        <p className={classes.saved} data-open={!official.confirmed || undefined} role="status">
          {official.confirmed ? <IconCircleCheck className="icon small" aria-hidden="true" /> : <IconAlertTriangle className="icon small" aria-hidden="true" />} {official.confirmed ? say('official.confirmed', moment(official.confirmed)) : say(mine ? 'official.unconfirmedMe' : 'official.unconfirmed')}
        </p>
        <details className={classes.official} open={mine && !official.confirmed}>
          <summary>{say('official.open')}</summary>
          <p className={classes.soft}>{say(mine ? 'official.intro' : 'official.introOf')}</p>
          {lines.map((line) => (
            <fieldset key={line} className={classes.lines}>
              <legend>{say(words[line])}</legend>
              {languages.map((language) => {
                const text = typed[line][language] ?? '';
                return (
                  <div key={language} lang={langTagOf[language]} dir={directionOf[language]} data-missing={text.trim() === '' || undefined}>
                    <TextField label={label(`official.in.${language}`)} value={text} onChange={(next) => setTyped((before) => ({ ...before, [line]: { ...before[line], [language]: next } }))} error={[...text].length > most ? say('official.long') : undefined} hint={text.trim() === '' ? say('official.missing') : undefined} />
                  </div>
                );
              })}
            </fieldset>
          ))}
          <Trouble act={act} />
          <div className={classes.ways}>
            {changed && (
              <Button variant={mine ? 'default' : 'filled'} loading={act.busy} disabled={long} onClick={save}>
                {say('official.save')}
              </Button>
            )}
            {mine && !changed && !official.confirmed && (
              <Button variant="filled" loading={act.busy} onClick={confirm}>
                {say('official.confirm')}
              </Button>
            )}
            {Boolean(act.error) && <Button onClick={again}>{say('trouble.again')}</Button>}
          </div>
        </details>
      </div>
    </Section>
  );
}
