import type { Conflict } from '@siccam/contract';
import { conflictsOf, conflictsWith, type Timetable } from '@siccam/timetable';

type Items = Timetable['items'];

/** More changed at once than this, and all is reckoned anew. */
const few = 12;
const order = ['stage', 'person', 'prayer', 'clock', 'day', 'availability', 'interpreter', 'translation'];

/** Where a conflict stands in the list: by time, then by what weighs more. */
export const byTime = (one: Conflict, other: Conflict): number =>
  compared(one.from ?? '~', other.from ?? '~') || order.indexOf(one.kind) - order.indexOf(other.kind) || compared(one.key, other.key);

// By their letters alone: there are thousands, at each move of a hand.
const compared = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** What is wrong with the draft, reckoned for what changed since it was asked last. */
export class Wrong {
  #items: Items = new Map();
  #clock: Timetable['clock'];
  #list: Conflict[] = [];

  of(draft: Timetable): Conflict[] {
    const { items, clock } = draft;
    if (items === this.#items && clock === this.#clock) return this.#list;
    const changed = this.#changed(items);
    const whole = clock !== this.#clock || changed.length > few || changed.some((id) => (items.get(id) ?? this.#items.get(id))?.kind !== 'session');
    this.#list = (whole ? conflictsOf(draft) : this.#with(draft, changed)).toSorted(byTime);
    this.#items = items;
    this.#clock = clock;
    return this.#list;
  }

  #changed(items: Items): string[] {
    const ids: string[] = [];
    for (const [id, content] of items) if (this.#items.get(id) !== content) ids.push(id);
    for (const id of this.#items.keys()) if (!items.has(id)) ids.push(id);
    return ids;
  }

  #with(draft: Timetable, changed: string[]): Conflict[] {
    const found = new Map(this.#list.filter(({ sessions }) => !sessions.some((id) => changed.includes(id))).map((one) => [one.key, one]));
    for (const id of changed) {
      const content = draft.items.get(id);
      if (content?.kind === 'session') for (const one of conflictsWith(draft, { id, content })) found.set(one.key, one);
    }
    return [...found.values()];
  }
}
