import type * as LiveKit from 'livekit-client';
import type { RemoteTrack, RemoteVideoTrack, Room } from 'livekit-client';
import { readStage, takeTicket, type Ticket } from '@siccam/contract';
import { call, Refused } from '../wire';
import { carried, count, newMeter, perHour, type Counted } from './meter';
import { pauseBefore } from './pause';

/** What is received: sound alone, or picture and sound. */
export type Mode = 'sound' | 'picture';
/** Why the line stopped for good. */
export type Stopped = 'over' | 'notYet' | 'cancelled' | 'elsewhere' | 'removed' | 'closed' | 'unknown';
/** How a browser is joined to a stage at this moment. */
export type MediaState = {
  phase: 'idle' | 'joining' | 'playing' | 'reconnecting' | 'waiting' | 'stopped';
  mode: Mode;
  stopped: Stopped | null;
  /** Machine time at which the sound was lost, while reconnecting. */
  lostAt: number | null;
  /** True when the browser waits for a tap before it plays. */
  blocked: boolean;
  muted: boolean;
  /** Persons heard by LiveKit now, loudest first. */
  speaking: readonly string[];
  /** Pictures that arrive, by person. */
  pictures: ReadonlyMap<string, RemoteVideoTrack>;
  /** Sound that arrives: packets in the last seconds, and whether it is more than silence. */
  sound: { arriving: boolean; audible: boolean };
  meter: { bytes: number; perHour: number | null };
};
/** One stage as this page receives it. */
export type StageMedia = ReturnType<typeof openStage>;

/** Identity of a speaker in LiveKit, `person:<id>`; viewers and others have none. */
const personOf = (identity: string): string | null => (identity.startsWith('person:') ? identity.slice(7) : null);

type Kit = typeof LiveKit;
let kit: Promise<Kit> | undefined;
/** Loads LiveKit's code, which no page without a stage needs. */
export const loadKit = (): Promise<Kit> =>
  (kit ??= import('livekit-client').then((loaded) => {
    // A page says in words what matters; LiveKit's own log is for developers.
    loaded.setLogLevel('silent');
    return loaded;
  }));

const tab = Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => byte.toString(36).padStart(2, '0')).join('').slice(0, 16);
const isSound = ({ kind }: { kind: string }): boolean => kind === 'audio';
const freshMs = 60_000;
const silenceMs = 3000;
const stillMs = 2500;

