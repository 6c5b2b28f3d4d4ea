import { randomUUID } from 'node:crypto';
import type { DraftContent, DraftItem, DraftSession, DraftSpeaker, DraftStage } from '@siccam/contract';
import { type Acting, account } from './acting';
import { type Said, type TestHouse, refusalOf } from './house';

/** A stage of a draft. */
export const aStage = (fields: Partial<DraftStage> = {}): DraftStage => ({ kind: 'stage', position: 5, name: { ar: 'القاعة 3', fr: 'Salle 3', en: 'Room 3' }, note: null, ...fields });

/** Someone of a draft. */
export const aSpeaker = (fields: Partial<DraftSpeaker> = {}): DraftSpeaker => ({
  kind: 'speaker',
  shape: 'person',
  name: { fr: 'Hind T.', ar: 'هند ت.' },
  title: { fr: 'Directrice' },
  short: { fr: 'Hind T.' },
  initials: { fr: 'HT' },
  about: {},
  photo: null,
  fictional: true,
  languages: ['fr'],
  person: null,
  available: [],
  ...fields,
});

/** A session of a draft, placed nowhere. */
export const aDraft = (fields: Partial<DraftSession> = {}): DraftSession => ({
  kind: 'session',
  slug: `session-${randomUUID().slice(0, 8)}`,
  is: 'panel',
  title: { ar: 'ندوة', fr: 'Table ronde', en: 'Panel' },
  summary: { fr: 'Résumé' },
  stage: null,
  starts: null,
  minutes: 45,
  delay: 0,
  cancelled: false,
  spoken: ['fr'],
  interpreted: [],
  people: [],
  audience: [],
  capacity: null,
  attachments: [],
  recorded: false,
  accepted: [],
  source: null,
  extra: null,
  ...fields,
});

/** An item as it is asked to be saved. */
export type Asked = { id: string; revision: number; content: DraftContent | null };
/** A new item. */
export const fresh = (content: DraftContent): Asked => ({ id: randomUUID(), revision: 0, content });

/** An organiser at the programme's desk; refusals are answers of `tries`, and thrown by the others. */
export async function atDesk(house: TestHouse, me?: Acting) {
  const organiser = me ?? (await account(house, { roles: ['organiser'], name: { latin: 'Organiser A.' } }));
  const must = <T>(said: Said): T => {
    if (said.status !== 200) throw new Error(`${said.status} ${said.text}`);
    return said.json as T;
  };
  const tries = async (path: string, body: object): Promise<string> => {
    const said = await organiser.asks(path, body);
    return said.status === 200 ? 'done' : refusalOf(said);
  };
  return {
    ...organiser,
    tries,
    must,
    save: async (...items: Asked[]) => must<{ items: DraftItem[] }>(await organiser.asks('/api/desk/programme/save', { items })).items,
    triesToSave: (...items: Asked[]) => tries('/api/desk/programme/save', { items }),
    draft: async () => must<{ head: number; zone: string; items: DraftItem[]; release: { number: number; at: string } | null }>(await organiser.reads('/api/desk/programme')),
    item: async (id: string) => must<{ items: DraftItem[] }>(await organiser.asks('/api/desk/programme/items', { ids: [id] })).items[0],
    ask: async <T>(path: string, body: object = {}) => must<T>(await organiser.asks(path, body)),
    get: async <T>(path: string) => must<T>(await organiser.reads(path)),
  };
}
