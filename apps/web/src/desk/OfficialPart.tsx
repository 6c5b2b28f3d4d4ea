import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { directionOf, langTagOf, languages, readOfficial, saveOfficial, type Official, type PersonSheet, type Words } from '@siccam/contract';
import { Loading, Notice } from '@siccam/ui';
import { NotDone, useDeed } from '../people';
import { call, Refused, retried } from '../wire';
import { useAct } from './acting';
import { type useWhen } from './when';
import { useDesk } from './words';
import classes from './Sheet.module.css';

const lines = ['name', 'title', 'capacity'] as const;
const names = { name: 'official.name', title: 'official.jobTitle', capacity: 'official.capacity' } as const;
const signs = { ar: 'ع', fr: 'FR', en: 'EN' } as const;
const longest = 160;

/** How someone is shown officially: opened only when asked for. */
export function OfficialPart({ person, when }: { person: PersonSheet; when: ReturnType<typeof useWhen> }) {
  const { say } = useDesk();
  const [open, setOpen] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ['desk', 'official', person.id], queryFn: ({ signal }) => call(readOfficial, { person: person.id }, { signal }), enabled: open, retry: retried });
  return (
    <details className={classes.part} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('official.title')}</summary>
      {data ? <Editor key={data.person} official={data} when={when} /> : error ? <NotDone error={error} action={<Button size="sm" onClick={() => void refetch()}>{say('closed.retry')}</Button>} /> : open && <Loading word={say('frame.loading')} />}
    </details>
  );
}

/** Name, title and capacity, each in the three languages one under the other, in its own direction; what is missing is amber and says what readers get. */
function Editor({ official, when }: { official: Official; when: ReturnType<typeof useWhen> }) {
  const { say, label } = useDesk();
  const act = useAct();
  const queries = useQueryClient();
  const { busy, trouble, run } = useDeed();
  const [typed, setTyped] = useState<Partial<Record<(typeof lines)[number], Words>>>({});
  const [saved, setSaved] = useState(false);
  const lostRace = trouble instanceof Refused && trouble.refusal === 'people.changedMeanwhile';
  const text = (line: (typeof lines)[number]): Words => ({ ...official[line], ...typed[line] });
  const dirty = lines.some((line) => languages.some((language) => (text(line)[language] ?? '') !== (official[line][language] ?? '')));
  const tooLong = lines.some((line) => languages.some((language) => (text(line)[language] ?? '').length > longest));
  const save = () =>
    void run(async () => {
      setSaved(false);
      const clean = (words: Words): Words => Object.fromEntries(Object.entries(words).filter(([, value]) => value?.trim()));
      try {
        const now = await act(saveOfficial, { person: official.person, version: official.version, name: clean(text('name')), title: clean(text('title')), capacity: clean(text('capacity')) });
        queries.setQueryData(['desk', 'official', official.person], now);
        setTyped({});
        setSaved(true);
      } catch (error) {
        if (error instanceof Refused && error.refusal === 'people.changedMeanwhile') queries.setQueryData(['desk', 'official', official.person], await call(readOfficial, { person: official.person }));
        throw error;
      }
    });
  return (
    <div className={classes.official}>
      <p className={classes.proof} data-good={Boolean(official.confirmed) || undefined}>
        {official.confirmed ? <IconCircleCheck className="icon small" aria-hidden="true" /> : <IconAlertTriangle className="icon small" aria-hidden="true" />}
        <span>{official.confirmed ? say('official.confirmed', { time: when.date(official.confirmed) }) : say('official.unconfirmed')}</span>
      </p>
      {lines.map((line) => (
        <fieldset key={line}>
          <legend>{say(names[line])}</legend>
          {languages.map((language) => {
            const value = text(line)[language] ?? '';
            const missing = value.trim() === '' && languages.some((other) => (text(line)[other] ?? '').trim() !== '');
            return (
              <div key={language} className={classes.tongue} data-missing={missing || undefined}>
                <span aria-hidden="true">{signs[language]}</span>
                <div lang={langTagOf[language]} dir={directionOf[language]}>
                  <input
                    aria-label={`${label(names[line])}, ${label(`official.in.${language}`)}`}
                    aria-describedby={missing ? `${line}-${language}` : undefined}
                    aria-invalid={value.length > longest || undefined}
                    value={value}
                    onChange={({ currentTarget }) => setTyped((now) => ({ ...now, [line]: { ...text(line), [language]: currentTarget.value } }))}
                  />
                </div>
                {missing && <small id={`${line}-${language}`}>{say('official.missing')}</small>}
              </div>
            );
          })}
        </fieldset>
      ))}
      {official.confirmed && dirty && <p className={classes.care}>{say('official.voids')}</p>}
      {lostRace ? (
        <Notice urgent icon={<IconAlertTriangle className="icon" aria-hidden="true" />} title={say('frame.notDone')}>
          {say('official.conflict')}
        </Notice>
      ) : (
        <NotDone error={trouble} />
      )}
      {saved && !dirty && <Notice tone="good" icon={<IconCircleCheck className="icon" aria-hidden="true" />} title={say('official.saved')} />}
      <Button size="sm" loading={busy} disabled={!dirty || tooLong} onClick={save}>
        {say('official.save')}
      </Button>
    </div>
  );
}
