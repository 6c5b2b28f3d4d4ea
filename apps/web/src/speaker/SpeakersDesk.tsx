import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconCircleCheck, IconMail, IconMicrophone2 } from '@tabler/icons-react';
import { directionOf, invitePerson, joinSpeaker, languages, langTagOf, listSpeakers, mailSpeakers, SpeakerMissing, wallAt, wordsIn, type Language, type Programme, type SpeakerRow, type Words } from '@siccam/contract';
import { Dialog, Empty, Loading, Notice, PersonFace } from '@siccam/ui';
import { ChoiceField, CounterField, TextField } from '@siccam/ui/fields';
import { Table, type Column } from '@siccam/ui/table';
import { fairMoment } from '../fair';
import { useDates, useLanguage } from '../i18n';
import { initialsOf, nameIn, NotDone, toneOf, useConfirmed, useDeed } from '../people';
import { call, retried } from '../wire';
import { verdicts } from './verdict';
import { Sign, useTold } from './told';
import { useSpeaker } from './words';
import classes from './Speaker.module.css';

const key = ['desk', 'speakers'];
const filters = ['all', ...SpeakerMissing.options, 'declined'] as const;
type Filter = (typeof filters)[number];
type Row = SpeakerRow & { id: string };

const fits = ({ missing, sessions }: Row, filter: Filter): boolean => filter === 'all' || (filter === 'declined' ? sessions.some(({ answer }) => answer === 'declined') : missing.includes(filter));

/** Everyone of the programme: what they answered, what their devices were found to be, and what is missing from whom. */
export default function SpeakersDesk({ programme }: { programme: Programme }) {
  const { say, label } = useSpeaker();
  const lang = useLanguage();
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: ({ signal }) => call(listSpeakers, {}, { signal }), refetchInterval: 15_000, retry: retried });
  const [filter, setFilter] = useState<Filter>('all');
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [joins, setJoins] = useState<Row | null>(null);
  const [writes, setWrites] = useState(false);
  const called = ({ profile, person }: SpeakerRow) => (profile ? wordsIn(profile.name, lang).text : '') || nameIn(person?.name ?? null, lang) || label('desk.noProfile');
  if (!data) return error ? <NotDone error={error} action={<Button size="sm" onClick={() => void refetch()}>{say('page.retry')}</Button>} /> : <Loading word={say('desk.loading')} bars={8} />;
  const all: Row[] = data.speakers.map((one) => ({ ...one, id: one.speaker ?? one.person?.id ?? '' })).sort((a, b) => called(a).localeCompare(called(b), lang));
  const rows = all.filter((row) => fits(row, filter));
  const picked = all.filter(({ id }) => chosen.has(id));
  const pick = (ids: readonly string[], on: boolean) => choose((before) => new Set([...[...before].filter((id) => on || !ids.includes(id)), ...(on ? ids : [])]));
  const columns: Column<Row>[] = [
    {
      key: 'who',
      head: say('desk.who'),
      is: 'name',
      cell: (row) => (
        <span className={classes.who}>
          <input type="checkbox" aria-label={label('desk.choose', { name: called(row) })} checked={chosen.has(row.id)} onChange={({ currentTarget }) => pick([row.id], currentTarget.checked)} />
          <PersonFace tone={toneOf(row.id)} shape={row.profile?.shape ?? 'person'} initials={initialsOf(called(row))} size="list" />
          <span>
            <bdi>{called(row)}</bdi>
            <small>{row.profile ? <bdi>{wordsIn(row.profile.title, lang).text}</bdi> : say('desk.noProfile')}</small>
          </span>
        </span>
      ),
    },
    { key: 'sessions', head: say('desk.sessions'), is: 'whole', cell: (row) => <Sessions row={row} /> },
    { key: 'check', head: say('desk.check'), cell: ({ check }) => <Checked check={check} programme={programme} /> },
    { key: 'missing', head: say('desk.missing'), cell: (row) => <Missing row={row} /> },
    {
      key: 'account',
      head: say('desk.account'),
      cell: (row) =>
        row.speaker && (
          <Button size="xs" className={classes.account} variant={row.person ? 'subtle' : 'default'} aria-label={label('desk.joinTitle', { name: called(row) })} onClick={() => setJoins(row)}>
            {say(row.person ? 'desk.joined' : 'desk.join')}
          </Button>
        ),
    },
  ];
  return (
    <div className={classes.desk}>
      <header className={classes.title}>
        <h1>{say('desk.title')}</h1>
        {picked.length > 0 && <span role="status">{say('desk.chosen', { count: picked.length })}</span>}
        <Button size="sm" disabled={!picked.some(({ person }) => person)} leftSection={<IconMail className="icon small" aria-hidden="true" />} onClick={() => setWrites(true)}>{say('desk.write')}</Button>
      </header>
      <div className={classes.chips} role="group" aria-label={label('desk.filters')}>
        {filters.map((one) => (
          <button key={one} type="button" aria-pressed={one === filter} onClick={() => setFilter(one)}>
            {one === 'all' ? say('desk.all') : one === 'declined' ? say('desk.declined') : say(`desk.filter.${one}`)} <bdi className="num">{all.filter((row) => fits(row, one)).length}</bdi>
          </button>
        ))}
      </div>
      {rows.length === 0 ? (
        <Empty icon={<IconMicrophone2 className="icon" aria-hidden="true" />} title={say('desk.none')}>{say('desk.noneText')}</Empty>
      ) : (
        <>
          <label className={classes.who}>
            <input type="checkbox" checked={rows.every(({ id }) => chosen.has(id))} onChange={({ currentTarget }) => pick(rows.map(({ id }) => id), currentTarget.checked)} />
            <span>{say('desk.chooseAll')}</span>
          </label>
          <Table label={label('desk.title')} columns={columns} rows={rows} dense apart />
        </>
      )}
      <Dialog opened={joins !== null} onClose={() => setJoins(null)} title={say('desk.joinTitle', { name: joins ? called(joins) : '' })} close={label('desk.close')}>
        {joins && <Join row={joins} others={all.filter(({ speaker }) => speaker === null)} called={called} close={() => setJoins(null)} />}
      </Dialog>
      <Dialog opened={writes} onClose={() => setWrites(false)} title={say('desk.writeTitle', { count: picked.filter(({ person }) => person).length })} close={label('desk.close')}>
        <Write to={[...new Set(picked.flatMap(({ person }) => person?.id ?? []))]} leftOut={picked.filter(({ person }) => !person).length} />
      </Dialog>
    </div>
  );
}

