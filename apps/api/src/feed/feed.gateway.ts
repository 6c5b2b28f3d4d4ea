import type { Server as HttpServer } from 'node:http';
import { type AskedOf, type ComeBack, type DraftPulse, type StagePulse, enterTopic, leaveTopic, syncTopic, told } from '@siccam/contract';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Server } from 'socket.io';
import { type Admission, Answers, type Caller, Refusal, type SocketCall } from '../wire';
import { SlowSockets } from './slow';
import { Tail } from './tail';

// A lost last fact leaves no hole to notice, so a topic that has been silent for this long says the number of its last fact.
const silentFor = 10_000;
const heartbeatEvery = 1000;
const slowEvery = 500;
const perPage = 500;
// Sent away, sockets come back one after the other: this long for each (milliseconds), within these bounds.
const comeBackEach = 5;
const comeBackBounds = [1000, 10_000] as const;
// How long the last words may take to those who are sent away.
const lastWords = 1000;

/** Says whether a topic exists for this caller; without one: whether it still exists for anyone. */
export type TopicRule = (id: string, caller?: Caller | null) => boolean | Promise<boolean>;

/** The one gateway: handshake, heartbeat, topics, catching up, sending away. */
@Injectable()
export class FeedGateway implements OnModuleDestroy {
  private readonly rules = new Map<string, TopicRule>();
  /** The kinds whose listeners are asked for again and again, and in each of their topics who listens by which socket. */
  private readonly guarded = new Set<string>();
  private readonly hearers = new Map<string, Map<string, Caller | null>>();
  private readonly slow = new SlowSockets();
  private io: Server | undefined;
  private timers: NodeJS.Timeout[] = [];

  constructor(private readonly tail: Tail) {
    tail.onFrame((frame) => this.io?.to(frame.topic).emit(told.frame, frame));
  }

  /** Lets a feature say which topics of its kind (`fair:…`, `session:…`) may be heard. `guarded`: each listener is asked for every second, and whoever may no longer hear it is taken out. */
  allow(kind: string, rule: TopicRule, { guarded = false }: { guarded?: boolean } = {}): void {
    this.rules.set(kind, rule);
    if (guarded) this.guarded.add(kind);
  }

  /** Who listens to a guarded topic on this server, by socket. */
  hearersOf(topic: string): ReadonlyMap<string, Caller | null> {
    return this.hearers.get(topic) ?? new Map<string, Caller | null>();
  }

  /** Opens the sockets on a running HTTP server. */
  open(server: HttpServer, admission: Admission): Server {
    // One text packet a frame, without compression: so Socket.IO encodes a frame once for all its listeners.
    const io = new Server(server, {
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: 64 * 1024,
      perMessageDeflate: false,
      connectTimeout: 5000,
      allowRequest: (request, decide) => void admission.admits(request).then((may) => decide(null, may)),
    });
    admission.watch(io);
    io.of('/').adapter.on('delete-room', (topic: string) => this.forget(topic));
    io.of('/').adapter.on('leave-room', (topic: string, socket: string) => this.hearers.get(topic)?.delete(socket));
    this.timers = [setInterval(() => void this.beat(io), heartbeatEvery), setInterval(() => this.slow.look(io), slowEvery)];
    this.io = io;
    return io;
  }

  /** Sends everyone away, each for another while, so that the successor is not met by all at once; ends when they have gone. */
  async sendAway(): Promise<void> {
    const sockets = [...(this.io?.of('/').sockets.values() ?? [])];
    const [least, most] = comeBackBounds;
    const span = Math.min(most, Math.max(least, sockets.length * comeBackEach));
    const gone = sockets.map((socket) => new Promise<void>((done) => socket.once('disconnect', () => done())));
    for (const socket of sockets) socket.emit(told.comeBack, { after: Math.round(Math.random() * span) } satisfies ComeBack);
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([Promise.all(gone), new Promise((done) => (timer = setTimeout(done, lastWords)))]);
    clearTimeout(timer);
  }

  async onModuleDestroy(): Promise<void> {
    this.timers.forEach(clearInterval);
    await this.io?.close();
  }

  @Answers(enterTopic)
  async enter({ topic }: AskedOf<typeof enterTopic>, { socket, caller }: SocketCall) {
    if (!(await this.mayBeHeard(topic, caller))) throw new Refusal('feed.unknownTopic');
    // A socket that went meanwhile would never leave again.
    if (!socket.connected()) throw new Refusal('feed.unknownTopic');
    // Join first, then read the head: a fact that commits in between arrives as a frame.
    socket.join(topic);
    if (this.isGuarded(topic)) this.hearers.set(topic, (this.hearers.get(topic) ?? new Map<string, Caller | null>()).set(socket.id, caller));
    try {
      return { head: await this.tail.follow(topic) };
    } catch (error) {
      // Whoever is told no must not be listening all the same.
      socket.leave(topic);
      throw error;
    } finally {
      // Everyone may have gone while the head was read.
      if (!this.io?.of('/').adapter.rooms.has(topic)) this.forget(topic);
    }
  }

  @Answers(leaveTopic)
  leave({ topic }: AskedOf<typeof leaveTopic>, { socket }: SocketCall) {
    socket.leave(topic);
    return {};
  }

  @Answers(syncTopic)
  async sync({ topic, after }: AskedOf<typeof syncTopic>, { socket }: SocketCall) {
    if (!socket.topics().includes(topic)) throw new Refusal('feed.unknownTopic');
    return { from: after + 1, ...(await this.tail.after(topic, after, perPage)) };
  }

  /** Tells a figure that is no fact; whoever is slow misses it and gets the next. */
  pulse(topic: string, pulse: StagePulse): void {
    this.io?.to(topic).volatile.emit(told.pulse, pulse);
  }

  /** Tells the topic of a draft who is there. */
  draftPulse(topic: string, pulse: DraftPulse): void {
    this.io?.to(topic).volatile.emit(told.draft, pulse);
  }

  private async mayBeHeard(topic: string, caller?: Caller | null): Promise<boolean> {
    const [kind, id] = topic.split(':', 2);
    const rule = this.rules.get(kind ?? '');
    return Boolean(id && rule && (await rule(id, caller)));
  }

  private async beat(io: Server): Promise<void> {
    for (const topic of [...this.tail.topics()]) {
      // Followed by this server itself, entered by nobody.
      if (!topic.includes(':')) continue;
      // What was public may have been withdrawn since; a rule that cannot be asked now takes nobody out.
      if (!(await this.mayBeHeard(topic).catch(() => true))) io.in(topic).socketsLeave(topic);
      for (const [socket, caller] of this.hearersOf(topic)) {
        if (!(await this.mayBeHeard(topic, caller).catch(() => true))) io.in(socket).socketsLeave(topic);
      }
    }
    for (const [topic, head] of this.tail.silentFor(silentFor)) io.to(topic).emit(told.heads, { [topic]: head });
  }

  private isGuarded(topic: string): boolean {
    return this.guarded.has(topic.split(':', 1)[0] ?? '');
  }

  private forget(room: string): void {
    this.hearers.delete(room);
    // Rooms of single sockets have no colon. The fair's own topic is followed by this server itself.
    if (room.includes(':') && !room.startsWith('fair:')) this.tail.forget(room);
  }
}
