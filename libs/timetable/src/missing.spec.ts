import { draft, fair, id, session, speaker, stage } from './made.test-draft';
import { missingOf } from './missing';

test('what is missing is told by session, stage and person, with what exists', () => {
  const made = draft({
    [id(9)]: fair('2026-11-27'),
    [id(14)]: speaker({ shape: 'organisation', name: { ar: 'الولاية', fr: 'La wilaya' }, about: { fr: 'Texte' } }),
    [id(13)]: speaker({ name: { fr: 'Claire M.' } }),
    [id(12)]: speaker({ name: { ar: 'نادية' } }),
    [id(11)]: speaker({ name: { ar: 'نادية', en: 'Nadia' }, title: { en: 'Moderator' } }),
    [id(2)]: stage({ name: { ar: 'ع', fr: 'Salle', en: 'Room' }, note: { fr: 'Ateliers' }, position: 2 }),
    [id(1)]: stage({ name: { fr: 'Scène' }, position: 10 }),
    [id(22)]: session({ title: {}, starts: null }),
    [id(21)]: session({ title: { fr: 'Titre' }, starts: '2026-11-27T11:00' }),
    [id(20)]: session({ summary: { ar: 'ع', en: 'Text' }, starts: '2026-11-27T14:00' }),
    [id(23)]: session({ title: {}, cancelled: true }),
    [id(24)]: session(),
  });
  expect(missingOf(made).map(({ item, kind, field, languages }) => [item, kind, field, languages.join()])).toEqual([
    [id(21), 'session', 'title', 'ar,en'],
    [id(20), 'session', 'summary', 'fr'],
    [id(22), 'session', 'title', 'ar,fr,en'],
    [id(2), 'stage', 'note', 'ar,en'],
    [id(1), 'stage', 'name', 'ar,en'],
    [id(11), 'speaker', 'title', 'ar,fr'],
    [id(12), 'speaker', 'name', 'fr,en'],
    [id(13), 'speaker', 'name', 'ar'],
    [id(14), 'speaker', 'name', 'en'],
    [id(14), 'speaker', 'about', 'ar,en'],
  ]);
  expect(missingOf(made)[0]?.words).toEqual({ fr: 'Titre' });
});
