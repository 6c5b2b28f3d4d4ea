import { DraftContent, type Draft, type DraftItem, readDraft, readDraftItems, saveDraft, type ReleaseHead, type Words } from '@siccam/contract';
import type { ClockTable } from '@siccam/timetable';
import type { z } from 'zod';
import { call, Refused, serverNow } from '../wire';
import { merge, same, withParts, type Content } from './merge';
import { tellSaving } from './saving';

/** What one gesture did, for the words of undo: `on` is the item it is named by. */
export type Deed = { what: 'moved' | 'lengthened' | 'placed' | 'unplaced' | 'written' | 'people' | 'changed' | 'added' | 'removed' | 'cancelled' | 'restored' | 'accepted' | 'reopened' | 'days'; on: string };
type Step = { deed: Deed; title: Words; at: number; typed: boolean; before: ReadonlyMap<string, Content>; after: ReadonlyMap<string, Content> };

/** A change of ours that was not done, because somebody else had changed the same: what they made of it, what we wanted, and what stood there before both. */
export type Lost = { id: string; parts: string[]; base: Content; wanted: Content; theirs: DraftItem };

/** The draft as it is on this screen. `contents` holds no item that was taken out. `undo`/`redo`: what the next one is called. */
export type Shown = {
  ready: boolean;
  zone: string;
  clock: ClockTable;
  contents: ReadonlyMap<string, DraftContent>;
  release: z.infer<typeof ReleaseHead> | null;
  undo: (Deed & { title: Words }) | null;
  redo: (Deed & { title: Words }) | null;
  /** The last gesture, one object each. */
  gesture: (Deed & { title: Words }) | null;
  lost: readonly Lost[];
  /** What the server would not take, and why; ours is taken back. */
  refused: unknown;
  /** Grows whenever something was saved, by whomever. */
  saves: number;
};

type Pending = { content: Content; base: Content; revision: number };

const typingMs = 500;
const mostItems = 200;
const mostBytes = 300_000;
const kinds = ['fair', 'stage', 'speaker', 'session'];

/** The draft of one fair in the hands of one organiser: shown at once, saved behind, kept on this device while nothing can be saved, brought together with what others save. */
export class DraftStore {
  shown: Shown = { ready: false, zone: '', clock: [], contents: new Map(), release: null, undo: null, redo: null, gesture: null, lost: [], refused: null, saves: 0 };
  readonly #key: string;
  readonly #watchers = new Set<() => void>();
  readonly #server = new Map<string, DraftItem>();
  readonly #pending = new Map<string, Pending>();
  #inFlight: ReadonlySet<string> = new Set();
  readonly #told = new Map<string, number>();
  #undo: Step[] = [];
  #redo: Step[] = [];
  #timer: number | undefined;
  #fetching: number | undefined;
  #busy = false;
  #offline = false;
  #tries = 0;
  /** How often in a row the server said that something had moved, and then had nothing newer to show. */
  #stuck = 0;
  /** How many items are sent together: one at a time once some were refused, so that only what is refused is taken back. */
  #atOnce = mostItems;
  #savedAt: number | null = null;
  #idle: (() => void)[] = [];
  /** The last fact of the draft that is in what was read. */
  #head = -1;
  #reading: Promise<void> | undefined;

  constructor(
    fair: string,
    readonly me: string,
  ) {
    this.#key = `siccam.draft.${fair}.${me}`;
  }

  subscribe = (tell: () => void): (() => void) => {
    this.#watchers.add(tell);
    return () => this.#watchers.delete(tell);
  };

  get = (): Shown => this.shown;

