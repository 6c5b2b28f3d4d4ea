import { randomUUID } from 'node:crypto';
import type { AnswerOf, readOutbox } from '@siccam/contract';
import { demoId } from '../demo/demo.people';
import { Jobs } from '../platform';
import { type Acting, account, fairOf, sheetOf, signedIn } from '../testing/acting';
import { browser, mailed, terms } from '../testing/browser';
import { openHouse, refusalOf, type Said, type TestHouse } from '../testing/house';
import { openSmtp } from '../testing/smtp';
import { until } from '../testing/until';

let smtp: Awaited<ReturnType<typeof openSmtp>>;
let house: TestHouse;
beforeAll(async () => {
  smtp = await openSmtp();
  house = await openHouse({ SMTP_URL: smtp.url, MAIL_FROM: 'SICCAM <salon@fair.test>' });
});
beforeEach(async () => {
  await posted();
  smtp.received.length = 0;
  smtp.says.heard = 0;
});
afterAll(async () => {
  await house.close();
  await smtp.close();
});

const address = () => `${randomUUID()}@fair.test`;
const heard = (said: Said) => (said.status === 200 ? 'in' : refusalOf(said));
/** Waits until every mail that was left has been sent or held. */
const posted = async () => {
  house.app.get(Jobs).wake();
  await until(async () => (await house.owner.query(`select 1 from job where name = 'mail.send' and done is null`)).rowCount, (left) => left === 0);
};
const mailOf = async (id: string) => (await house.owner.query<{ mail: string | null }>('select mail from person where id = $1', [id])).rows[0]?.mail;
const opening = (token: string) => ({ token, language: 'fr', consents: terms });

describe('another address of an account', () => {
  beforeAll(() => house.owner.query('update fair set demo = false'));

  /** Someone who asked for another address, and what only its reader has. */
  async function changing(): Promise<{ me: Acting; before: string; after: string; token: string }> {
    const [before, after] = [address(), address()];
    const me = await account(house, { mail: before, proven: true });
    await me.asks('/api/account/mail', { mail: after });
    const { token } = await mailed(house, after, 'proveMail');
    await posted();
    expect(smtp.received.map(({ to }) => to)).toEqual([[after]]);
    smtp.received.length = 0;
    return { me, before, after, token };
  }

  it('is confirmed by nobody who only has its link: they are refused, nothing changes and nobody is told', async () => {
    const { me, before, token } = await changing();
    const other = await account(house, { mail: address(), proven: true });
    const signIns = async () => (await house.owner.query<{ id: string; ended: Date | null }>('select id, ended from sign_in where person_id = $1', [me.id])).rows;
    const as = await signIns();
    for (const stranger of [browser(house), other]) {
      const peeked = await stranger.asks('/api/enter/peek', { token });
      expect([peeked.status, refusalOf(peeked), peeked.text.includes('Salma')]).toEqual([403, 'enter.linkElsewhere', false]);
      expect(heard(await stranger.asks('/api/enter/open', opening(token)))).toBe('enter.linkElsewhere');
    }
    expect(await mailOf(me.id)).toBe(before);
    expect(await signIns()).toEqual(as);
    await posted();
    expect(smtp.received).toEqual([]);
    // It is as good as before, where it counts.
    expect(heard(await me.asks('/api/enter/open', opening(token)))).toBe('in');
  });

  it('is confirmed in a browser of the account, and the old one is told once, by mail', async () => {
    const { me, before, after, token } = await changing();
    const elsewhere = await signedIn(house, me.id);
    expect((await elsewhere.asks('/api/enter/peek', { token })).json).toMatchObject({ kind: 'address' });
    const all = await Promise.all([me, elsewhere, me, elsewhere].map((one) => one.asks('/api/enter/open', { token, language: 'fr' })));
    expect(all.map(heard).filter((one) => one === 'in')).toHaveLength(1);
    expect(await mailOf(me.id)).toBe(after);
    await posted();
    expect(smtp.received.map(({ to }) => to)).toEqual([[before]]);
    const [told] = smtp.received;
    expect(told?.headers['subject']).toContain('L’adresse de votre compte a changé');
    expect(told?.text).toContain('http://fair.test/fr/help');
    expect(told?.text).not.toContain(after);
    expect(told?.html).not.toContain(after);
  });

  it('is told to no address that nobody had proven', async () => {
    const [before, after] = [address(), address()];
    const me = await account(house, { mail: before });
    await me.asks('/api/account/mail', { mail: after });
    const { token } = await mailed(house, after, 'proveMail');
    await posted();
    expect(heard(await me.asks('/api/enter/open', opening(token)))).toBe('in');
    await posted();
    expect(smtp.received.map(({ to }) => to)).toEqual([[after]]);
  });

  it('leaves nothing of the old one that lets in: an invitation sent there is over', async () => {
    const organiser = await account(house, { roles: ['organiser'] });
    const before = address();
    const { id } = sheetOf(await organiser.asks('/api/desk/invitations', { name: { latin: 'Claire M.' }, mail: before, language: 'fr', roles: [] }));
    const { token } = await mailed(house, before, 'invitation');
    await house.owner.query('update person set mail = $2, mail_proven = now() where id = $1', [id, address()]);
    expect(heard(await browser(house).asks('/api/enter/open', opening(token)))).toBe('enter.linkOver');
  });
});

