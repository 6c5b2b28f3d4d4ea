import type { Server as HttpServer } from 'node:http';
import { type AskedOf, type StagePulse, enterTopic, leaveTopic, syncTopic, told } from '@siccam/contract';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Server } from 'socket.io';
import { CONFIG, type Config } from '../platform';
import { Answers, Refusal, type SocketCall } from '../wire';
import { Tail } from './tail';

// A lost last fact leaves no hole to notice, so every listener hears the heads this often.
const headsEvery = 10_000;
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
    this.heartbeat = setInterval(() => this.tellHeads(), headsEvery);
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
    const head = await this.tail.follow(topic);
    return { from: after + 1, facts: await this.tail.after(topic, after, perPage), head };
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
    for (const [topic, head] of this.tail.heads()) this.io?.to(topic).emit(told.heads, { [topic]: head });
  }

  private forget(room: string): void {
    // Rooms of single sockets have no colon. The fair's own topic is followed by this server itself.
    if (room.includes(':') && !room.startsWith('fair:')) this.tail.forget(room);
  }
}