  /** Reads the draft as a whole: at the start, and whenever it is not sure what was missed. */
  read(): Promise<void> {
    return (this.#reading = this.#read());
  }

  /** The same, unless what was read or is being read holds the draft's fact number `head`: what comes after it is heard. */
  async readUpTo(head: number): Promise<void> {
    await this.#reading?.catch(() => undefined);
    if (this.#head < head) await this.read();
  }

  async #read(): Promise<void> {
    const draft: Draft = await call(readDraft, {}, { fresh: true });
    this.#head = Math.max(this.#head, draft.head);
    const alive = new Set(draft.items.map(({ id }) => id));
    // What was taken out is not told.
    const gone = [...this.#server.values()].filter(({ id, content }) => content && !alive.has(id)).map(({ id }) => id);
    if (!this.shown.ready) this.#restore();
    // One table as long as it says the same: what was reckoned by it is remembered.
    this.#show({ ready: true, zone: draft.zone, clock: same(this.shown.clock, draft.clock) ? this.shown.clock : draft.clock, release: later(this.shown.release, draft.release) });
    this.#absorb(draft.items);
    if (gone.length > 0) await this.#fetch(gone);
    if (this.#pending.size > 0) this.#saveIn(0);
  }

  /** Hears that items were saved, by us or by somebody else. */
  heard(items: readonly { id: string; revision: number }[]): void {
    for (const { id, revision } of items) if (revision > (this.#server.get(id)?.revision ?? 0)) this.#told.set(id, Math.max(revision, this.#told.get(id) ?? 0));
    if (this.#told.size === 0) return;
    window.clearTimeout(this.#fetching);
    this.#fetching = window.setTimeout(() => void this.#fetchTold(), 60);
  }

  /** A release was made. */
  released(release: z.infer<typeof ReleaseHead>): void {
    this.#show({ release: later(this.shown.release, release) });
  }

  /** Changes items in one gesture, over what is shown. `typed`: one of many keystrokes in the same field. */
  change(deed: Deed, changes: Iterable<readonly [string, Content]>, options: { typed?: boolean; title?: Words } = {}): void {
    const [before, after] = [new Map<string, Content>(), new Map<string, Content>()];
    for (const [id, content] of changes) {
      const now = this.#now(id);
      if (same(now, content)) continue;
      before.set(id, now);
      after.set(id, content);
    }
    if (after.size === 0) return;
    const last = this.#undo.at(-1);
    const typed = options.typed ?? false;
    const goesOn = typed && last?.typed && last.deed.on === deed.on && last.deed.what === deed.what && Date.now() - last.at < 4000 && [...after.keys()].every((id) => last.after.has(id));
    const title = options.title ?? titleOf(before.get(deed.on) ?? after.get(deed.on) ?? null);
    if (goesOn) this.#undo[this.#undo.length - 1] = { ...last, at: Date.now(), after: new Map([...last.after, ...after]) };
    else this.#undo = [...this.#undo.slice(-99), { deed, title, at: Date.now(), typed, before, after }];
    this.#redo = [];
    if (!typed) this.shown = { ...this.shown, gesture: { ...deed, title } };
    this.#put(after);
    this.#saveIn(typed ? typingMs : 0);
  }

  /** Takes back the last gesture, over whatever others have saved since. */
  undo(): void {
    const step = this.#undo.pop();
    if (step) this.#redo.push(this.#reverse(step));
    this.#show({});
  }

  redo(): void {
    const step = this.#redo.pop();
    if (step) this.#undo.push(this.#reverse(step));
    this.#show({});
  }

  /** The step that takes a step back, done. */
  #reverse(step: Step): Step {
    const [before, after] = [new Map<string, Content>(), new Map<string, Content>()];
    for (const [id, was] of step.before) {
      const now = this.#now(id);
      const { content, lost } = merge(step.after.get(id) ?? null, was, now);
      before.set(id, now);
      after.set(id, content);
      const theirs = this.#server.get(id);
      if (lost.length > 0 && theirs) this.#show({ lost: [...this.shown.lost, { id, parts: lost, base: step.after.get(id) ?? null, wanted: was, theirs }] });
    }
    this.#put(after);
    this.#saveIn(0);
    return { ...step, before, after, typed: false };
  }

  /** Leaves a lost change as the other made it, or does ours over theirs. */
  settle(lost: Lost, mine: boolean): void {
    this.#show({ lost: this.shown.lost.filter((one) => one !== lost) });
    const now = this.#now(lost.id);
    if (!mine) return;
    const content = lost.parts.includes('all') || !lost.wanted || !now ? lost.wanted : withParts(now, lost.wanted, lost.parts);
    this.change({ what: 'changed', on: lost.id }, [[lost.id, content]], { title: titleOf(lost.wanted ?? lost.theirs.content) });
  }

  forgetRefusal(): void {
    this.#show({ refused: null });
  }

  /** Resolves once nothing waits to be saved; rejects where that cannot be now. */
  async settled(): Promise<void> {
    if (this.#pending.size === 0) return;
    this.#saveIn(0);
    await new Promise<void>((done) => this.#idle.push(done));
    if (this.#pending.size > 0) throw new Refused('timetable.movedMeanwhile');
  }

  /** The network is back. */
  again(): void {
    if (this.#pending.size > 0) this.#saveIn(0);
  }

  #now(id: string): Content {
    const pending = this.#pending.get(id);
    return pending ? pending.content : (this.#server.get(id)?.content ?? null);
  }

  #put(contents: ReadonlyMap<string, Content>): void {
    for (const [id, content] of contents) {
      const known = this.#server.get(id);
      const pending = this.#pending.get(id);
      const base = pending ? pending.base : (known?.content ?? null);
      // As the server has it: nothing to save.
      if (same(content, base) && !this.#inFlight.has(id)) this.#pending.delete(id);
      else this.#pending.set(id, { content, base, revision: pending ? pending.revision : (known?.revision ?? 0) });
    }
    this.#showContents(contents.keys());
  }

  #showContents(ids: Iterable<string>): void {
    const contents = new Map(this.shown.contents);
    for (const id of ids) {
      const content = this.#now(id);
      if (content) contents.set(id, content);
      else contents.delete(id);
    }
    this.#show({ contents });
  }

  #show(change: Partial<Shown>): void {
    const named = (step: Step | undefined) => (step ? { ...step.deed, title: step.title } : null);
    this.shown = { ...this.shown, ...change, undo: named(this.#undo.at(-1)), redo: named(this.#redo.at(-1)) };
    this.#keep();
    this.#tell();
    this.#watchers.forEach((tell) => tell());
  }

  #tell(): void {
    const words = [...this.#pending.values()].some(({ content }) => !savable(content));
    tellSaving({ waiting: this.#pending.size, busy: this.#busy, savedAt: this.#savedAt, kept: this.#offline ? 'offline' : words && !this.#busy ? 'words' : null });
  }

  #saveIn(milliseconds: number): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#save(), milliseconds);
  }

  async #save(): Promise<void> {
    if (this.#busy) return;
    const sent = this.#next();
    if (sent.length === 0) {
      this.#atOnce = mostItems;
      this.#tell();
      this.#rest();
      return;
    }
    this.#busy = true;
    this.#inFlight = new Set(sent.map(({ id }) => id));
    this.#tell();
    let later = 0;
    try {
      const { items } = await call(saveDraft, { items: sent.map(({ id, revision, content }) => ({ id, revision, content })) });
      this.#offline = false;
      this.#tries = 0;
      this.#stuck = 0;
      this.#savedAt = serverNow();
      this.#inFlight = new Set();
      for (const item of items) this.#saved(item, sent.find(({ id }) => id === item.id)?.content ?? null);
      this.#showContents(items.map(({ id }) => id));
      this.#show({ saves: this.shown.saves + 1 });
    } catch (error) {
      this.#inFlight = new Set();
      later = await this.#notSaved(error, sent.map(({ id }) => id));
    }
    this.#busy = false;
    this.#tell();
    if (this.#told.size > 0) void this.#fetchTold();
    if (this.#next().length > 0) this.#saveIn(later);
    if (this.#next().length === 0 || later > 0) this.#rest();
  }

  #rest(): void {
    const waiting = this.#idle;
    this.#idle = [];
    waiting.forEach((done) => done());
  }

  /** What is sent next: what can be saved as it is, whatever others name first, no more than a door takes. */
  #next(): ({ id: string } & Pending)[] {
    const all = [...this.#pending].map(([id, pending]) => ({ id, ...pending })).filter(({ content }) => savable(content));
    all.sort((one, other) => place(one.content) - place(other.content));
    let bytes = 0;
    return all.slice(0, this.#atOnce).filter(({ content }, at) => (bytes += JSON.stringify(content).length) < mostBytes || at === 0);
  }

  /** The server has it: what was typed meanwhile stands over it. */
  #saved(item: DraftItem, sent: Content): void {
    this.#server.set(item.id, item);
    const pending = this.#pending.get(item.id);
    if (!pending) return;
    if (same(pending.content, sent) || same(pending.content, item.content)) this.#pending.delete(item.id);
    else this.#pending.set(item.id, { content: pending.content, base: item.content, revision: item.revision });
  }

  /** Whether and after how long to try again. */
  async #notSaved(error: unknown, ids: string[]): Promise<number> {
    this.#tries += 1;
    if (error instanceof Refused && error.refusal === 'timetable.movedMeanwhile' && this.#stuck < 5) {
      const known = ids.map((id) => this.#server.get(id)?.revision);
      try {
        await this.#fetch(ids);
        this.#stuck = ids.some((id, at) => this.#server.get(id)?.revision !== known[at]) ? 0 : this.#stuck + 1;
        return 0;
      } catch {
        return 1000;
      }
    }
    if (error instanceof Refused && error.retryAfter === undefined && error.refusal !== 'fault') {
      if (ids.length > 1) {
        this.#atOnce = 1;
        return 0;
      }
      // It will not be taken however often it is sent: what stands there is shown again, with the reason.
      this.#tries = 0;
      this.#stuck = 0;
      for (const id of ids) this.#pending.delete(id);
      this.#undo = this.#undo.filter(({ after }) => !ids.some((id) => after.has(id)));
      this.#showContents(ids);
      this.#show({ refused: error });
      return 0;
    }
    this.#offline = !(error instanceof Refused);
    return error instanceof Refused && error.retryAfter ? error.retryAfter * 1000 : Math.min(1000 * 2 ** this.#tries, 15_000);
  }

  async #fetchTold(): Promise<void> {
    if (this.#busy) return;
    const ids = [...this.#told].filter(([id, revision]) => revision > (this.#server.get(id)?.revision ?? 0)).map(([id]) => id);
    this.#told.clear();
    try {
      if (ids.length > 0) await this.#fetch(ids);
    } catch {
      ids.forEach((id) => this.#told.set(id, Number.MAX_SAFE_INTEGER));
      window.clearTimeout(this.#fetching);
      this.#fetching = window.setTimeout(() => void this.#fetchTold(), 2000);
    }
  }

  async #fetch(ids: string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += 500) this.#absorb((await call(readDraftItems, { ids: ids.slice(from, from + 500) })).items);
  }

  /** Takes what the server has; what is changed here stands over it where it can. */
  #absorb(items: readonly DraftItem[]): void {
    const lost: Lost[] = [];
    const touched: string[] = [];
    for (const item of items) {
      const { id, revision, content } = item;
      if (revision <= (this.#server.get(id)?.revision ?? 0)) continue;
      this.#server.set(id, item);
      touched.push(id);
      const pending = this.#pending.get(id);
      if (!pending || pending.revision >= revision) continue;
      const merged = merge(pending.base, pending.content, content);
      if (merged.lost.length > 0) lost.push({ id, parts: merged.lost, base: pending.base, wanted: pending.content, theirs: item });
      if (same(merged.content, content)) this.#pending.delete(id);
      else this.#pending.set(id, { content: merged.content, base: content, revision });
    }
    if (touched.length === 0) return;
    this.#showContents(touched);
    this.#show({ lost: [...this.shown.lost.filter((one) => !lost.some(({ id }) => id === one.id)), ...lost], saves: this.shown.saves + 1 });
  }

  /** What is not saved stays on this device, for this account. */
  #keep(): void {
    try {
      if (this.#pending.size === 0) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, JSON.stringify([...this.#pending]));
    } catch {
      // Without a memory the open page keeps it.
    }
  }

  #restore(): void {
    try {
      for (const [id, pending] of JSON.parse(localStorage.getItem(this.#key) ?? '[]') as [string, Pending][]) this.#pending.set(id, pending);
      this.#showContents(this.#pending.keys());
    } catch {
      // What cannot be read was not ours.
    }
  }
}

/** What an item is called, as it is written. */
export const titleOf = (content: Content): Words => (!content || content.kind === 'fair' ? {} : content.kind === 'session' ? content.title : content.name);

/** What was heard may be newer than what was being read. */
const later = (one: Shown['release'], other: Shown['release']): Shown['release'] => ((one?.number ?? 0) > (other?.number ?? 0) ? one : other);
const place = (content: Content): number => (content ? kinds.indexOf(content.kind) : kinds.length);
const checked = new WeakMap<DraftContent, boolean>();
/** Whether a door would take it: a title that is too long stays here until it is shorter. */
export function savable(content: Content): boolean {
  if (!content) return true;
  let fine = checked.get(content);
  if (fine === undefined) checked.set(content, (fine = DraftContent.safeParse(content).success));
  return fine;
}

const stores = new Map<string, DraftStore>();
/** The one store of a fair and a person: it outlives the desk, so that what is on its way arrives. */
export function storeOf(fair: string, me: string): DraftStore {
  const key = `${fair} ${me}`;
  let store = stores.get(key);
  if (!store) stores.set(key, (store = new DraftStore(fair, me)));
  return store;
}
