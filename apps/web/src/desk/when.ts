import { useMemo } from 'react';
import { localeOf, momentAt, wallAt, WallTime, type Fair } from '@siccam/contract';
import { fairMoment, fairTime } from '../fair';
import { useLanguage } from '../i18n';
import { useDesk } from './words';

type Clocked = Pick<Fair, 'clock' | 'offset'>;

const minute = 60_000;
const dayOf = (wall: string): string => wall.slice(0, 10);

/** The moment of the machine at which the fair's wall shows this, ISO; null where nothing, or nothing readable, was written. */
export function momentShown({ clock, offset }: Clocked, wall: string): string | null {
  // A browser reads much as a date that nobody meant as one.
  const shown = WallTime.safeParse(wall).success ? momentAt(wall, offset) : NaN;
  return Number.isFinite(shown) ? new Date(shown - Date.parse(clock.fairAt) + Date.parse(clock.machineAt)).toISOString() : null;
}

/** How long ago something was, as it is told: in minutes, in hours of the same day, yesterday with its time, else by its date. */
export function ago(now: number, then: number, offset: number): { as: 'now' } | { as: 'minutes' | 'hours'; count: number } | { as: 'yesterday' | 'date' } {
  const minutes = Math.floor((now - then) / minute);
  if (minutes < 1) return { as: 'now' };
  if (minutes < 60) return { as: 'minutes', count: minutes };
  const [today, day] = [dayOf(wallAt(now, offset)), dayOf(wallAt(then, offset))];
  if (day === today) return { as: 'hours', count: Math.floor(minutes / 60) };
  return { as: day === dayOf(wallAt(now - 24 * 60 * minute, offset)) ? 'yesterday' : 'date' };
}

/** Times as the desks show them: Morocco's, by the fair's clock. */
export function useWhen(fair: Clocked) {
  const language = useLanguage();
  const { label } = useDesk();
  return useMemo(() => {
    const locale = language === 'en' ? 'en-GB' : localeOf[language];
    const short = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' });
    const wall = (moment: string) => wallAt(fairMoment(fair, moment), fair.offset);
    const time = (moment: string) => wall(moment).slice(11);
    const day = (moment: string) => short.format(Date.parse(`${wall(moment).slice(0, 10)}T12:00:00Z`));
    const date = (moment: string) => `${day(moment)}${language === 'ar' ? '،' : ','} ${time(moment)}`;
    return {
      time,
      day,
      /** "25 nov., 09:12" */
      date,
      /** "il y a 12 min" */
      since: (moment: string) => {
        const told = ago(fairTime(fair), fairMoment(fair, moment), fair.offset);
        if (told.as === 'now') return label('people.justNow');
        if (told.as === 'minutes') return label('people.minutesAgo', { count: told.count });
        if (told.as === 'hours') return label('people.hoursAgo', { count: told.count });
        return told.as === 'yesterday' ? label('people.yesterday', { time: time(moment) }) : date(moment);
      },
      /** "25.11 09:12", of one width. */
      stamp: (moment: string) => `${wall(moment).slice(8, 10)}.${wall(moment).slice(5, 7)} ${time(moment)}`,
    };
  }, [fair, language, label]);
}
