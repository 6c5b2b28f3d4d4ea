import { useEffect, useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { makeRelease, previewRelease, wallAt, type AnswerOf, type Change, type Words } from '@siccam/contract';
import { timeOf } from '@siccam/timetable';
import { Isolate, Loading } from '@siccam/ui';
import { Said, useDates } from '../i18n';
import { fairMoment } from '../fair';
import { NotDone, useConfirmed } from '../people';
import { call, Refused, retried } from '../wire';
import { sidesOf } from './changes';
import { useRoom, useText } from './room';
import { Tongues } from './Typed';
import { useTimetable } from './words';
import classes from './Release.module.css';

type Preview = AnswerOf<typeof previewRelease>;
const settleMs = 700;
const most = 12;

/** What a release would change now: asked again a moment after each save. */
export function usePreview(): { preview: Preview | undefined; fresh: boolean; error: unknown; again: () => Promise<unknown> } {
  const { shown } = useRoom();
  const [saves, setSaves] = useState(shown.saves);
  useEffect(() => {
    const timer = window.setTimeout(() => setSaves(shown.saves), settleMs);
    return () => window.clearTimeout(timer);
  }, [shown.saves]);
  const { data, error, refetch, isPlaceholderData, isFetching } = useQuery({
    queryKey: ['desk', 'release', shown.release?.number ?? 0, saves],
    queryFn: ({ signal }) => call(previewRelease, {}, { signal, fresh: true }),
    placeholderData: keepPreviousData,
    enabled: shown.ready,
    retry: retried,
  });
  return { preview: data, fresh: saves === shown.saves && !isPlaceholderData && !isFetching, error, again: refetch };
}

/** A change between two releases in words: what, and from what to what. */
export function useChange(): (change: Change) => { what: string; detail: ReactNode } {
  const { label } = useTimetable();
  const { list } = useDates();
  const text = useText();
  return (change) => {
    const { was, is, note } = sidesOf(change, { label, list, text });
    return {
      what: label(`change.${change.kind}`),
      detail: (was || is || note) && (
        <>
          {note}
          {note && (was || is) && ' · '}
          {was && <s dir="auto">{was}</s>}
          {was && is && ' '}
          {is && <span dir="auto">{is}</span>}
        </>
      ),
    };
  };
}

/** What has been written for visitors and not yet published, by fair; it stays while one looks elsewhere. */
const written = new Map<string, { note: Words; reason: string }>();

/** Under the grid: what the next version changes, who will be told, the note, and the one button that tells everybody. */
export function ReleasePanel({ id }: { id?: string }) {
  const { say, label } = useTimetable();
  const { fair, store, shown, show } = useRoom();
  const { preview, fresh, error, again } = usePreview();
  const queries = useQueryClient();
  const confirmed = useConfirmed();
  const change = useChange();
  const [{ note, reason }, setText] = useState(() => written.get(fair.id) ?? { note: {}, reason: '' });
  const [all, setAll] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [done, setDone] = useState<number | null>(null);
  const keep = (next: { note: Words; reason: string }) => {
    written.set(fair.id, next);
    setText(next);
  };
  if (!preview) return error ? <NotDone error={error} action={<Button size="sm" onClick={() => void again()}>{say('again')}</Button>} /> : <Loading word={say('loading')} bars={4} />;
  const { changes, told, number } = preview;
  const open = preview.conflicts.filter(({ accepted }) => !accepted);
  const standing = open.length;
  const untranslated = open.filter(({ kind }) => kind === 'translation').length;
  const shownChanges = all ? changes : changes.slice(0, most);
  const nothing = changes.length === 0 && shown.release !== null;
  const publish = async () => {
    setBusy(true);
    setTrouble(null);
    try {
      await store.settled();
      const made = await confirmed(() => call(makeRelease, { number, revisions: preview.revisions, note, reason: reason.trim() || null }));
      keep({ note: {}, reason: '' });
      setDone(made.number);
      store.released(made);
      await queries.invalidateQueries({ queryKey: ['desk', 'release'] });
    } catch (thrown) {
      setTrouble(thrown);
      if (thrown instanceof Refused && thrown.refusal === 'timetable.movedMeanwhile') void again();
    }
    setBusy(false);
  };
  return (
    <section className={classes.release} id={id} aria-label={label('release.title', { number })}>
      <div>
        <h2>{say('release.changes', { number })}</h2>
        {changes.length === 0 ? (
          <p className={classes.soft}>{say(nothing ? 'release.nothing' : 'release.empty')}</p>
        ) : (
          <dl className={classes.changes}>
            {shownChanges.map((one, at) => {
              const { what, detail } = change(one);
              return (
                <div key={`${one.session}${one.kind}${at}`}>
                  <dt>{what}</dt>
                  <dd>
                    <Said words={one.title} quiet />
                    {detail && <small>{detail}</small>}
                  </dd>
                </div>
              );
            })}
          </dl>
        )}
        {changes.length > shownChanges.length && <Button size="sm" variant="subtle" onClick={() => setAll(true)}>{say('release.more', { count: changes.length - shownChanges.length })}</Button>}
      </div>
      <div>
        <h2>{say('release.told')}</h2>
        <ul className={classes.told}>
          <li data-none={told.plans === 0 || undefined}>
            <b><Isolate number>{told.plans}</Isolate></b>
            <span>{say('release.plans', { count: told.plans })}<small>{say('release.reminded', { count: told.reminded })}</small></span>
          </li>
          <li data-none={told.speakers === 0 || undefined}>
            <b><Isolate number>{told.speakers}</Isolate></b>
            <span>{say('release.speakers', { count: told.speakers })}<small>{say('release.speakersHow')}</small></span>
          </li>
          <li data-none="">
            <b><Isolate number>{0}</Isolate></b>
            <span>{say('release.others')}</span>
          </li>
        </ul>
      </div>
      <div className={classes.publish}>
        <h2>{say('release.note')}</h2>
        <p className={classes.soft}>{say('release.noteHint')}</p>
        <Tongues words={note} most={1000} rows={2} told={label('release.note')} change={(next) => keep({ note: next, reason })} />
        {standing > 0 && !nothing && (
          <label className={classes.reason}>
            <span>
              <IconAlertTriangle className="icon small" aria-hidden="true" /> {standing > untranslated ? say('release.reason', { count: standing - untranslated }) : say('release.reasonMissing', { count: untranslated })}
              {standing > untranslated && untranslated > 0 && <small>{say('conflict.missing', { count: untranslated })}</small>}
            </span>
            <textarea rows={2} dir="auto" maxLength={500} value={reason} onChange={(event) => keep({ note, reason: event.currentTarget.value })} />
          </label>
        )}
        {Boolean(trouble) && <NotDone error={trouble} />}
        <p role="status" className={classes.done}>
          {done !== null && trouble === null && (
            <>
              <IconCheck className="icon small" aria-hidden="true" /> {say('release.done', { number: done })}
            </>
          )}
        </p>
        <Button variant="filled" disabled={busy || nothing || !fresh || (standing > 0 && reason.trim() === '')} loading={busy} onClick={() => void publish()}>
          {say('release.publish', { number })}
        </Button>
        {shown.release && (
          <p className={classes.soft}>
            {say('release.before', { number: shown.release.number })}{' '}
            <Button size="compact-sm" variant="subtle" onClick={() => show('releases')}>{say('releases.open')}</Button>
          </p>
        )}
      </div>
    </section>
  );
}

/** When the last version was published, as the title row tells it. */
export function Since({ count }: { count: number | null }) {
  const { say } = useTimetable();
  const { shown, fair } = useRoom();
  const { dayInLine } = useDates();
  if (!shown.release) return <>{say('title.never')}</>;
  const wall = wallAt(fairMoment(fair, shown.release.at), fair.offset);
  const values = { number: shown.release.number, day: dayInLine(wall.slice(0, 10)), time: timeOf(wall) };
  return <>{count === null ? say('title.published', values) : count === 0 ? say('title.same', values) : say('title.since', { ...values, count })}</>;
}
