import { z } from 'zod';
import { route } from './door';

/** Who the server takes this browser for. A guest has an opaque id and nothing else. */
export const Me = z.object({ kind: z.enum(['guest', 'bot']), id: z.string() });

/** Who am I: makes a guest of a stranger, by a cookie that scripts cannot read. */
export const whoAmI = route({ name: 'people.me', method: 'GET', path: '/api/me', needs: 'guest', question: z.object({}), answer: Me, refusals: [] });