describe('a demonstration with a mail server', () => {
  beforeAll(() => house.owner.query('update fair set demo = true'));

  const outbox = async (who: Acting) => ((await who.asks('/api/desk/outbox', { state: null, page: 0 })).json as AnswerOf<typeof readOutbox>).mails.filter(({ error }) => error === 'demonstration');
  /** Whoever enters as the invented organiser, signed in and confirmed. */
  const invented = () => signedIn(house, demoId('organiser-1'));

  it('is no way to write to strangers: what its organiser causes is held, says why, and its link is copied', async () => {
    const organiser = await invented();
    const [to, role] = [address(), { role: 'organiser', on: { kind: 'fair', id: await fairOf(house) } }];
    const said = await organiser.asks('/api/desk/invitations', { name: { latin: 'Buy this' }, mail: to, language: 'fr', roles: [role] });
    const { link } = said.json as { link: string | null };
    expect(link).not.toBeNull();
    await organiser.asks('/api/desk/people/import', { csv: `name_latin,mail,language,role\nBuy that,${address()},fr,press\n`, apply: true });
    // Whoever was invited by an invented person is no other.
    const second = await signedIn(house, sheetOf(said).id);
    const mark = await second.asks('/api/desk/invitations', { name: { latin: 'Buy more' }, mail: address(), language: 'fr', roles: [] });
    expect((mark.json as { link: string | null }).link).not.toBeNull();
    const reader = await account(house, { mail: address(), proven: true });
    const { version } = sheetOf(await organiser.reads(`/api/desk/people/${reader.id}`));
    expect(heard(await organiser.asks(`/api/desk/people/${reader.id}/roles`, { version, give: [{ role: 'press', on: role.on }], take: [] }))).toBe('in');
    await organiser.asks('/api/account/mail', { mail: address() });
    await organiser.asks('/api/account/mail', { mail: (await mailOf(reader.id)) ?? '' });
    await posted();
    expect([smtp.received, smtp.says.heard]).toEqual([[], 0]);
    const held = await outbox(organiser);
    expect(held.map(({ kind }) => kind).sort()).toEqual(['addressKnown', 'invitation', 'invitation', 'invitation', 'proveMail', 'roleChanged']);
    const mail = held.find((one) => one.to === to);
    expect(mail).toMatchObject({ link: true });
    expect((await organiser.asks(`/api/desk/outbox/${mail?.id}/link`)).json).toEqual({ token: link });
    // Sent again, it is held again.
    await organiser.asks(`/api/desk/outbox/${mail?.id}/resend`);
    await posted();
    expect([smtp.received, smtp.says.heard]).toEqual([[], 0]);
    expect((await outbox(organiser)).find((one) => one.to === to)).toMatchObject({ state: 'held', link: true });
  });

  it('still lets a visitor in by mail', async () => {
    const to = address();
    await browser(house).asks('/api/enter/link', { mail: to, language: 'fr' });
    await posted();
    expect(smtp.received.map((mail) => mail.to)).toEqual([[to]]);
  });

  it('writes to no invented person', async () => {
    await browser(house).asks('/api/enter/link', { mail: (await mailOf(demoId('organiser-1'))) ?? '', language: 'fr' });
    await posted();
    expect(smtp.received).toEqual([]);
  });
});
