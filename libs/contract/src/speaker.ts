import { z } from 'zod';
import { route } from './door';
import { Moment, WallTime } from './fair';
import { Language } from './language';
import { Id, PersonName } from './people';
import { SessionRole } from './programme';
import { Availability, DraftSpeaker, texts, words } from './timetable';

/** What someone of the programme says of a session of theirs. */
export const SpeakerSays = z.enum(['confirmed', 'declined']);
/** See the schema of the same name. */
export type SpeakerSays = z.infer<typeof SpeakerSays>;

/** Why a camera or a microphone could not be looked at. `refused`: the browser or its owner said no. `busy`: another application holds it. `insecure`: this address is not served over TLS. */
export const Unusable = z.enum(['refused', 'none', 'busy', 'insecure', 'failed']);
/** See the schema of the same name. */
export type Unusable = z.infer<typeof Unusable>;

const decibels = z.number().min(-120).max(6);
const unusable = z.strictObject({ state: z.literal('unusable'), why: Unusable });

/** What a camera gave. `light`: mean brightness of its picture, 0 to 255. `sharpness`: mean square of the Laplacian of the brightness at 320 pixels wide, divided by its variance. No picture is kept. */
export const CameraFound = z.discriminatedUnion('state', [z.strictObject({ state: z.literal('measured'), width: z.number().int().min(1).max(16_384), height: z.number().int().min(1).max(16_384), light: z.number().min(0).max(255), sharpness: z.number().min(0).max(1000) }), unusable]);
/** What a microphone gave, in dB below full scale: `speech` the level of the loudest fifth, `quiet` of the quietest fifth, `peak` the highest sample. `clipped`: the share of samples at the limit. `heard`: the person heard their own voice back; null: not asked. No sound is kept. */
export const MicrophoneFound = z.discriminatedUnion('state', [z.strictObject({ state: z.literal('measured'), speech: decibels, quiet: decibels, peak: decibels, clipped: z.number().min(0).max(1), heard: z.boolean().nullable() }), unusable]);
/** Whether the person heard the tone. */
export const SpeakersFound = z.strictObject({ heard: z.boolean() });
/** The way to LiveKit that was really taken: `relay` where it went through TURN. `up` and `down` in kbit/s as they were carried, `rtt` in milliseconds, `loss` a share of packets. `blocked`: no way was found. */
export const NetworkFound = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('measured'), protocol: z.enum(['udp', 'tcp', 'tls']), relay: z.boolean(), up: z.number().min(0).max(1e7), down: z.number().min(0).max(1e7), rtt: z.number().min(0).max(60_000), loss: z.number().min(0).max(1) }),
  z.strictObject({ state: z.literal('blocked') }),
]);
/** What a tech check measured; what was not done is null. */
export const CheckFound = z.strictObject({ camera: CameraFound.nullable(), microphone: MicrophoneFound.nullable(), speakers: SpeakersFound.nullable(), network: NetworkFound.nullable() });
/** See the schema of the same name. */
export type CheckFound = z.infer<typeof CheckFound>;

/** A check with its moment. `own`: by the person themselves; false: by whoever assists them, maybe on another device. */
export const Check = z.object({ at: Moment, found: CheckFound, own: z.boolean() });
/** See the schema of the same name. */
export type Check = z.infer<typeof Check>;

/** A session of someone of the programme, as released. `answer` null: not answered yet, or moved since (`moved`). `says`: what was last answered, for the start that stood then. */
export const SpeakerSession = z.object({ id: z.uuid(), role: SessionRole, answer: SpeakerSays.nullable(), moved: z.boolean() });
/** See the schema of the same name. */
export type SpeakerSession = z.infer<typeof SpeakerSession>;

/** What someone of the programme writes of themselves. */
const own = { name: words(120), title: words(200), about: texts(1500), languages: z.array(Language).max(3), available: z.array(Availability.refine(({ from, to }) => from < to)).max(30), photo: Id.nullable() };
/** See `own`. */
export const SpeakerOwn = z.strictObject(own);
/** See the schema of the same name. */
export type SpeakerOwn = z.infer<typeof SpeakerOwn>;

/** Someone of the programme, for whoever they are and their assistants. `mine`: it is the caller. `pending`: what stands here is not released yet; `released` false: nothing of it is. */
export const SpeakerPage = z.object({
  speaker: z.uuid(),
  person: z.uuid(),
  mine: z.boolean(),
  revision: z.number().int(),
  changed: Moment,
  profile: DraftSpeaker.omit({ person: true }),
  pending: z.boolean(),
  released: z.boolean(),
  sessions: z.array(SpeakerSession),
  check: Check.nullable(),
});
/** See the schema of the same name. */
export type SpeakerPage = z.infer<typeof SpeakerPage>;

/** The caller as someone of the programme, and those they assist. `roles`: sessions on which the caller holds a role without standing in the programme by a profile yet. `check`: the caller's own, where they have no profile. */
export const SpeakerMine = z.object({ speakers: z.array(SpeakerPage), roles: z.array(z.object({ id: z.uuid(), role: SessionRole })), check: Check.nullable(), mayCheck: z.boolean() });
/** See the schema of the same name. */
export type SpeakerMine = z.infer<typeof SpeakerMine>;

