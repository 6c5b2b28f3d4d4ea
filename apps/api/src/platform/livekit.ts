import { type KeyObject, createHmac, createSecretKey } from 'node:crypto';
import { RoomServiceClient, TrackSource, type VideoGrant, WebhookReceiver } from 'livekit-server-sdk';
import type { Config } from './config';

/** Someone in a LiveKit room, as LiveKit's own list says. */
export type Connected = {
  identity: string;
  canPublish: boolean;
  hidden: boolean;
  /** True while at least one track is published and not muted. */
  publishing: boolean;
};

/** What a person may send in a room once put on air. */
export const stageSources: TrackSource[] = [TrackSource.CAMERA, TrackSource.MICROPHONE, TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO];

/** What no browser's ticket ever holds. */
export const neverGranted = {
  roomAdmin: false,
  roomCreate: false,
  roomList: false,
  roomRecord: false,
  ingressAdmin: false,
  recorder: false,
  agent: false,
  canManageAgentSession: false,
  canSubscribeMetrics: false,
  canPublishData: false,
  canUpdateOwnMetadata: false,
  destinationRoom: '',
} as const satisfies VideoGrant;

const jwtHead = Buffer.from(JSON.stringify({ alg: 'HS256' })).toString('base64url');
const sourceNames: Record<TrackSource, string> = {
  [TrackSource.CAMERA]: 'camera',
  [TrackSource.MICROPHONE]: 'microphone',
  [TrackSource.SCREEN_SHARE]: 'screen_share',
  [TrackSource.SCREEN_SHARE_AUDIO]: 'screen_share_audio',
  [TrackSource.UNKNOWN]: 'unknown',
};

// Longer than any answer of a healthy LiveKit seen here (12 ms), shorter than a person's patience.
const answerWithinSeconds = 3;

/** LiveKit as this server uses it: rooms, who is in them, permissions, tickets. Whether it answers is never assumed. */
export class LiveKit {
  private readonly rooms: RoomServiceClient;
  private readonly receiver: WebhookReceiver;
  private readonly secret: KeyObject;

  constructor(private readonly config: Pick<Config, 'LIVEKIT_URL' | 'LIVEKIT_PUBLIC_URL' | 'LIVEKIT_API_KEY' | 'LIVEKIT_API_SECRET'>) {
    const { LIVEKIT_URL, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = config;
    this.rooms = new RoomServiceClient(LIVEKIT_URL.replace(/^ws/, 'http'), key, secret, { requestTimeout: answerWithinSeconds });
    this.receiver = new WebhookReceiver(key, secret);
    // As a key and not as a text, which is read anew for each ticket.
    this.secret = createSecretKey(Buffer.from(secret));
  }

  /** Where browsers connect. */
  get publicUrl(): string {
    return this.config.LIVEKIT_PUBLIC_URL;
  }

  /** Creates a room, or leaves the one that is there as it is. Empty rooms stay until their session ends. */
  async open(room: string): Promise<void> {
    await this.rooms.createRoom({ name: room, emptyTimeout: 24 * 3600, departureTimeout: 24 * 3600 });
  }

  /** Creates a room for so many, that ends by itself: after so many seconds without anyone, and after the last has left. */
  async openFor(room: string, { places, empty, left }: { places: number; empty: number; left: number }): Promise<void> {
    await this.rooms.createRoom({ name: room, maxParticipants: places, emptyTimeout: empty, departureTimeout: left });
  }

  /** Ends a room that was made more than so many seconds ago. */
  async closeOlder(room: string, seconds: number): Promise<void> {
    const [found] = await this.rooms.listRooms([room]);
    if (found && Number(found.creationTime) <= Date.now() / 1000 - seconds) await this.close(room);
  }

  /** Ends a room; everyone in it is told so. A room that is not there is as good as ended. */
  async close(room: string): Promise<void> {
    await this.rooms.deleteRoom(room).catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
    });
  }

  /** Names of the rooms that exist. */
  async names(): Promise<string[]> {
    return (await this.rooms.listRooms()).map(({ name }) => name);
  }

  /** Everyone in a room, hidden ones included. */
  async connected(room: string): Promise<Connected[]> {
    const everyone = await this.rooms.listParticipants(room);
    return everyone.map(({ identity, permission, tracks }) => ({
      identity,
      canPublish: permission?.canPublish ?? false,
      hidden: permission?.hidden ?? false,
      publishing: tracks.some(({ muted }) => !muted),
    }));
  }

  /**
   * Lets someone publish, or stops it. Someone stopped stays visible: hiding again leaves a ghost in others' lists (seen),
   * and pages draw the stage from decisions anyway. False: they are not in the room.
   */
  async permit(room: string, identity: string, publish: boolean): Promise<boolean> {
    try {
      await this.rooms.updateParticipant(room, identity, {
        permission: {
          canPublish: publish,
          canPublishSources: publish ? stageSources : [],
          canPublishData: false,
          canSubscribe: true,
          canUpdateMetadata: false,
          hidden: false,
        },
      });
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  /** Takes someone out of a room, at once; they can come back for as long as their ticket is good. False: they were not there, which is as good. */
  async remove(room: string, identity: string): Promise<boolean> {
    try {
      await this.rooms.removeParticipant(room, identity);
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  /** Signs a ticket of five minutes (JWT, HS256): the same as the SDK's, which goes through WebCrypto and costs five times as much in a crowd. */
  sign(identity: string, grant: VideoGrant): string {
    const now = Math.floor(Date.now() / 1000);
    const video = { ...grant, ...(grant.canPublishSources ? { canPublishSources: grant.canPublishSources.map((source) => sourceNames[source]) } : {}) };
    const claims = Buffer.from(JSON.stringify({ video, iss: this.config.LIVEKIT_API_KEY, exp: now + 300, nbf: now, sub: identity })).toString('base64url');
    const signed = `${jwtHead}.${claims}`;
    return `${signed}.${createHmac('sha256', this.secret).update(signed).digest('base64url')}`;
  }

  /** The event of a webhook whose signature fits its bytes; null for a forged one. `joined`: the name in the room of someone who has come. */
  async heard(body: string, authorization: string | undefined): Promise<{ id: string; room: string; joined: string | null } | null> {
    try {
      const event = await this.receiver.receive(body, authorization);
      return { id: event.id, room: event.room?.name ?? '', joined: event.event === 'participant_joined' ? (event.participant?.identity ?? null) : null };
    } catch {
      return null;
    }
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 404;
}
