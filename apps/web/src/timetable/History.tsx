import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconCopy, IconLink } from '@tabler/icons-react';
import { makeDraftLink, previewBack, readDraftLinks, revokeDraftLink, rollBack, wallAt, type Change } from '@siccam/contract';
import { timeOf } from '@siccam/timetable';
import { Isolate, Loading } from '@siccam/ui';
import { TextField } from '@siccam/ui/fields';
import { Said, useDates, useLanguage } from '../i18n';
import { fairMoment } from '../fair';
import { NotDone, useConfirmed } from '../people';
import { useReleases } from '../programme';
import { call, retried } from '../wire';
import { useRoom } from './room';
import { Part, SheetFrame } from './SheetFrame';
import { useChange } from './Release';
import { useTimetable } from './words';
import classes from './Sheet.module.css';

/** A moment as the desk tells it: the fair's day and time. */
function useMoment(): (moment: string) => { day: string; time: string } {
  const { fair } = useRoom();
  const { dayInLine } = useDates();
  return (moment) => {
    const wall = wallAt(fairMoment(fair, moment), fair.offset);
    return { day: dayInLine(wall.slice(0, 10)), time: timeOf(wall) };
  };
}

/** The versions that were published, newest first; an older one can be published again. */
export function ReleasesSheet({ close }: { close: () => void }) {
  const { say } = useTimetable();
  const { shown, store } = useRoom();
  const queries = useQueryClient();
  const confirmed = useConfirmed();
  const at = useMoment();
  const [sure, setSure] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const { data, error } = useReleases(shown.release?.number ?? 0);
  const back = async (to: number) => {
    setBusy(true);
    setTrouble(null);
    try {
      store.released(await confirmed(() => call(rollBack, { to, number: (shown.release?.number ?? 0) + 1 })));
      setSure(null);
      await queries.invalidateQueries({ queryKey: ['desk'] });
    } catch (thrown) {
      setTrouble(thrown);
    }
    setBusy(false);
  };
  return (
    <SheetFrame title={say('releases.title')} close={close}>
      {Boolean(trouble) && <NotDone error={trouble} />}
      {!data ? (
        <Part>{error ? <NotDone error={error} /> : <Loading word={say('loading')} bars={4} />}</Part>
      ) : data.releases.length === 0 ? (
        <Part>
          <p>{say('releases.none')}</p>
        </Part>
      ) : (
        data.releases.map(({ number, at: made, note, changes }, place) => (
          <Part key={number} title={say('releases.one', { number })}>
            <p className={classes.soft}>{say('releases.at', at(made))}</p>
            {Object.values(note).some(Boolean) && <p><Said words={note} /></p>}
            <details>
              <summary>{say('releases.changes', { count: changes.length })}</summary>
              <Changes changes={changes} />
            </details>
            {place > 0 &&
              (sure === number ? (
                <div className={classes.sure}>
                  <p>{say('releases.sure', { number, next: (shown.release?.number ?? 0) + 1 })}</p>
                  <Back to={number} />
                  <div className={classes.ways}>
                    <Button size="sm" variant="filled" disabled={busy} onClick={() => void back(number)}>{say('releases.yes', { number })}</Button>
                    <Button size="sm" variant="subtle" onClick={() => setSure(null)}>{say('cancel')}</Button>
                  </div>
                </div>
              ) : (
                <Button size="sm" variant="subtle" onClick={() => setSure(number)}>{say('releases.back')}</Button>
              ))}
          </Part>
        ))
      )}
    </SheetFrame>
  );
}

const listed = 60;

function Changes({ changes }: { changes: readonly Change[] }) {
  const { say } = useTimetable();
  const change = useChange();
  return (
    <ul className={classes.links}>
      {changes.slice(0, listed).map((one, line) => {
        const { what, detail } = change(one);
        return (
          <li key={line}>
            {what} · <Said words={one.title} quiet /> <small>{detail}</small>
          </li>
        );
      })}
      {changes.length > listed && <li>{say('releases.rest', { count: changes.length - listed })}</li>}
    </ul>
  );
}

