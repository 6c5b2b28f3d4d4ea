import { z } from 'zod';
import { route } from './door';

/** A page as it leaves the server. */
export const Page = z.object({ status: z.number().int(), type: z.string(), body: z.string(), location: z.string().optional() });
/** See the schema of the same name. */
export type Page = z.infer<typeof Page>;

/**
 * A file as it leaves the server, or where else it is asked for. `opens` its bytes, so that nobody reads what is not wanted. `inline`: an image,
 * which may be shown in a page; all else is saved. `hash` of its bytes. `everyone`: whoever asks gets the same, so that caches may keep it.
 */
export const SentFile = z.union([
  z.object({ location: z.string(), everyone: z.boolean() }),
  z.object({
    name: z.string(),
    type: z.string(),
    size: z.number().int(),
    hash: z.string(),
    inline: z.boolean(),
    everyone: z.boolean(),
    opens: z.custom<() => Uint8Array | AsyncIterable<Uint8Array>>((value) => typeof value === 'function'),
  }),
]);
/** See the schema of the same name. */
export type SentFile = z.infer<typeof SentFile>;

const page = <N extends string, Q extends z.ZodType>(name: N, path: string, question: Q) =>
  route({ name, method: 'GET', path, needs: 'anyone', question, answer: Page, refusals: [], body: 'text' });

// Any text is let in: an address that does not exist deserves the page that says so, not a refusal.
const inLanguage = z.object({ language: z.string().max(200) });

/** The bare address: sends the reader to the language of the cookie or of the browser. */
export const rootPage = page('page.root', '/', z.object({}));
/** The front page in one language. */
export const nowPage = page('page.now', '/:language', inLanguage);
/** The programme of both days. */
export const programmePage = page('page.programme', '/:language/programme', inLanguage);
/** One session with its stage. */
export const sessionPage = page('page.session', '/:language/s/:session', inLanguage.extend({ session: z.string().max(200) }));
/** What is known about a visitor, by whom, and whom to ask. */
export const privacyPage = page('page.privacy', '/:language/privacy', inLanguage);
/** Signing in, signing up, a link, a second factor: one address each behind it. */
export const enterPage = page('page.enter', '/:language/enter', inLanguage);
/** One step of entering. */
export const enterStepPage = page('page.enterStep', '/:language/enter/:step', inLanguage.extend({ step: z.string().max(200) }));
/** My account. */
export const accountPage = page('page.account', '/:language/account', inLanguage);
/** Help that needs no sign-in. */
export const helpPage = page('page.help', '/:language/help', inLanguage);
/** One of the organiser's desks; what stands on it comes only through doors that ask for a right. */
export const deskPage = page('page.desk', '/:language/desk/:desk', inLanguage.extend({ desk: z.string().max(200) }));
/** One's own page as a speaker, and those of whom one assists; what stands on it comes only through doors that ask who one is. */
export const speakerPage = page('page.speaker', '/:language/speaker', inLanguage);
/** Every part of the design system in its states, for those who build; no search engine lists it. */
export const partsPage = page('page.parts', '/:language/parts', inLanguage);
/** Any other address. */
export const lostPage = page('page.lost', '/*', z.object({}));
