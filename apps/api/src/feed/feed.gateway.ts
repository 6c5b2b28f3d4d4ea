import type { Server as HttpServer } from 'node:http';
import { type AskedOf, type StagePulse, enterTopic, leaveTopic, syncTopic, told } from '@siccam/contract';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Server } from 'socket.io';
import { CONFIG, type Config } from '../platform';
import { Answers, Refusal, type SocketCall } from '../wire';
import { Tail } from './tail';

// A lost last fact leaves no hole to notice, so a topic that has been silent for this long says the number of its last fact.
const silentFor = 10_000;
const beatEvery = 1000;
const perPage = 500;

/** Says whether a topic exists for this caller. */
export type TopicRule = (id: string) => boolean | Promise<boolean>;

/** The one gateway: handshake, origin, heartbeat, topics, catching up. */
@Injectable()
export class FeedGateway implements OnModuleDestroy {
  private readonly rules = new Map<string, TopicRule>();
  private io: Server | undefined;
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly tail: Tail,
  ) {
    tail.onFrame((frame) => this.io?.to(frame.topic).emit(told.frame, frame));
  }

  /** Lets a feature say which topics of its kind (`fair:…`, `session:…`) may be heard. */
  allow(kind: string, rule: TopicRule): void {
    this.rules.set(kind, rule);
  }

  /** Opens the sockets on a running HTTP server. */
  open(server: HttpServer): Server {
    this.io = new Server(server, {
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: 64 * 1024,
      perMessageDeflate: false,
      connectTimeout: 5000,
      allowRequest: (request, decide) => {
        const { origin } = request.headers;
        decide(null, origin === undefined || this.config.origins.has(origin));
      },
    });
    this.io.of('/').adapter.on('delete-room', (topic: string) => this.forget(topic));
    this.heartbeat = setInterval(() => this.tellHeads(), beatEvery);
    return this.io;
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.heartbeat);
    await this.io?.close();
  }

  @Answers(enterTopic)
  async enter({ topic }: AskedOf<typeof enterTopic>, { socket }: SocketCall) {
    await this.mustBeHeard(topic);
    // Join first, then read the head: a fact that commits in between arrives as a frame.
    socket.join(topic);
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

  private async mustBeHeard(topic: string): Promise<void> {
    const [kind, id] = topic.split(':', 2);
    const rule = this.rules.get(kind ?? '');
    if (!id || !rule || !(await rule(id))) throw new Refusal('feed.unknownTopic');
  }

  private tellHeads(): void {
    for (const [topic, head] of this.tail.silentFor(silentFor)) this.io?.to(topic).emit(told.heads, { [topic]: head });
  }

  private forget(room: string): void {
    // Rooms of single sockets have no colon. The fair's own topic is followed by this server itself.
    if (room.includes(':') && !room.startsWith('fair:')) this.tail.forget(room);
  }
}
