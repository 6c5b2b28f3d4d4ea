import type { RefusalCode, Role } from '@siccam/contract';

/**
 * The second list of who may pass which door, written by hand beside the contract and the table of rights, and derived from neither.
 * `open` passes the right; what the door then says is another test's matter. Anything else is the exact refusal.
 */
export type Expected = 'open' | RefusalCode;

/** Who walks: how their browser is known, what they hold, on what, and how well they have shown that it is they. */
export type Who = {
  name: string;
  is: 'stranger' | 'guest' | 'account' | 'bot';
  role?: Role;
  /** `here`: on the object that is asked about. `elsewhere`: on another one of this fair. `otherFair`: a person and a role of another fair. */
  on: 'here' | 'elsewhere' | 'otherFair';
  two: boolean;
  fresh: boolean;
  banned: boolean;
  /** A bot's name. */
  bot?: 'stage-manager' | 'speaker';
  /** True: from elsewhere, through the proxy before this machine. */
  proxied?: true;
};

const roles: readonly Role[] = ['organiser', 'stageManager', 'protocolOfficer', 'helpDesk', 'press', 'moderator', 'speaker', 'interpreter', 'signatory', 'witness', 'assistant', 'exhibitorManager', 'exhibitorStaff'];
const withSecondFactor: readonly Role[] = ['organiser', 'stageManager', 'protocolOfficer', 'exhibitorManager', 'signatory'];
const plain = { on: 'here', two: false, fresh: true, banned: false } as const;

/** Everyone who tries each door. */
export const everyone: readonly Who[] = [
  { ...plain, name: 'stranger', is: 'stranger' },
  { ...plain, name: 'stranger from elsewhere', is: 'stranger', proxied: true },
  { ...plain, name: 'guest', is: 'guest' },
  { ...plain, name: 'banned guest', is: 'guest', banned: true },
  { ...plain, name: 'banned organiser', is: 'account', role: 'organiser', two: true, banned: true },
  { ...plain, name: 'organiser whose sign-in has ended', is: 'stranger', role: 'organiser', two: true },
  { ...plain, name: 'visitor', is: 'account' },
  { ...plain, name: 'visitor, unconfirmed', is: 'account', fresh: false },
  ...roles.flatMap((role): Who[] => [
    { ...plain, name: role, is: 'account', role, two: true },
    { ...plain, name: `${role} of another object`, is: 'account', role, two: true, on: 'elsewhere' },
    { ...plain, name: `${role} of another fair`, is: 'account', role, two: true, on: 'otherFair' },
  ]),
  ...(['organiser', 'stageManager', 'protocolOfficer', 'moderator', 'assistant'] as const).flatMap((role): Who[] => [
    { ...plain, name: `${role} with one factor`, is: 'account', role },
    { ...plain, name: `${role}, unconfirmed`, is: 'account', role, two: true, fresh: false },
  ]),
  { ...plain, name: 'bot of the stage', is: 'bot', bot: 'stage-manager' },
  { ...plain, name: 'bot of a speaker', is: 'bot', bot: 'speaker' },
  { ...plain, name: 'bot with a wrong key', is: 'stranger', bot: 'stage-manager' },
];

type Row = (who: Who) => Expected;

const anyone: Row = () => 'open';
const thisMachine: Row = ({ proxied }) => (proxied ? 'wire.unknown' : 'open');
/** Closed by a signature, which none of these has. */
const signed: Row = () => 'stage.forgedWebhook';

/** A stranger becomes a guest; a sign-in of another fair is none here. */
const guest =
  ({ bots = 'open', otherFair = 'open' }: { bots?: Expected; otherFair?: Expected } = {}): Row =>
  ({ is, on, banned }) =>
    banned ? 'people.banned' : is === 'bot' ? bots : on === 'otherFair' ? otherFair : 'open';

const account: Row = ({ is, on, banned }) => (banned ? 'people.banned' : is === 'account' && on !== 'otherFair' ? 'open' : 'wire.forbidden');

const confirmed =
  ({ guests }: { guests: Expected }): Row =>
  (who) => {
    if (who.is === 'guest' && !who.banned) return guests;
    const asAccount = account(who);
    return asAccount === 'open' && !who.fresh ? 'people.confirmNeeded' : asAccount;
  };

/** Those who hold one of these roles on the very object. `bot`: the one bot that may. */
const only =
  (holders: readonly Role[], { fresh = false, bot }: { fresh?: boolean; bot?: Who['bot'] } = {}): Row =>
  (who) => {
    if (who.banned) return 'people.banned';
    if (who.is === 'bot') return who.bot === bot ? 'open' : 'wire.forbidden';
    if (who.is !== 'account' || !who.role || !holders.includes(who.role) || who.on !== 'here') return 'wire.forbidden';
    if (withSecondFactor.includes(who.role) && !who.two) return 'people.secondFactorNeeded';
    return fresh && !who.fresh ? 'people.confirmNeeded' : 'open';
  };

