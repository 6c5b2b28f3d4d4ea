import { z } from 'zod';
import { route } from './door';
import { Page } from './page';

/** Which parts of the house answer. `ok` needs the database; live video may be down while the fair runs. */
export const Health = z.object({ ok: z.boolean(), database: z.enum(['up', 'down']), livekit: z.enum(['up', 'down']) });
/** See the schema of the same name. */
export type Health = z.infer<typeof Health>;

/** Asked by the supervisor and by load balancers: 200 when the fair can be served. */
export const readHealth = route({ name: 'health.read', method: 'GET', path: '/api/health', needs: 'anyone', question: z.object({}), answer: Health, refusals: ['wire.unavailable'] });

/** Figures for Prometheus, answered to this machine only. */
export const readMetrics = route({ name: 'metrics.read', method: 'GET', path: '/api/metrics', needs: 'machine', question: z.object({}), answer: Page, refusals: ['wire.unknown'], body: 'text' });

/** A page that broke in a browser: the id that the reader sees, and what the browser said of it without anything a person wrote. */
export const reportFault = route({
  name: 'health.report',
  method: 'POST',
  path: '/api/faults',
  needs: 'anyone',
  question: z.strictObject({
    id: z.string().regex(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
    message: z.string().max(300),
    /** The address without query: letters of ours only. */
    page: z.string().max(200).regex(/^\/[\w/-]*$/),
    build: z.string().max(40).regex(/^[\w.-]*$/),
  }),
  answer: z.object({}),
  refusals: ['wire.tooMany'],
});

/** Every door as OpenAPI 3.1, printed from this contract. */
export const readOpenapi = route({ name: 'openapi.read', method: 'GET', path: '/api/openapi.json', needs: 'anyone', question: z.object({}), answer: Page, refusals: [], body: 'text' });
