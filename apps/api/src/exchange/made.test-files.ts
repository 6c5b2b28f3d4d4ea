/** Files that we made, with the oddities that published schedules have. */

type Event = Record<string, unknown>;
const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** A talk as frab writes one; what is given replaces the usual. */
export const talk = (number: number, given: Event = {}): Event => ({
  id: number,
  guid: guid(number),
  logo: '',
  date: '2026-11-27T09:00:00+01:00',
  start: '09:00',
  duration: '00:30',
  room: 'Amphi 1',
  slug: `fair-${number}-talk`,
  url: `https://pretalx.example/talk/${number}/`,
  title: `Talk ${number}`,
  subtitle: '',
  track: null,
  type: 'Talk',
  language: 'en',
  abstract: 'An abstract.',
  description: '',
  recording_license: '',
  do_not_record: false,
  persons: [{ id: number, public_name: `Person ${number}`, biography: null, answers: [] }],
  links: [],
  attachments: [],
  ...given,
});

/** A `schedule.json` of talks by their day and room. */
export const schedule = (days: readonly { date: string; day_start?: string; rooms: Record<string, readonly Event[]> }[], conference: Event = {}): string =>
  JSON.stringify({
    $schema: 'https://c3voc.de/schedule/schema.json',
    schedule: { version: '1', base_url: 'https://pretalx.example/', conference: { acronym: 'oujda', title: 'Oujda', start: days[0]?.date, end: days.at(-1)?.date, daysCount: days.length, timeslot_duration: '00:05', time_zone_name: 'Africa/Casablanca', ...conference, days: days.map((day, at) => ({ index: at + 1, day_start: `${day.date}T04:00:00+01:00`, day_end: `${day.date}T03:59:00+01:00`, ...day })) } },
  });

const first = '2026-11-27';
/** A file with one talk in one room on one day. */
export const oneTalk = (given: Event = {}, conference: Event = {}): string => schedule([{ date: first, rooms: { 'Amphi 1': [talk(1, given)] } }], conference);

/** All the oddities of published schedules in one file, each in a talk that can be taken. */
export const odd = (): string =>
  schedule(
    [
      {
        date: first,
        day_start: `${first}T04:00:00+01:00`,
        rooms: {
          'Amphi 1': [
            talk(1, { duration: '00:00', title: 'Lasts no time' }),
            talk(2, { date: `${first}T09:10:00+01:00`, start: '09:10', title: 'Overlaps the one before' }),
            talk(3, { date: '2026-11-27T23:30:00+01:00', start: '23:30', duration: '02:00', title: 'Across midnight' }),
            talk(4, { date: '2026-11-28T01:30:00+01:00', start: '01:30', title: 'In the night, under the day before' }),
            talk(5, { id: 'a string', title: 'Its id is a text' }),
            talk(6, { id: 5, guid: guid(5), title: 'Repeats an id and a guid', date: `${first}T10:00:00+01:00`, start: '10:00' }),
            talk(6, { guid: guid(5), title: 'Repeats them again', date: `${first}T11:00:00+01:00`, start: '11:00' }),
            talk(7, { persons: [{ id: 77, public_name: 'Amina Idrissi' }, { id: 77, public_name: 'Bouchra Alaoui' }], title: 'One number for two people' }),
            talk(8, { persons: [{ public_name: 'Has no id' }, { name: 'نادية الفاسي', code: 'ABC123', avatar: 'https://pretalx.example/a.png', biography: '<p>Une <b>biographie</b></p>', answers: [{ question: 1, answer: 'private' }] }, { public_name: '' }] }),
          ],
          'Amphi 2': [
            talk(10, { language: null, title: 'No language', room: 'Amphi 2' }),
            talk(11, { language: 'de, en', title: 'Two languages', room: 'Amphi 2' }),
            talk(12, { date: '2026-11-27T09:00:00-08:00', title: 'An hour of another continent', room: 'Amphi 2' }),
            talk(13, { date: '2026-11-27T09:00:37+01:00', title: 'With seconds', room: 'Amphi 2' }),
            talk(14, { start: '10:00', title: 'Two hours that differ', room: 'Amphi 2' }),
            talk(15, { title: '<em>Marks</em> in the title', abstract: '<h1>Head</h1><p>One &amp; two</p><ul><li>three</li></ul><script>alert(1)</script>', description: '# Markdown\r\n\r\n*stays* as it is' }),
            talk(16, { title: 'T'.repeat(260), abstract: 'س'.repeat(4000), description: 'Long, too' }),
            talk(17, { answers: [{ question: 3, answer: 'kept' }], custom: { deep: [1, { two: null }] }, title: 'Unknown fields' }),
            talk(18, { persons: [], title: 'Without anybody' }),
            { title: 'Almost nothing', date: '2026-11-27T12:00:00+01:00', duration: '01:00' },
            talk(19, { duration: '26:00', title: 'Twenty-six hours' }),
            talk(20, { date: null, start: null, title: 'No hour yet' }),
            talk(21, { title: 'حفل التوقيع', type: 'Signing ceremony', language: 'ar', subtitle: 'Sous-titre', track: 'Offshoring', recording_license: 'CC BY', do_not_record: true, links: [{ url: 'https://fair.example/a', title: 'A' }], attachments: [{ url: 'not an address' }], logo: '/logo.png', code: 'QXYZ12', feedback_url: 'https://fair.example/f' }),
            talk(22, { slug: 'NOT-one_of-OURS', url: 'no address', title: '=HYPERLINK("x")', abstract: "'=1+1" }),
            talk(24, { title: "'=still text", persons: [{ id: 24, public_name: 'A; B: C\\D' }] }),
            talk(25, { title: '', abstract: null }),
            talk(26, { guid: undefined, id: undefined, title: 'No id at all' }),
          ],
          Foyer: [talk(23, { type: 'Coffee break', title: 'Pause', persons: [], room: 'Foyer' })],
          '': [talk(30, { room: '', title: 'In a room without a name' })],
        },
      },
      { date: '2026-11-28', rooms: { 'Amphi 1': [talk(40, { date: '2026-11-28T09:00:00+01:00', title: 'The second day' })], 'Amphi 2': [] } },
      { date: '2026-11-29', rooms: {} },
    ],
    // The zone that is named is not the one of the hours: the moment counts.
    { time_zone_name: 'UTC', colors: { primary: '#ff0000' }, rooms: [{ name: 'Amphi 1', guid: guid(900), capacity: 300 }, { name: 'Amphi 2', guid: guid(900) }] },
  );

