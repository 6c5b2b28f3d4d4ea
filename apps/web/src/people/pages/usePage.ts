import { useEffect } from 'react';
import { fairNow, wallAt, wordsIn, type Fair, type Language, type Me, type PersonName, type Programme, type RoleOn } from '@siccam/contract';
import { bare, useDates, useWords } from '../../i18n';

/** Writes the page's title. */
export function useTitle(page: string): void {
  const { label } = useWords();
  const whole = bare(label('shell.title', { page }));
  useEffect(() => {
    document.title = whole;
  }, [whole]);
}

/** Something that happened, told by the fair's clock: day and time in words. */
export function useMoments(fair: Pick<Fair, 'clock' | 'offset'>): (moment: string | number) => { day: string; time: string } {
  const { dayInLine } = useDates();
  return (moment) => {
    const wall = wallAt(fairNow(fair.clock, typeof moment === 'number' ? moment : Date.parse(moment)), fair.offset);
    return { day: dayInLine(wall.slice(0, 10)), time: wall.slice(11) };
  };
}

const arabic = /\p{Script=Arabic}/u;
/** A name typed into one field, in the script it is written in. */
export const nameFrom = (typed: string): PersonName => (arabic.test(typed) ? { ar: typed.trim() } : { latin: typed.trim() });

/** What a role is held on, in words: a session by its title; the fair, a person, a booth by nothing. */
export function objectOf({ on }: RoleOn, programme: Programme, language: Language): string | null {
  const session = on.kind === 'session' ? programme.sessions.find(({ id }) => id === on.id) : undefined;
  return session ? wordsIn(session.title, language).text : null;
}

/** Where someone goes who has just entered: to the second factor if it is missing, to where they came from, to their desk, to what they prepare for their sessions, else to the fair. */
export function afterEntering(me: Me, language: Language, back: string | undefined): string {
  if (me.signIn?.secondFactorNeeded) return `/${language}/enter/code${back ? `?back=${encodeURIComponent(back)}` : ''}`;
  if (back) return back;
  if (me.roles.some(({ role }) => role === 'organiser')) return `/${language}/desk/people`;
  // Whoever speaks, moderates, interprets or signs, and whoever assists them.
  return me.roles.some(({ on }) => on.kind === 'session' || on.kind === 'person') ? `/${language}/speaker` : `/${language}`;
}