/** What going back would change for visitors, and how many are told: shown before it is done. */
function Back({ to }: { to: number }) {
  const { say } = useTimetable();
  const { shown } = useRoom();
  const { data, error } = useQuery({ queryKey: ['desk', 'back', to, shown.release?.number ?? 0], queryFn: ({ signal }) => call(previewBack, { to }, { signal, fresh: true }), retry: retried });
  if (!data) return error ? <NotDone error={error} /> : <Loading word={say('loading')} bars={2} />;
  return (
    <div>
      <p>{say('releases.changes', { count: data.changes.length })}</p>
      <Changes changes={data.changes} />
      {(['plans', 'speakers'] as const).map((who) => (
        <p key={who} className={classes.soft}>
          <Isolate number>{data.told[who]}</Isolate> {say(`release.${who}`, { count: data.told[who] })}
        </p>
      ))}
    </div>
  );
}

/** Links with which somebody reads the draft and nothing else, until they are taken back. */
export function LinksSheet({ close }: { close: () => void }) {
  const { say, label } = useTimetable();
  const lang = useLanguage();
  const queries = useQueryClient();
  const confirmed = useConfirmed();
  const at = useMoment();
  const [name, setName] = useState('');
  const [made, setMade] = useState<{ name: string; link: string } | null>(null);
  const [copied, setCopied] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const key = ['desk', 'draftLinks'];
  const { data, error } = useQuery({ queryKey: key, queryFn: ({ signal }) => call(readDraftLinks, {}, { signal, fresh: true }) });
  const act = async (deed: () => Promise<void>) => {
    setTrouble(null);
    try {
      await confirmed(deed);
      await queries.invalidateQueries({ queryKey: key });
    } catch (thrown) {
      setTrouble(thrown);
    }
  };
  const make = () => act(async () => {
    const { token } = await call(makeDraftLink, { name: name.trim() });
    setMade({ name: name.trim(), link: `${window.location.origin}/${lang}/draft#${token}` });
    setName('');
    setCopied(false);
  });
  return (
    <SheetFrame title={say('links.title')} close={close}>
      <Part>
        <p className={classes.soft}>{say('links.text')}</p>
        <form className={classes.dayForm} onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) void make();
        }}>
          <TextField label={say('links.name')} hint={say('links.nameHint')} value={name} onChange={setName} />
          <Button type="submit" variant="default" size="sm" disabled={name.trim() === ''} leftSection={<IconLink className="icon small" aria-hidden="true" />}>{say('links.make')}</Button>
        </form>
        {made && (
          <div className={classes.made}>
            <label>
              {say('links.of', { name: made.name })}
              <input readOnly dir="ltr" value={made.link} onFocus={(event) => event.currentTarget.select()} />
            </label>
            <Button size="sm" variant="default" leftSection={<IconCopy className="icon small" aria-hidden="true" />} onClick={() => void navigator.clipboard.writeText(made.link).then(() => setCopied(true))}>{say('links.copy')}</Button>
            <p role="status">{copied ? label('links.copied') : ''}</p>
            <small>{say('links.once')}</small>
          </div>
        )}
        {Boolean(trouble) && <NotDone error={trouble} />}
      </Part>
      <Part title={say('links.list')}>
        {!data ? error ? <NotDone error={error} /> : <Loading word={say('loading')} bars={2} /> : data.links.length === 0 ? (
          <p className={classes.soft}>{say('links.none')}</p>
        ) : (
          <ul className={classes.linkList}>
            {data.links.map((link) => (
              <li key={link.id} data-over={link.revoked ? true : undefined}>
                <span>
                  <bdi>{link.name}</bdi>
                  <small>{link.revoked ? say('links.revoked', at(link.revoked)) : link.seen ? say('links.seen', at(link.seen)) : say('links.unseen', at(link.made))}</small>
                </span>
                {!link.revoked && <Button size="sm" variant="subtle" className={classes.danger} aria-label={label('links.revokeOf', { name: link.name })} onClick={() => void act(async () => void (await call(revokeDraftLink, { link: link.id })))}>{say('links.revoke')}</Button>}
              </li>
            ))}
          </ul>
        )}
      </Part>
    </SheetFrame>
  );
}
