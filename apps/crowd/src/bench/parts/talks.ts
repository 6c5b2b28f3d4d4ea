import { type ExchangePlan, questionHeader } from '@siccam/contract';

/** How many talks there are. */
export const talks = 1000;
const days = ['2026-11-27', '2026-11-28'];
const everybody = 1500;

/** How a benchmark wants its talks. `begins`: minutes of the day, by a talk's place among its room's. `each`: what each has besides. `biography`: of each person. */
type Wishes = { rooms: number; begins: (place: number) => number; duration: string; each: { abstract: string; description: string }; biography?: string };

/** A schedule of many talks in some rooms over two days, with half as many people again, as another system writes it. */
export function schedule({ rooms, begins, duration, each, biography }: Wishes): string {
  const talk = (number: number, date: string, minutes: number, room: string) => {
    const start = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    const persons = [0, 1].map((one) => ({ id: 1 + ((number * 2 + one) % everybody), public_name: `Person ${(number * 2 + one) % everybody}`, biography }));
    return { id: number, guid: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`, date: `${date}T${start}:00+01:00`, start, duration, room, slug: `bench-${number}-talk`, title: `Talk ${number}`, type: 'Talk', language: 'en', ...each, persons };
  };
  const written = days.map((date, day) => ({
    index: day + 1,
    date,
    day_start: `${date}T04:00:00+01:00`,
    day_end: `${date}T23:59:00+01:00`,
    rooms: Object.fromEntries(Array.from({ length: rooms }, (_, room) => [`Room ${room + 1}`, Array.from({ length: talks / days.length / rooms }, (_, place) => talk(1 + (place * rooms + room) * days.length + day, date, begins(place), `Room ${room + 1}`))])),
  }));
  return JSON.stringify({ schedule: { version: '1', conference: { acronym: 'bench', title: 'Bench', daysCount: days.length, days: written } } });
}

/** Asks a door of the import about a file, in the name of an organiser. */
export async function askOf(address: string, { path }: { path: string }, question: object, { file, cookie }: { file: string; cookie: string }): Promise<ExchangePlan> {
  const answer = await fetch(address + path, { method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream', [questionHeader]: encodeURIComponent(JSON.stringify(question)), cookie } });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as ExchangePlan;
}