// More sessions that stand alike are counted instead of named.
const named = 3;
type At = Row['sessions'][number];
const standing = ({ answer, moved, awaited }: At): 'confirmed' | 'declined' | 'moved' | 'open' | null => answer ?? (awaited ? (moved ? 'moved' : 'open') : null);

function Sessions({ row: { sessions } }: { row: Row }) {
  const { say } = useSpeaker();
  const lang = useLanguage();
  if (sessions.length === 0) return <small className={classes.lone}>{say('desk.noSession')}</small>;
  const like = (one: At) => sessions.filter((other) => other.role === one.role && standing(other) === standing(one));
  return (
    <span className={classes.cell}>
      {sessions.map((one) => {
        const [alike, stands] = [like(one), standing(one)];
        const many = alike.length > named;
        if (many && alike[0] !== one) return null;
        return (
          <span key={`${one.id} ${one.role}`}>
            {many ? say('desk.sessionsOf', { count: alike.length }) : <bdi>{wordsIn(one.title, lang).text}</bdi>} · {say(`desk.role.${one.role}`)}
            {stands && (
              <>
                {' · '}
                <span data-said={stands}>{say(`desk.answer.${stands}`)}</span>
              </>
            )}
          </span>
        );
      })}
    </span>
  );
}

/** What was found, and when. */
function Checked({ check, programme: { fair } }: { check: SpeakerRow['check']; programme: Programme }) {
  const { say } = useSpeaker();
  const told = useTold();
  const { dayInLine } = useDates();
  if (!check) return <small className={classes.lone}>{say('desk.unchecked')}</small>;
  const wall = wallAt(fairMoment(fair, check.at), fair.offset);
  const wrong = verdicts(check.found).filter(({ tone }) => tone !== 'good');
  return (
    <span className={classes.cell}>
      {wrong.length === 0 && (
        <span data-tone="good">
          <Sign tone="good" /> {say('desk.good')}
        </span>
      )}
      {wrong.map((one) => (
        <span key={one.part} data-tone={one.tone}>
          <Sign tone={one.tone} /> {told.title(one)}
        </span>
      ))}
      <small>
        {dayInLine(wall.slice(0, 10))} <time>{wall.slice(11)}</time> {!check.own && say('desk.byAssistant')}
      </small>
    </span>
  );
}

function Missing({ row: { missing, titles } }: { row: Row }) {
  const { say, label } = useSpeaker();
  const { list } = useDates();
  if (missing.length === 0) return <span className={classes.cell}><span data-tone="good">{say('desk.complete')}</span></span>;
  return <span className={classes.lacks}>{list(missing.map((what) => (what === 'title' ? label('desk.lacks.title', { languages: list(titles.map((one) => label(`profile.speaks.${one}`))) }) : label(`desk.lacks.${what}`))))}</span>;
}

/** The whole address of a personal link; its secret stands behind `#`, where no server sees it. */
const addressOf = (token: string, language: Language): string => `${window.location.origin}/${language}/enter/link#${token}`;

