import type { CheckFound, Language, PersonName, SessionRole, SpeakerMissing, SpeakerSays, Words } from '@siccam/contract';
import { languages } from '@siccam/contract';
import { fold } from '@siccam/timetable';
import { TrackSource, type VideoGrant } from 'livekit-server-sdk';
import { neverGranted } from '../platform';

/** Roles on a session that make someone a person of the programme. */
export const programmeRoles: readonly SessionRole[] = ['speaker', 'moderator', 'interpreter', 'signatory', 'witness'];

/** How long the room of a check may stand, and how long it waits for someone to come or to come back. Seconds. */
export const checkLives = { whole: 600, empty: 60, left: 20 } as const;
/** Whoever sends and whoever hears it back. */
export const checkPlaces = 2;

/** The room in which someone checks their devices alone. */
export const checkRoom = (fairId: string, person: string): string => `${fairId}_${person}_check`;

// As visitors are named on a stage: whoever is put out of the fair is known by it in every room.
const signInPart = 8;
/** A name in that room: the person, the beginning of their sign-in, and which way. */
export const checkIdentity = (person: string, way: 'out' | 'back', signIn?: string): string => `${person}:${signIn ? `${signIn.slice(0, signInPart)}.` : ''}${way}`;

/** Sends camera and microphone, and takes nothing in. */
export const outGrant = (room: string): VideoGrant => ({ ...neverGranted, room, roomJoin: true, canPublish: true, canPublishSources: [TrackSource.CAMERA, TrackSource.MICROPHONE], canSubscribe: false, hidden: false });
/** Takes in what the other way sends, unseen. */
export const backGrant = (room: string): VideoGrant => ({ ...neverGranted, room, roomJoin: true, canPublish: false, canPublishSources: [], canSubscribe: true, hidden: true });

/** What was said of a session, if it was said for the start that stands now. */
export function standingAnswer(said: { answer: SpeakerSays; starts: string | null } | undefined, starts: string): { answer: SpeakerSays | null; moved: boolean } {
  if (!said) return { answer: null, moved: false };
  return said.starts === starts ? { answer: said.answer, moved: false } : { answer: null, moved: true };
}

/** Whether an account and someone of the draft are called the same in a script in which both have a name. */
export const sameName = (account: PersonName, { ar, fr, en }: Words): boolean => {
  const same = (one?: string, other?: string) => Boolean(one && other && fold(one) !== '' && fold(one) === fold(other));
  return same(account.ar, ar) || same(account.latin, fr) || same(account.latin, en);
};

/** Whether nothing that others depend on was left out. */
export const isWhole = ({ network, microphone, camera }: CheckFound): boolean => network !== null && microphone !== null && camera !== null;

/** What is missing from someone of the programme, in the order in which it is asked for. */
export function missingOf({ person, profile, open, checked }: { person: { opened: boolean } | null; profile: { title: Words; photo: string | null; shape: 'person' | 'organisation' } | null; open: boolean; checked: boolean }): { missing: SpeakerMissing[]; titles: Language[] } {
  const titles = profile ? languages.filter((language) => !profile.title[language]) : [];
  const all: [SpeakerMissing, boolean][] = [
    ['account', person === null],
    ['opened', person !== null && !person.opened],
    ['answer', open],
    ['check', !checked],
    // Someone who appears by office only is drawn by their house.
    ['photo', profile !== null && profile.shape === 'person' && profile.photo === null],
    ['title', titles.length > 0],
  ];
  return { missing: all.flatMap(([what, is]) => (is ? [what] : [])), titles };
}
