import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconInfoCircle, IconPlus, IconTrash } from '@tabler/icons-react';
import { aboutFiles, directionOf, fileAddress, langTagOf, languages, saveSpeaker, type Language, type SpeakerOwn, type SpeakerPage } from '@siccam/contract';
import { LowerThird } from '@siccam/ui';
import { CheckField, CounterField, TextField } from '@siccam/ui/fields';
import { FileField } from '../files';
import { Said } from '../i18n';
import { NotDone } from '../people';
import { call, Refused } from '../wire';
import { speakerKey } from './mine';
import { useSpeaker } from './words';
import classes from './Speaker.module.css';

const most = { name: 120, title: 200, about: 1500 };

/** How visitors will see someone, and the way to change it. */
export function Profile({ page }: { page: SpeakerPage }) {
  const { say, label } = useSpeaker();
  const [editing, edit] = useState(false);
  const [saved, setSaved] = useState(false);
  const { profile } = page;
  return (
    <section aria-labelledby="profile" className={classes.profile}>
      <header>
        <h2 id="profile">{say('profile.title')}</h2>
        {!editing && <Button size="sm" variant="subtle" onClick={() => (edit(true), setSaved(false))}>{say('profile.edit')}</Button>}
      </header>
      <div className={classes.screen}>
        {profile.photo ? <img src={fileAddress(profile.photo)} alt={label('profile.photo')} /> : <span />}
        <LowerThird name={<Said words={profile.name} />} title={<Said words={profile.title} />} />
      </div>
      <p role="status" className={classes.pending} hidden={!page.pending && !saved}>
        <IconInfoCircle className="icon small" aria-hidden="true" />
        <span>
          {saved && say('profile.saved')} {page.pending && say(page.released ? 'profile.pending' : 'profile.unreleased')}
        </span>
      </p>
      {editing ? (
        <Edit page={page} close={(done) => (edit(false), setSaved(done))} />
      ) : (
        <ul className={classes.tongues}>
          {languages.map((language) => (
            <li key={language} {...(profile.title[language] ? { lang: langTagOf[language], dir: directionOf[language] } : { 'data-missing': true })}>
              {profile.title[language] ? <bdi>{profile.title[language]}</bdi> : <>{say(`profile.in.${language}`)} · {say('profile.missing')}</>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Edit({ page, close }: { page: SpeakerPage; close: (saved: boolean) => void }) {
  const { say, label } = useSpeaker();
  const queries = useQueryClient();
  const { name, title, about, languages: spoken, available, photo } = page.profile;
  const [typed, setTyped] = useState<SpeakerOwn>({ name, title, about, languages: spoken, available, photo });
  const [over] = useState(page.revision);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const { data: files } = useQuery({ queryKey: ['account', 'files', typed.photo], queryFn: ({ signal }) => call(aboutFiles, { files: typed.photo ? [typed.photo] : [] }, { signal }) });
  const long = (['name', 'title', 'about'] as const).some((field) => languages.some((language) => [...(typed[field][language] ?? '')].length > most[field]));
  const unfilled = typed.available.some(({ from, to }) => !from || !to);
  const wrong = typed.available.some(({ from, to }) => from && to && from >= to);
  const put = (field: 'name' | 'title' | 'about', language: Language, text: string) => setTyped((now) => ({ ...now, [field]: { ...now[field], [language]: text } }));
  const filled = (words: SpeakerOwn['name']): SpeakerOwn['name'] => Object.fromEntries(languages.flatMap((language) => (words[language]?.trim() ? [[language, words[language].trim()]] : [])));
  const save = async () => {
    setBusy(true);
    setTrouble(null);
    try {
      queries.setQueryData(speakerKey, await call(saveSpeaker, { speaker: page.speaker, revision: over, profile: { ...typed, name: filled(typed.name), title: filled(typed.title), about: filled(typed.about) } }));
      close(true);
    } catch (error) {
      setTrouble(error);
      if (error instanceof Refused && error.refusal === 'timetable.movedMeanwhile') void queries.invalidateQueries({ queryKey: speakerKey });
    } finally {
      setBusy(false);
    }
  };
  const time = (at: number, end: 'from' | 'to', value: string) => setTyped((now) => ({ ...now, available: now.available.map((one, place) => (place === at ? { ...one, [end]: value } : one)) }));
  return (
    <form className={classes.edit} onSubmit={(event) => (event.preventDefault(), void save())}>
      {(['name', 'title'] as const).map((field) => (
        <fieldset key={field}>
          <legend>{say(field === 'name' ? 'profile.name' : 'profile.function')}</legend>
          {languages.map((language) => (
            <div key={language}>
              <TextField lang={langTagOf[language]} dir={directionOf[language]} label={say(`profile.in.${language}`)} value={typed[field][language] ?? ''} onChange={(text) => put(field, language, text)} error={[...(typed[field][language] ?? '')].length > most[field] ? say('profile.long') : undefined} />
            </div>
          ))}
        </fieldset>
      ))}
      <fieldset>
        <legend>{say('profile.about')}</legend>
        {languages.map((language) => (
          <div key={language}>
            <CounterField lang={langTagOf[language]} dir={directionOf[language]} label={say(`profile.in.${language}`)} value={typed.about[language] ?? ''} onChange={(text) => put('about', language, text)} limit={most.about} count={(used, limit) => `${used}/${limit}`} over={() => label('profile.long')} />
          </div>
        ))}
      </fieldset>
      <fieldset>
        <legend>{say('profile.languages')}</legend>
        {languages.map((language) => (
          <CheckField key={language} label={say(`profile.speaks.${language}`)} checked={typed.languages.includes(language)} onChange={(on) => setTyped((now) => ({ ...now, languages: languages.filter((one) => (one === language ? on : now.languages.includes(one))) }))} />
        ))}
      </fieldset>
      <FileField use="photo" label={say('profile.photo')} value={files?.files.find(({ id }) => id === typed.photo) ?? null} onChange={(file) => setTyped((now) => ({ ...now, photo: file?.id ?? null }))} />
      <fieldset>
        <legend>{say('profile.available')}</legend>
        <p className={classes.soft}>{say('profile.availableHint')}</p>
        {typed.available.map(({ from, to }, at) => (
          <div key={at} className={classes.times}>
            <label>{say('profile.from')} <input type="datetime-local" value={from} onChange={({ currentTarget }) => time(at, 'from', currentTarget.value)} /></label>
            <label>{say('profile.to')} <input type="datetime-local" value={to} onChange={({ currentTarget }) => time(at, 'to', currentTarget.value)} /></label>
            <Button size="sm" variant="subtle" leftSection={<IconTrash className="icon small" aria-hidden="true" />} onClick={() => setTyped((now) => ({ ...now, available: now.available.filter((_one, place) => place !== at) }))}>{say('profile.remove')}</Button>
          </div>
        ))}
        {unfilled && <p className={classes.soft}>{say('profile.unfilled')}</p>}
        {wrong && <p role="alert" className={classes.bad}>{say('profile.wrongTimes')}</p>}
        <Button size="sm" leftSection={<IconPlus className="icon small" aria-hidden="true" />} disabled={typed.available.length >= 30} onClick={() => setTyped((now) => ({ ...now, available: [...now.available, { from: '', to: '' }] }))}>{say('profile.add')}</Button>
      </fieldset>
      {trouble instanceof Refused && trouble.refusal === 'timetable.movedMeanwhile' ? <p role="alert" className={classes.bad}>{say('profile.meanwhile')}</p> : trouble !== null && <NotDone error={trouble} />}
      <span className={classes.ways}>
        <Button type="submit" variant="filled" loading={busy} disabled={long || wrong || unfilled}>{say('profile.save')}</Button>
        <Button disabled={busy} onClick={() => close(false)}>{say('profile.cancel')}</Button>
      </span>
    </form>
  );
}