/** The same kind of schedule as XML: rooms without elements, an event without date or offset, sections, marks. */
export const oddXml = (): string => `<?xml version="1.0" encoding="utf-8"?>
<!-- made -->
<schedule>
  <version>1</version>
  <conference><acronym>oujda</acronym><title>Oujda &amp; l&#8217;Oriental</title><days>1</days><time_zone_name>Africa/Casablanca</time_zone_name></conference>
  <day index="1" date="2026-11-27" start="2026-11-27T04:00:00+01:00" end="2026-11-28T03:59:00+01:00">
    <room name="Amphi &quot;1&quot;" guid="${guid(901)}">
      <event guid="${guid(1)}" id="1"><room>Amphi &quot;1&quot;</room><title><![CDATA[Un & deux <trois>]]></title><start>00:30</start><duration>00:45</duration><abstract>&lt;p&gt;Un&lt;/p&gt;</abstract><language>fr</language><type>Table ronde</type><persons><person id="1">Amina Idrissi</person><person>Bouchra</person></persons><links><link href="https://fair.example/x">X</link></links><recording><license>CC</license><optout>true</optout></recording><unknown><deep>kept</deep></unknown></event>
      <event guid="${guid(2)}" id="2"><title>الأوفشورينغ &#1575;</title><date>2026-11-27T10:00:00+01:00</date><start>10:00</start><duration>01:00</duration></event>
    </room>
    <room/>
    <event guid="${guid(3)}" id="3"><title>In no room element</title><room>Salle B</room><start>11:00</start><duration>00:20</duration></event>
  </day>
</schedule>`;

/** A table as a spreadsheet wrote it. */
export const oddCsv = (): string =>
  [
    '\ufeffid;Title;Room;date;duration;speakers;language;Track;',
    '1;Ouverture;"Amphi; 1";2026-11-27 09:30;45;Amina Idrissi;fr;Offshoring;beside',
    ';"\'=Sans id";Amphi 2;2026-11-27T10:30;00:30;"moderator: Bouchra\nOmar";"de, en";;',
    '1;Encore le 1;Amphi 2;2026-11-27T11:30;PT1H;;;;',
    ';;;;;;;;',
    '7;ورشة;;;90;;ar;;',
  ].join('\r\n');

/** So many talks, in four rooms over two days. */
export const many = (count: number): string => {
  const days = ['2026-11-27', '2026-11-28'].map((date, day) => ({
    date,
    rooms: Object.fromEntries(
      Array.from({ length: 4 }, (_, room) => [
        `Room ${room + 1}`,
        Array.from({ length: count / 8 }, (_, place) => {
          const number = 10_001 + place * 8 + room * 2 + day;
          const minutes = 8 * 60 + ((place * 5) % (12 * 60));
          const start = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
          return talk(number, { date: `${date}T${start}:00+01:00`, start, room: `Room ${room + 1}`, abstract: `<p>${'What is said in this talk, in a few words. '.repeat(12)}</p>`, description: 'And at length. '.repeat(60), persons: [1, 2].map((one) => ({ id: 10_000 + ((number * 2 + one) % 1500), public_name: `Person ${10_000 + ((number * 2 + one) % 1500)}`, biography: 'Somebody. '.repeat(20) })) });
        }),
      ]),
    ),
  }));
  return schedule(days);
};
