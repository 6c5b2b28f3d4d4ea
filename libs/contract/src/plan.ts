import { z } from 'zod';
import { route } from './door';
import { Moment } from './fair';
import { Language } from './language';
import { SentFile } from './page';
import { Id } from './people';

/** How long an offered seat is kept for the next of the waiting list. Milliseconds. */
export const offerLasts = 10 * 60_000;

/** Where someone stands in a session with limited seats. `place`: from 1, while waiting. `until`: while offered. */
export const SeatState = z.object({ session: z.uuid(), state: z.enum(['seat', 'waiting', 'offered']), place: z.number().int().nullable(), until: Moment.nullable() });
/** See the schema of the same name. */
export type SeatState = z.infer<typeof SeatState>;

/** What someone means to attend, guests too. `calendar`: there is a private address of it. `reminders`: mails before what is in it, asked for by whoever has an account. */
export const Plan = z.object({ sessions: z.array(z.uuid()), seats: z.array(SeatState), calendar: z.boolean(), reminders: z.boolean() });
/** See the schema of the same name. */
export type Plan = z.infer<typeof Plan>;

/** My plan. */
export const readPlan = route({ name: 'plan.read', method: 'GET', path: '/api/plan', needs: 'guest', question: z.strictObject({}), answer: Plan, refusals: [] });
/** Keeps a released session in my plan, or takes it out; a seat in it is then given back. */
export const keepSession = route({ name: 'plan.keep', method: 'POST', path: '/api/plan/keep', needs: 'guest', question: z.strictObject({ session: Id, keep: z.boolean() }), answer: Plan, refusals: ['session.unknown', 'plan.full'] });
/** Takes a seat where seats are limited, or the last place of the waiting list; the session is then in the plan too. */
export const takeSeat = route({ name: 'plan.seat', method: 'POST', path: '/api/plan/seat', needs: 'guest', question: z.strictObject({ session: Id }), answer: Plan, refusals: ['session.unknown', 'plan.noSeats', 'session.notAllowedNow', 'plan.full'] });
/** Gives a seat, an offer or a place back; the next one gets an offer. */
export const leaveSeat = route({ name: 'plan.leave', method: 'POST', path: '/api/plan/leave', needs: 'guest', question: z.strictObject({ session: Id }), answer: Plan, refusals: ['session.unknown'] });
/** Takes the seat that was offered, while it is kept. */
export const acceptSeat = route({ name: 'plan.accept', method: 'POST', path: '/api/plan/accept', needs: 'guest', question: z.strictObject({ session: Id }), answer: Plan, refusals: ['session.unknown', 'plan.offerOver'] });
/** Asks for mails before what is in my plan and when it changes, or no more; never one for what was cancelled. `version` and `language`: of the text that was read (`consentTexts.reminders`). */
export const remindMe = route({ name: 'plan.remind', method: 'POST', path: '/api/plan/remind', needs: 'account', question: z.strictObject({ on: z.boolean(), version: z.number().int(), language: Language }), answer: Plan, refusals: ['people.mailNeeded', 'account.consentOld'] });
/** Makes a private address of my plan as a calendar, told once; a new one makes the old one worth nothing. `on` false: takes it back. */
export const planCalendar = route({ name: 'plan.calendar', method: 'POST', path: '/api/plan/calendar', needs: 'guest', question: z.strictObject({ on: z.boolean() }), answer: z.object({ plan: Plan, token: z.string().nullable() }), refusals: [] });

/** All released sessions as a calendar (iCalendar, RFC 5545). */
export const programmeCalendar = route({ name: 'calendar.all', method: 'GET', path: '/api/calendar/:language/programme.ics', needs: 'anyone', question: z.object({ language: Language }), answer: SentFile, refusals: [], body: 'file' });
/** One session as a calendar: `session` is its slug, with or without `.ics`. */
export const sessionCalendar = route({ name: 'calendar.session', method: 'GET', path: '/api/calendar/:language/session/:session', needs: 'anyone', question: z.object({ language: Language, session: z.string().max(100) }), answer: SentFile, refusals: ['session.unknown'], body: 'file' });
/** Someone's plan as a calendar, by its private address: `token` with or without `.ics`. */
export const privateCalendar = route({ name: 'calendar.plan', method: 'GET', path: '/api/calendar/:language/plan/:token', needs: 'anyone', question: z.object({ language: Language, token: z.string().max(100) }), answer: SentFile, refusals: ['plan.calendarUnknown'], body: 'file' });
/** The released sessions that I have a role in, or that someone has whose assistant I am, as a calendar. */
export const myCalendar = route({ name: 'calendar.mine', method: 'GET', path: '/api/calendar/:language/mine.ics', needs: 'account', question: z.object({ language: Language }), answer: SentFile, refusals: [], body: 'file' });
