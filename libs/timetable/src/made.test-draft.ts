import type { DraftContent, DraftEntry, DraftFair, DraftSession, DraftSpeaker, DraftStage } from '@siccam/contract';

/** An id that is the same in every run. */
export const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const words = (text: string) => ({ ar: `${text} ع`, fr: text, en: `${text} en` });

export const fair = (...days: string[]): DraftFair => ({ kind: 'fair', days });

export const stage = (over: Partial<DraftStage> = {}): DraftStage => ({ kind: 'stage', position: 0, name: words('Scène'), note: null, ...over });

export const speaker = (over: Partial<DraftSpeaker> = {}): DraftSpeaker => ({
  kind: 'speaker',
  shape: 'person',
  name: words('Nadia F.'),
  title: {},
  short: {},
  initials: {},
  about: {},
  photo: null,
  fictional: true,
  languages: [],
  person: null,
  available: [],
  ...over,
});

export const entry = (number: number, who: number, role: DraftEntry['role'] = 'speaker'): DraftEntry => ({ id: id(number), speaker: id(who), role, replaces: null });

/** A session without fault, on stage 1. */
export const session = (over: Partial<DraftSession> = {}): DraftSession => ({
  kind: 'session',
  slug: 'panel-1',
  is: 'panel',
  title: words('Panel'),
  summary: {},
  stage: id(1),
  starts: '2026-11-28T10:00',
  minutes: 60,
  delay: 0,
  cancelled: false,
  spoken: ['ar'],
  interpreted: [],
  people: [],
  audience: [],
  capacity: null,
  attachments: [],
  recorded: false,
  accepted: [],
  source: null,
  extra: null,
  ...over,
});

export const casablanca = 'Africa/Casablanca';

export const draft = (items: Record<string, DraftContent>, zone = casablanca) => ({ zone, items: new Map(Object.entries(items)) });

/** Numbers that are the same in every run: [0, 1). */
export function dice(seed: number) {
  let state = seed >>> 0;
  // mulberry32
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (most: number) => Math.floor(random() * most);
  return {
    below,
    chance: (of: number) => random() < of,
    one: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    some: <T>(list: readonly T[], of: number): T[] => list.filter(() => random() < of),
  };
}
