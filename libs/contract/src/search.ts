import { z } from 'zod';
import { route } from './door';
import { Words } from './language';

/**
 * Something that was found. A person leads to the sessions they are in; `words` is a session's title or a person's name. `in`: the
 * weightiest place where it was found. `sessions`: by the time they start.
 */
export const Hit = z.object({ kind: z.enum(['session', 'speaker']), id: z.uuid(), words: Words, in: z.enum(['title', 'people', 'text']), sessions: z.array(z.object({ id: z.uuid(), slug: z.string() })) });
/** See the schema of the same name. */
export type Hit = z.infer<typeof Hit>;

/** Looks for sessions and people of the released programme, in any of its scripts; every word typed is the beginning of one that is found, and one slip in a name is looked past. At most 20, the best first. */
export const askSearch = route({ name: 'search.ask', method: 'POST', path: '/api/search', needs: 'anyone', question: z.strictObject({ text: z.string().max(200) }), answer: z.object({ hits: z.array(Hit) }), refusals: ['wire.unavailable'] });