function openStage(slug: string) {
  let state: MediaState = {
    phase: 'idle', mode: 'picture', stopped: null, lostAt: null, blocked: false, muted: false,
    speaking: [], pictures: new Map(), sound: { arriving: false, audible: false }, meter: { bytes: 0, perHour: null },
  };
  /** Whether a page shows the picture: the small player has sound alone, whatever the mode. */
  let shown = true;
  const watchers = new Set<() => void>();
  const set = (change: Partial<MediaState>) => {
    state = { ...state, ...change };
    watchers.forEach((tell) => tell());
  };

  let room: Room | undefined;
  let attempt = 0;
  let run = 0;
  let connections = 0;
  let timer: number | undefined;
  let beat: number | undefined;
  let early: { at: number; ticket: Promise<Ticket> } | undefined;
  let meter = newMeter();
  let heard = { packets: 0, frames: 0, at: 0, energy: 0 };
  let patience = silenceMs;
  /** Persons whom a decision put on air and whether the server sees them publish: what may be expected to arrive. */
  let expected: { onAir: readonly string[]; lit: boolean | null } = { onAir: [], lit: null };
  const sounds = new Map<RemoteTrack, HTMLMediaElement>();
  /** Every picture that is received, by person, with its last new frame. */
  const cameras = new Map<string, { track: RemoteVideoTrack; frames: number; at: number }>();

  /** Takes the ticket and warms the connection before the tap is complete. */
  function warm(): void {
    void loadKit();
    if (state.phase !== 'idle' && state.phase !== 'stopped') return;
    if (early && Date.now() - early.at < freshMs) return;
    const ticket = call(takeTicket, { session: slug, tab });
    early = { at: Date.now(), ticket };
    void Promise.all([ticket, loadKit()]).then(
      ([taken, { Room }]) => taken.via === 'webrtc' && room === undefined && void new Room().prepareConnection(taken.url, taken.token),
      () => (early = undefined),
    );
  }

  function start(mode: Mode): void {
    if (state.phase === 'playing' || state.phase === 'joining' || state.phase === 'reconnecting') return setMode(mode);
    takeTheFloor(line);
    run += 1;
    attempt = 0;
    shown = true;
    if (state.muted) setMuted(false);
    set({ phase: 'joining', mode, stopped: null, lostAt: null, blocked: false });
    void join(run);
  }

  async function join(mine: number): Promise<void> {
    const pre = early && Date.now() - early.at < freshMs ? early.ticket : undefined;
    early = undefined;
    try {
      const [ticket, livekit] = await Promise.all([pre ?? call(takeTicket, { session: slug, tab }), loadKit()]);
      if (mine !== run) return;
      if (ticket.via !== 'webrtc') {
        set({ phase: 'waiting' });
        return again(mine, 2000 + Math.random() * 2000);
      }
      await connect(mine, ticket.url, ticket.token, livekit);
    } catch (no) {
      if (mine !== run) return;
      if (no instanceof Refused) {
        if (no.refusal === 'stage.over') return stop('over');
        if (no.refusal === 'stage.notYet') return stop('notYet');
        if (no.refusal === 'stage.cancelled') return stop('cancelled');
        if (no.refusal === 'session.unknown') return stop('unknown');
        if (no.retryAfter) return again(mine, no.retryAfter * 1000 + Math.random() * 1000);
      }
      again(mine, pauseBefore((attempt += 1)));
    }
  }

  async function connect(mine: number, url: string, token: string, livekit: Kit): Promise<void> {
    const { Room, RoomEvent } = livekit;
    // One picture, always in view: LiveKit's own adaptation would only delay the first frame. Lost lines are ours to mend, with a fresh ticket.
    const joined = new Room({ adaptiveStream: false, dynacast: false, reconnectPolicy: { nextRetryDelayInMs: ({ retryCount }) => (retryCount > 1 ? null : 200) } });
    room = joined;
    connections += 1;
    const current = () => mine === run && room === joined;

    joined
      .on(RoomEvent.TrackPublished, (publication) => {
        // Who joined with the picture is subscribed by the server to each new one, also after asking for the sound alone.
        if (current() && publication.isDesired !== wanted(publication)) publication.setSubscribed(wanted(publication));
      })
      .on(RoomEvent.TrackSubscribed, (track, _publication, participant) => {
        if (!current()) return;
        if (isSound(track)) {
          const element = track.attach();
          element.muted = state.muted;
          sounds.set(track, element);
        } else {
          const person = personOf(participant.identity);
          // Decoding begins here, not when the page has drawn its place.
          if (person && track.attachedElements.length === 0) track.attach();
          if (person) cameras.set(person, { track: track as RemoteVideoTrack, frames: 0, at: Date.now() });
          show();
        }
      })
      .on(RoomEvent.TrackUnsubscribed, (track, _publication, participant) => {
        track.detach().forEach((element) => element.remove());
        sounds.delete(track);
        const person = personOf(participant.identity);
        if (!current() || !person || cameras.get(person)?.track !== track) return;
        cameras.delete(person);
        show();
      })
      .on(RoomEvent.ActiveSpeakersChanged, (speakers) => {
        if (current()) set({ speaking: speakers.flatMap((speaker) => personOf(speaker.identity) ?? []) });
      })
      .on(RoomEvent.AudioPlaybackStatusChanged, () => {
        if (current()) set({ blocked: !joined.canPlaybackAudio });
      })
      .on(RoomEvent.SignalReconnecting, () => current() && state.lostAt === null && set({ lostAt: Date.now() }))
      .on(RoomEvent.Reconnecting, () => current() && lost())
      .on(RoomEvent.Reconnected, () => current() && set({ phase: 'playing', lostAt: null }))
      .on(RoomEvent.Disconnected, (reason) => current() && void disconnected(mine, reason, livekit));

    await joined.connect(url, token, { autoSubscribe: state.mode === 'picture' && shown });
    if (!current()) return void joined.disconnect();
    attempt = 0;
    heard = { packets: 0, frames: 0, at: Date.now(), energy: 0 };
    if (state.mode === 'sound' || !shown) subscribe();
    set({ phase: 'playing', lostAt: null, blocked: !joined.canPlaybackAudio });
    void joined.startAudio().catch(() => undefined);
    watch(mine);
  }

  const wanted = (publication: { kind: string }) => isSound(publication) || (state.mode === 'picture' && shown);

  /** Asks for what the mode wants and lets the rest go. */
  function subscribe(): void {
    for (const participant of room?.remoteParticipants.values() ?? []) {
      for (const publication of participant.trackPublications.values()) {
        if (publication.isDesired !== wanted(publication)) publication.setSubscribed(wanted(publication));
      }
    }
  }

  async function disconnected(mine: number, reason: number | undefined, { DisconnectReason }: Kit): Promise<void> {
    if (reason === DisconnectReason.CLIENT_INITIATED) return;
    drop();
    if (reason === DisconnectReason.DUPLICATE_IDENTITY) return stop('elsewhere');
    if (reason === DisconnectReason.PARTICIPANT_REMOVED || reason === DisconnectReason.ROOM_DELETED) {
      try {
        const stage = await call(readStage, { session: slug });
        if (mine !== run) return;
        if (stage.state === 'ended') return stop('over');
        if (stage.state === 'cancelled') return stop('cancelled');
      } catch {
        // The words below hold without it.
      }
      if (mine === run) stop(reason === DisconnectReason.ROOM_DELETED ? 'closed' : 'removed');
      return;
    }
    lost();
    again(mine, pauseBefore((attempt += 1)));
  }

  const lost = () => set({ phase: state.phase === 'joining' ? 'joining' : 'reconnecting', lostAt: state.lostAt ?? Date.now(), sound: { arriving: false, audible: false } });

  function again(mine: number, after: number): void {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => mine === run && void join(mine), after);
  }

  /** Lets the room go without hearing of it any more; the new one must not meet its own ghost. */
  function drop(): void {
    window.clearInterval(beat);
    const old = room;
    room = undefined;
    old?.removeAllListeners();
    for (const [track, element] of sounds) {
      track.detach(element);
      element.remove();
    }
    sounds.clear();
    cameras.clear();
    if (state.pictures.size > 0 || state.speaking.length > 0) set({ pictures: new Map(), speaking: [] });
    void old?.disconnect();
  }

  /** A picture that stands still for two seconds and a half is not shown as if it were live: the initials take its place. */
  function show(): void {
    const moving = [...cameras].filter(([, { at }]) => Date.now() - at < stillMs);
    if (moving.length === state.pictures.size && moving.every(([person, { track }]) => state.pictures.get(person) === track)) return;
    set({ pictures: new Map(moving.map(([person, { track }]) => [person, track])) });
  }

  function watch(mine: number): void {
    window.clearInterval(beat);
    beat = window.setInterval(() => void measure(mine), 1000);
  }

  async function measure(mine: number): Promise<void> {
    const joined = room;
    if (!joined) return;
    const ways: Counted[] = [];
    let packets = 0;
    let frames = 0;
    let energy = 0;
    let onStage = false;
    for (const participant of joined.remoteParticipants.values()) {
      for (const publication of participant.trackPublications.values()) {
        const person = personOf(participant.identity);
        if (person && expected.onAir.includes(person) && !publication.isMuted && wanted(publication)) onStage = true;
        const report = await publication.track?.getRTCStatsReport();
        if (report) ways.push(...carried(report, String(connections)));
        report?.forEach((entry: { type: string; packetsReceived?: number; framesDecoded?: number; totalAudioEnergy?: number }) => {
          if (entry.type !== 'inbound-rtp') return;
          if (isSound(publication)) packets += entry.packetsReceived ?? 0;
          frames += entry.framesDecoded ?? 0;
          const camera = person ? cameras.get(person) : undefined;
          if (camera && camera.track === publication.track && camera.frames !== entry.framesDecoded) Object.assign(camera, { frames: entry.framesDecoded ?? 0, at: Date.now() });
          energy += entry.totalAudioEnergy ?? 0;
        });
      }
    }
    if (mine !== run || room !== joined) return;
    show();
    const now = Date.now();
    meter = count(meter, ways, now);
    const moved = packets !== heard.packets || frames !== heard.frames;
    const sound = { arriving: packets !== heard.packets, audible: energy > heard.energy + 1e-7 };
    if (moved) patience = silenceMs;
    heard = { packets, frames, energy, at: moved ? now : heard.at };
    set({ meter: { bytes: meter.bytes, perHour: perHour(meter) }, sound, ...(moved && state.lostAt !== null && state.phase === 'playing' ? { lostAt: null } : {}) });

    const due = expected.onAir.length > 0 && (onStage || expected.lit === true);
    if (!due) heard.at = now;
    else if (now - heard.at > patience) {
      // Nothing came back last time either: the next look is later, so that a silent stage is not joined over and over.
      patience = Math.min(patience * 2, 24_000);
      drop();
      lost();
      again(mine, 0);
    }
  }

  function stop(why: Stopped | null): void {
    run += 1;
    window.clearTimeout(timer);
    drop();
    // Nothing is heard any more; who only hears why it stopped still has it as the open line.
    if (!why) leaveTheFloor(line);
    set({ phase: why ? 'stopped' : 'idle', stopped: why, lostAt: null, blocked: false, sound: { arriving: false, audible: false } });
  }

  function setMode(mode: Mode): void {
    if (mode === state.mode) return;
    set({ mode });
    subscribe();
  }

  function setMuted(muted: boolean): void {
    for (const element of sounds.values()) element.muted = muted;
    set({ muted });
  }

  const line = {
    slug,
    warm,
    start,
    setMode,
    setMuted,
    stop: () => stop(null),
    /** A decision ended what was heard. */
    end: (why: Stopped) => {
      if (state.phase !== 'idle' && state.phase !== 'stopped') stop(why);
    },
    /** Says whether a page shows the picture; out of sight it is not received, and the sound goes on. */
    show: (visible: boolean) => {
      if (shown === visible) return;
      shown = visible;
      subscribe();
    },
    /** Asks for the sound once more, by a new room. */
    restart: () => {
      const { mode } = state;
      stop(null);
      start(mode);
    },
    /** The tap that a browser waited for. */
    allowSound: () => void room?.startAudio().then(() => set({ blocked: false }), () => undefined),
    expect: (onAir: readonly string[], lit: boolean | null) => {
      expected = { onAir, lit };
    },
    now: () => state,
    watch: (tell: () => void) => {
      watchers.add(tell);
      return () => void watchers.delete(tell);
    },
  };
  return line;
}

const lines = new Map<string, StageMedia>();
let open: StageMedia | undefined;
const listeners = new Set<() => void>();
const openIs = (line: StageMedia | undefined) => {
  open = line;
  listeners.forEach((tell) => tell());
};

/** One voice at a time: whoever starts ends the other. */
function takeTheFloor(line: StageMedia): void {
  if (open === line) return;
  const former = open;
  openIs(line);
  former?.stop();
}

function leaveTheFloor(line: StageMedia): void {
  if (open === line) openIs(undefined);
}

/** The line to a session's stage. Asking for it opens nothing: what plays elsewhere goes on until this one is started. */
export function stageMedia(slug: string): StageMedia {
  const line = lines.get(slug) ?? openStage(slug);
  lines.set(slug, line);
  return line;
}

/** The line that is open, on whatever page: at most one. */
export const openLine = {
  now: (): StageMedia | undefined => open,
  watch: (tell: () => void): (() => void) => {
    listeners.add(tell);
    return () => void listeners.delete(tell);
  },
};