/** The rows, one a door. A door without one makes the walk red, and so does a row without a door. */
export const expected: Readonly<Record<string, Row>> = {
  'health.read': anyone,
  'metrics.read': thisMachine,
  'health.report': anyone,
  'openapi.read': anyone,
  'page.root': anyone,
  'page.now': anyone,
  'page.programme': anyone,
  'page.session': anyone,
  'page.privacy': anyone,
  'page.enter': anyone,
  'page.enterStep': anyone,
  'page.account': anyone,
  'page.help': anyone,
  'page.desk': anyone,
  'page.speaker': anyone,
  'page.parts': anyone,
  'page.lost': anyone,
  'programme.read': anyone,
  'export.json': anyone,
  'export.xml': anyone,
  'export.csv': anyone,
  'search.ask': anyone,
  'programme.print': anyone,
  'file.about': anyone,
  'file.read': anyone,
  'calendar.all': anyone,
  'calendar.session': anyone,
  'calendar.plan': anyone,
  'stage.read': anyone,
  'feed.enter': anyone,
  'feed.leave': anyone,
  'feed.sync': anyone,
  'stage.webhook': signed,

  'people.me': guest({ otherFair: 'people.signedOut' }),
  'people.name': guest({ otherFair: 'people.signedOut' }),
  'plan.read': guest({ bots: 'wire.forbidden', otherFair: 'people.signedOut' }),
  'plan.keep': guest({ bots: 'wire.forbidden', otherFair: 'people.signedOut' }),
  'plan.seat': guest({ bots: 'wire.forbidden', otherFair: 'people.signedOut' }),
  'plan.leave': guest({ bots: 'wire.forbidden', otherFair: 'people.signedOut' }),
  'plan.accept': guest({ bots: 'wire.forbidden', otherFair: 'people.signedOut' }),
  'plan.calendar': guest({ bots: 'wire.forbidden', otherFair: 'people.signedOut' }),
  'stage.ticket': guest(),
  'enter.signUp': guest(),
  'enter.password': guest(),
  'enter.askLink': guest(),
  'enter.peek': guest(),
  'enter.open': guest(),
  'enter.mailCode': guest(),
  'demo.enter': guest(),

  'enter.second': account,
  'enter.confirm': account,
  'enter.out': account,
  'account.read': account,
  'account.save': account,
  'account.factorProve': account,
  'account.endSignIn': account,
  'account.endOthers': account,
  'account.consent': account,
  'account.withdraw': account,
  'file.bring': account,
  'file.drop': account,
  'plan.remind': account,
  'calendar.mine': account,
  'speaker.mine': account,
  'speaker.answer': account,
  'speaker.save': account,
  'speaker.checkTicket': account,
  'speaker.checkEnd': account,
  'official.mine': account,
  'demo.code': account,
  'official.confirm': account,

  'account.password': confirmed({ guests: 'wire.forbidden' }),
  'account.mail': confirmed({ guests: 'wire.forbidden' }),
  'account.factor': confirmed({ guests: 'wire.forbidden' }),
  'account.recovery': confirmed({ guests: 'wire.forbidden' }),
  'account.factorDrop': confirmed({ guests: 'wire.forbidden' }),
  'account.device': confirmed({ guests: 'wire.forbidden' }),
  'account.data': confirmed({ guests: 'open' }),
  'account.delete': confirmed({ guests: 'open' }),

  'stage.move': only(['stageManager', 'moderator'], { bot: 'stage-manager' }),
  'stage.air': only(['stageManager', 'moderator'], { bot: 'stage-manager' }),
  // A speaker's own ticket comes with the backstage; until then only the demonstration's bots speak.
  'stage.speakerTicket': only([], { bot: 'speaker' }),

  'official.read': only(['assistant', 'organiser', 'protocolOfficer']),
  'official.save': only(['assistant', 'organiser', 'protocolOfficer']),

  'draft.read': only(['organiser', 'stageManager', 'protocolOfficer'], { bot: 'stage-manager' }),
  'draft.items': only(['organiser', 'stageManager', 'protocolOfficer'], { bot: 'stage-manager' }),
  'draft.look': only(['organiser', 'stageManager', 'protocolOfficer'], { bot: 'stage-manager' }),
  'draft.save': only(['organiser']),
  'exchange.preview': only(['organiser']),
  'exchange.apply': only(['organiser']),
  'exchange.export': only(['organiser', 'stageManager', 'protocolOfficer'], { bot: 'stage-manager' }),
  'release.preview': only(['organiser', 'stageManager', 'protocolOfficer'], { bot: 'stage-manager' }),
  'release.previewBack': only(['organiser', 'stageManager', 'protocolOfficer'], { bot: 'stage-manager' }),
  'release.make': only(['organiser']),
  'release.back': only(['organiser']),
  'release.list': anyone,
  'day.change': only(['organiser', 'stageManager'], { bot: 'stage-manager' }),
  'draftLink.list': only(['organiser', 'stageManager', 'protocolOfficer'], { bot: 'stage-manager' }),
  'draftLink.make': only(['organiser']),
  'draftLink.revoke': only(['organiser']),
  'draftLink.read': anyone,

  'speaker.list': only(['organiser', 'stageManager', 'protocolOfficer'], { bot: 'stage-manager' }),
  'speaker.join': only(['organiser']),
  'speaker.mail': only(['organiser']),

  'people.find': only(['organiser']),
  'people.read': only(['organiser']),
  'people.resend': only(['organiser'], { fresh: true }),
  'people.revoke': only(['organiser']),
  'people.ban': only(['organiser']),
  'people.unban': only(['organiser']),
  'people.invite': only(['organiser'], { fresh: true }),
  'people.roles': only(['organiser'], { fresh: true }),
  'people.letBack': only(['organiser'], { fresh: true }),
  'people.import': only(['organiser'], { fresh: true }),
  'audit.read': only(['organiser']),
  'audit.export': only(['organiser'], { fresh: true }),
  'outbox.read': only(['organiser']),
  'outbox.resend': only(['organiser']),
  'outbox.copy': only(['organiser'], { fresh: true }),
};
