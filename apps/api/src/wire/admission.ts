import type { IncomingMessage } from 'node:http';
import { type RefusalBody, told } from '@siccam/contract';
import type { Server, Socket } from 'socket.io';
import type { Caller, OpenSockets, Out } from './gate';
import type { House } from './http';
import { networkOf } from './network';

type Connection = Socket['conn'];
/** Open connections of one address; those of strangers and of guests in the order they came. */
type Address = { open: number; strangers: Set<Connection>; guests: Set<Connection> };

const perPerson = 20;
// Packets a second that a socket may send without end, and how many at once.
const packetsASecond = 20;
const packetsAtOnce = 200;
// A connection that we ended is given this long for what is still on its way; whoever does not hang up is cut off.
const farewell = 1000;

/**
 * Who may open a socket and keep it: the page's origin, how many from one address and one person, how fast it sends.
 * Without an Origin it is no browser and carries nobody's cookie by accident, so it may come.
 */
export class Admission implements OpenSockets {
  private readonly addresses = new Map<string, Address>();
  private readonly persons = new Map<string, Set<Socket>>();

  constructor(private readonly house: House) {
    house.gate.attach(this);
  }

  close({ person, banned, ended }: Out): void {
    for (const socket of [...(this.persons.get(person) ?? [])]) {
      const { signIn } = callerOf(socket);
      if (!banned && !(signIn && ended.includes(signIn))) continue;
      socket.emit(told.closed, { ok: false, refusal: banned ? 'people.banned' : 'people.signedOut' } satisfies RefusalBody);
      socket.disconnect(true);
    }
  }

  has(person: string): boolean {
    return (this.persons.get(person)?.size ?? 0) > 0;
  }

  addressesOf(person: string): string[] {
    return [...new Set([...(this.persons.get(person) ?? [])].map((socket) => addressOf(socket.request, this.house.config.TRUST_PROXY)))];
  }

  /** Whether a handshake may go on. */
  async admits(request: IncomingMessage): Promise<boolean> {
    const { config, limits, gate } = this.house;
    const { origin } = request.headers;
    if (origin !== undefined && !config.origins.has(origin)) return false;
    const from = addressOf(request, config.TRUST_PROXY);
    const caller = gate.caller(request.headers);
    if (caller?.kind === 'banned') return false;
    if (!caller && this.house.storm.high) return false;
    const here = this.addresses.get(from);
    if (here && here.open >= config.SOCKETS_PER_ADDRESS && !(caller && yieldsOne(here, caller))) return false;
    return await limits.passAddress(from, caller).then(
      () => true,
      () => false,
    );
  }

  /** Watches the sockets that are let in. */
  watch(io: Server): void {
    io.engine.on('connection', (connection: Connection) => {
      this.countAddress(connection);
      endFloods(connection);
      connection.once('close', () => cutOff(connection));
    });
    io.on('connection', (socket) => this.countPerson(socket));
  }

  private countAddress(connection: Connection): void {
    const { request } = connection;
    const from = addressOf(request, this.house.config.TRUST_PROXY);
    const here = this.addresses.get(from) ?? { open: 0, strangers: new Set(), guests: new Set() };
    this.addresses.set(from, here);
    here.open += 1;
    const caller = this.house.gate.caller(request.headers);
    if (!caller) here.strangers.add(connection);
    else if (caller.kind === 'guest') here.guests.add(connection);
    connection.once('close', () => {
      here.open -= 1;
      here.strangers.delete(connection);
      here.guests.delete(connection);
      if (here.open === 0) this.addresses.delete(from);
    });
  }

  /** The oldest socket of someone who has too many is closed, and told why; bots share one name. An older cookie of a guest bears the id of the account that came of it, and has its own. */
  private countPerson(socket: Socket): void {
    const caller = this.house.gate.caller(socket.handshake.headers);
    if (caller?.kind !== 'guest' && caller?.kind !== 'person') return;
    // As it was when it came: once a sign-in has ended, its cookie names nobody any more.
    socket.data = { caller };
    const mine = this.persons.get(caller.id) ?? new Set();
    this.persons.set(caller.id, mine);
    mine.add(socket);
    socket.once('disconnect', () => {
      mine.delete(socket);
      if (mine.size === 0 && this.persons.get(caller.id) === mine) this.persons.delete(caller.id);
    });
    if (mine.size <= perPerson) return;
    const alike = [...mine].filter((one) => callerOf(one).kind === caller.kind);
    const [oldest] = alike;
    if (alike.length <= perPerson || !oldest) return;
    oldest.emit(told.closed, { ok: false, refusal: 'wire.tooMany' } satisfies RefusalBody);
    oldest.disconnect(true);
  }
}

/** Where a request comes from: as many proxies as are ours have each added the address they saw, the last one at the end. */
export function addressOf({ headers, socket }: IncomingMessage, proxies: number): string {
  const seen = socket.remoteAddress ?? '';
  const said = String(headers['x-forwarded-for'] ?? '').split(',').map((one) => one.trim()).filter(Boolean);
  return networkOf(proxies === 0 ? seen : (said.at(-proxies) ?? said[0] ?? seen));
}

/** Someone known takes the place of the stranger who came first; where there is none, someone signed in that of the first guest. */
function yieldsOne({ strangers, guests }: Address, { kind }: Caller): boolean {
  const [first] = strangers.size > 0 || kind !== 'person' ? strangers : guests;
  first?.close(true);
  return first !== undefined;
}

/** Ends a connection that goes on sending faster than any page does. Counted before anything is read: what cannot be read counts too. */
function endFloods(connection: Connection): void {
  let left = packetsAtOnce;
  let at = performance.now();
  connection.on('packet', () => {
    const now = performance.now();
    left = Math.min(packetsAtOnce, left + ((now - at) / 1000) * packetsASecond) - 1;
    at = now;
    if (left < 0) connection.request.socket.destroy();
  });
}

function cutOff({ request: { socket } }: Connection): void {
  if (!socket.destroyed) setTimeout(() => socket.destroy(), farewell).unref();
}

/** Whose socket this was when it came. */
const callerOf = (socket: Socket): Caller => (socket.data as { caller: Caller }).caller;
