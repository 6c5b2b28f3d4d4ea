import { type Conflict, type DraftSession, type Language } from '@siccam/contract';
import { clockOf, conflictsWith, dayOf, minutesBetween, prayerOn, timeOf, wallPlus } from '@siccam/timetable';
import { useDates } from '../i18n';
import { realStart } from './place';
import { useRoom, useText } from './room';
import { useTimetable } from './words';

const grave = ['stage', 'person', 'prayer', 'clock', 'day', 'availability'];

/** Conflicts in sentences: who, where, when. */
export function useSentences(): {
  /** The sentence of the list, with its title. */
  whole: (conflict: Conflict) => { title: string; text: string };
  /** What stands under a session while it is moved; null: nothing is in its way. */
  brief: (id: string, session: DraftSession) => string | null;
  /** A conflict as few words as stand behind a session's title. */
  told: (conflict: Conflict, id: string) => string;
  title: (id: string) => string;
  /** The title as a button can hold it. */
  short: (id: string) => string;
} {
  const { label } = useTimetable();
  const { items, stages, zone, timetable } = useRoom();
  const { list, dayInLine } = useDates();
  const text = useText();
  const session = (id: string | undefined) => {
    const content = id ? items.get(id) : undefined;
    return content?.kind === 'session' ? content : undefined;
  };
  const title = (id: string | undefined): string => text(session(id)?.title ?? {}, label('session.noTitle'));
  const stageOf = (id: string | undefined): string => text(stages.find((stage) => stage.id === session(id)?.stage)?.content.name ?? {}, label('grid.elsewhere'));
  const named = (id: string | null): string => {
    const content = id ? items.get(id) : undefined;
    return content?.kind === 'speaker' ? text(content.name, label('person.noName')) : label('person.noName');
  };
  const languages = (which: readonly Language[]): string => list(which.map((one) => label(`language.${one}`)));
  const time = (wall: string | null): string => (wall ? timeOf(wall) : '');
  const told = (conflict: Conflict, id: string): string =>
    label(`brief.${conflict.kind}`, { other: title(conflict.sessions.find((one) => one !== id)), name: named(conflict.speaker), minutes: conflict.from && conflict.to ? minutesBetween(conflict.from, conflict.to) : 0 });
  return {
    title,
    told,
    short: (id) => shortened(title(id)),
    whole: (conflict) => {
      const [first, second] = conflict.sessions;
      const about = session(first);
      const at = { from: time(conflict.from), to: time(conflict.to) };
      const values = { ...at, title: title(first), other: title(second), stage: stageOf(first), otherStage: stageOf(second), name: named(conflict.speaker), languages: languages(conflict.languages), day: about?.starts ? dayInLine(dayOf(about.starts)) : '' };
      if (conflict.kind === 'prayer' && about?.starts) {
        const prayer = prayerOn(dayOf(about.starts), zone, clockOf(zone, timetable.clock));
        const ends = wallPlus(realStart({ ...about, starts: about.starts }), about.minutes);
        return { title: label('conflict.prayer.title'), text: label('conflict.prayer.text', { title: title(first), from: timeOf(realStart({ ...about, starts: about.starts })), to: timeOf(ends), since: time(prayer?.from ?? null), until: time(prayer?.to ?? null) }) };
      }
      return { title: label(`conflict.${conflict.kind}.title`), text: label(`conflict.${conflict.kind}.text`, values) };
    },
    brief: (id, moved) => {
      if (moved.starts === null) return null;
      const wrong = conflictsWith(timetable, { id, content: moved }).filter(({ kind }) => grave.includes(kind));
      const worst = wrong.toSorted((one, other) => grave.indexOf(one.kind) - grave.indexOf(other.kind))[0];
      if (!worst) return null;
      const said = told(worst, id);
      return wrong.length > 1 ? label('brief.more', { said, count: wrong.length - 1 }) : said;
    },
  };
}

const shortMost = 28;

/** A title as people call the session: what stands before the colon, or its first words. */
export function shortened(title: string): string {
  const [before = ''] = title.split(/\s*[:：]\s/);
  if (before.length <= shortMost) return before;
  return `${before.slice(0, shortMost).replace(/[\s,،]+\S*$/, '')}…`;
}