/** Whose account someone is: one that has a role on a session, or somebody new, by a personal link. */
function Join({ row, others, called, close }: { row: Row; others: Row[]; called: (row: SpeakerRow) => string; close: () => void }) {
  const { say, label } = useSpeaker();
  const lang = useLanguage();
  const queries = useQueryClient();
  const confirmed = useConfirmed();
  const deed = useDeed();
  const [person, setPerson] = useState('');
  const [mail, setMail] = useState('');
  const [language, setLanguage] = useState<Language>('fr');
  const [link, setLink] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const speaker = row.speaker ?? '';
  const join = async (who: string | null) => queries.setQueryData(key, await call(joinSpeaker, { speaker, person: who }));
  if (row.person && !done) return (
    <div className={classes.form}>
      <p><bdi>{nameIn(row.person.name, lang)}</bdi></p>
      {deed.trouble !== null && <NotDone error={deed.trouble} />}
      <Button loading={deed.busy} onClick={() => void deed.run(async () => (await join(null), close()))}>{say('desk.part')}</Button>
    </div>
  );
  const invite = () =>
    void deed.run(async () => {
      const name = row.profile?.name ?? {};
      const latin = name.fr ?? name.en;
      const roles = row.sessions.map(({ id, role }) => ({ role, on: { kind: 'session' as const, id } }));
      const { person: sheet, link: token } = await confirmed(() => call(invitePerson, { name: { ...(name.ar ? { ar: name.ar.slice(0, 80) } : {}), ...(latin ? { latin: latin.slice(0, 80) } : {}) }, mail: mail.trim() || null, language, roles }));
      await join(sheet.id);
      setLink(token);
      setDone(true);
    });
  if (done) return (
    <div className={classes.form}>
      <Notice tone="good" icon={<IconCircleCheck className="icon" aria-hidden="true" />} title={say('desk.invited')}>{link && say('desk.handOver')}</Notice>
      {link && <code className={classes.token} dir="ltr">{addressOf(link, language)}</code>}
    </div>
  );
  return (
    <div className={classes.form}>
      {others.length > 0 && (
        <>
          <ChoiceField label={say('desk.joinWhich')} value={person} onChange={setPerson} choices={[{ value: '', label: label('desk.joinNobody') }, ...others.flatMap((one) => (one.person ? [{ value: one.person.id, label: called(one) }] : []))]} />
          <Button disabled={!person} loading={deed.busy} onClick={() => void deed.run(async () => (await join(person), close()))}>{say('desk.joinDo')}</Button>
        </>
      )}
      <h3>{say('desk.inviteTitle')}</h3>
      <TextField label={say('desk.inviteMail')} type="email" inputMode="email" plain value={mail} onChange={setMail} />
      <ChoiceField label={say('desk.inviteLanguage')} value={language} onChange={(one) => setLanguage(languages.find((known) => known === one) ?? 'fr')} choices={languages.map((one) => ({ value: one, label: label(`profile.speaks.${one}`) }))} />
      {deed.trouble !== null && <NotDone error={deed.trouble} />}
      <Button variant="filled" loading={deed.busy} onClick={invite}>{say('desk.inviteDo')}</Button>
    </div>
  );
}

/** A mail to those who were chosen. One form is one mail to each, however often it is sent. */
function Write({ to, leftOut }: { to: string[]; leftOut: number }) {
  const { say, label } = useSpeaker();
  const deed = useDeed();
  const [message] = useState(() => crypto.randomUUID());
  const [subject, setSubject] = useState<Words>({});
  const [text, setText] = useState<Words>({});
  const [sent, setSent] = useState<{ posted: number; held: number; unreached: number } | null>(null);
  const whole = languages.every((language) => Boolean(subject[language]?.trim()) === Boolean(text[language]?.trim())) && languages.some((language) => subject[language]?.trim());
  const long = languages.some((language) => [...(subject[language] ?? '')].length > 120 || [...(text[language] ?? '')].length > 3000);
  if (sent) return <Notice tone="good" icon={<IconCircleCheck className="icon" aria-hidden="true" />} title={say('desk.sent', sent)} />;
  return (
    <form className={classes.form} onSubmit={(event) => (event.preventDefault(), void deed.run(async () => setSent(await call(mailSpeakers, { message, to, subject, text }))))}>
      {leftOut > 0 && <p>{say('desk.leftOut', { count: leftOut })}</p>}
      <p className={classes.soft}>{say('desk.writeHint')}</p>
      {languages.map((language) => (
        <fieldset key={language} lang={langTagOf[language]} dir={directionOf[language]} className={classes.form}>
          <legend>{say(`profile.in.${language}`)}</legend>
          <TextField label={say('desk.subject')} value={subject[language] ?? ''} onChange={(one) => setSubject((now) => ({ ...now, [language]: one }))} />
          <CounterField label={say('desk.text')} value={text[language] ?? ''} onChange={(one) => setText((now) => ({ ...now, [language]: one }))} limit={3000} count={(used, limit) => `${used}/${limit}`} over={() => label('profile.long')} />
        </fieldset>
      ))}
      {!whole && <p className={classes.soft}>{say('desk.incomplete')}</p>}
      {deed.trouble !== null && <NotDone error={deed.trouble} />}
      <Button type="submit" variant="filled" disabled={!whole || long || to.length === 0} loading={deed.busy}>{say('desk.send')}</Button>
    </form>
  );
}