/** The caller's own page. */
export const mySpeaker = route({ name: 'speaker.mine', method: 'GET', path: '/api/speaker', needs: 'account', question: z.strictObject({}), answer: SpeakerMine, refusals: [] });
/** Confirms or declines a session, for the start that was shown: the person, or their assistant. */
export const answerSession = route({
  name: 'speaker.answer',
  method: 'POST',
  path: '/api/speaker/:speaker/answer',
  needs: 'account',
  question: z.strictObject({ speaker: Id, session: Id, starts: WallTime, answer: SpeakerSays }),
  answer: SpeakerMine,
  refusals: ['speaker.unknown', 'session.unknown', 'timetable.movedMeanwhile', 'session.notAllowedNow'],
});
/** Changes a profile in the draft, over the revision that was read; visitors see it at the next release. */
export const saveSpeaker = route({ name: 'speaker.save', method: 'POST', path: '/api/speaker/:speaker', needs: 'account', question: z.strictObject({ speaker: Id, revision: z.number().int().min(1), profile: SpeakerOwn }), answer: SpeakerMine, refusals: ['speaker.unknown', 'timetable.movedMeanwhile', 'timetable.unknown'], body: 'long' });
/** Two ways into a room of the caller's own, for some minutes: `out` sends, `back` hears it. Nobody else gets in. `wait`: LiveKit does not answer. */
export const takeCheckTicket = route({
  name: 'speaker.checkTicket',
  method: 'POST',
  path: '/api/speaker/check/ticket',
  needs: 'account',
  question: z.strictObject({}),
  answer: z.discriminatedUnion('via', [z.object({ via: z.literal('webrtc'), url: z.string(), out: z.string(), back: z.string() }), z.object({ via: z.literal('wait') })]),
  refusals: ['speaker.none'],
});
/** Ends a check: its room is gone. `found` is kept beside each of the caller's profiles, or beside `speaker` alone, whom they assist; null: it was given up. */
export const endCheck = route({ name: 'speaker.checkEnd', method: 'POST', path: '/api/speaker/check', needs: 'account', question: z.strictObject({ speaker: Id.nullable(), found: CheckFound.nullable() }), answer: SpeakerMine, refusals: ['speaker.none', 'speaker.unknown'] });

/** What an organiser may miss of someone of the programme. `title`: in some language. `account`: nobody is joined. `opened`: the personal link was not opened. `check`: of the network, the microphone or the camera. */
export const SpeakerMissing = z.enum(['account', 'opened', 'answer', 'check', 'photo', 'title']);
/** See the schema of the same name. */
export type SpeakerMissing = z.infer<typeof SpeakerMissing>;

/** Someone of the programme as organisers see them; `speaker` null: an account with a role on a session and no profile. `opened`: whether the account was ever entered. `writable`: a mail reaches them. `awaited`: there is something to answer, as it is released and neither over nor cancelled. */
export const SpeakerRow = z.object({
  speaker: z.uuid().nullable(),
  person: z.object({ id: z.uuid(), name: PersonName.nullable(), opened: z.boolean(), writable: z.boolean(), language: Language }).nullable(),
  profile: DraftSpeaker.pick({ name: true, title: true, photo: true, shape: true, initials: true }).nullable(),
  sessions: z.array(SpeakerSession.extend({ awaited: z.boolean(), title: z.object({ ar: z.string().optional(), fr: z.string().optional(), en: z.string().optional() }) })),
  check: Check.nullable(),
  missing: z.array(SpeakerMissing),
  /** The languages in which the function is missing. */
  titles: z.array(Language),
});
/** See the schema of the same name. */
export type SpeakerRow = z.infer<typeof SpeakerRow>;

/** Everyone of the programme, and what is missing from whom. */
export const listSpeakers = route({ name: 'speaker.list', method: 'GET', path: '/api/desk/speakers', needs: 'programme.see', question: z.strictObject({}), answer: z.object({ speakers: z.array(SpeakerRow) }), refusals: [] });
/** Joins someone of the draft with an account, or takes them apart (`person` null). */
export const joinSpeaker = route({ name: 'speaker.join', method: 'POST', path: '/api/desk/speakers/:speaker/join', needs: 'programme.edit', question: z.strictObject({ speaker: Id, person: Id.nullable() }), answer: z.object({ speakers: z.array(SpeakerRow) }), refusals: ['speaker.unknown', 'timetable.unknown', 'people.noAccount'] });

/** Writes to people of the programme, each in their own language, else in the first that was written. The same `message` again writes to nobody twice. `subject` and `text`: at least one language. */
export const mailSpeakers = route({
  name: 'speaker.mail',
  method: 'POST',
  path: '/api/desk/speakers/mail',
  needs: 'programme.edit',
  question: z
    .strictObject({ message: Id, to: z.array(Id).min(1).max(1000), subject: words(120), text: texts(3000) })
    .refine(({ subject, text }) => (['ar', 'fr', 'en'] as const).some((language) => subject[language] && text[language]) && (['ar', 'fr', 'en'] as const).every((language) => Boolean(subject[language]) === Boolean(text[language]))),
  answer: z.object({ posted: z.number().int(), held: z.number().int(), unreached: z.number().int() }),
  refusals: [],
  body: 'long',
});
