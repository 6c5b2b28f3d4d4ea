import { type RemoteTrack, Room, RoomEvent, TrackKind, VideoBufferType, VideoStream } from '@livekit/rtc-node';
import { type Session, takeTicket } from '@siccam/contract';
import type { Doors } from './doors';
import { say } from './say';
import { lumaOfPlanes, readStrip } from '@siccam/testing';

const freshWithin = 3000;
// A picture of the same machine cannot be from the future; the tenth of a second of the strip is all that may differ.
const mayBeAhead = 200;
const patience = 10_000;

/** Enters a live session as any guest would and decodes its picture: true once one was drawn at most three seconds ago by its own strip. */
export async function seesPicture(doors: Doors, session: Session): Promise<boolean> {
  const ticket = await doors.call(takeTicket, { session: session.slug, tab: 'watch' }, await doors.guest());
  if (ticket.via !== 'webrtc') return false;
  const room = new Room();
  const givenUp = new AbortController();
  const timer = setTimeout(() => givenUp.abort(), patience);
  try {
    const fresh = new Promise<boolean>((resolve, reject) => {
      givenUp.signal.addEventListener('abort', () => resolve(false));
      room.once(RoomEvent.Disconnected, () => resolve(false));
      room.on(RoomEvent.TrackSubscribed, (track) => {
        if (track.kind === TrackKind.KIND_VIDEO) decode(track, givenUp.signal).then((seen) => seen && resolve(true), reject);
      });
    });
    await room.connect(ticket.url, ticket.token, { autoSubscribe: true, dynacast: false });
    return await fresh;
  } finally {
    clearTimeout(timer);
    givenUp.abort();
    await room.disconnect().catch(() => undefined);
  }
}

/** Reads pictures of a track until one is fresh. A stream of rtc-node does not end by itself: its reader is cancelled. */
async function decode(track: RemoteTrack, givenUp: AbortSignal): Promise<boolean> {
  const reader = new VideoStream(track).getReader();
  const cancel = () => void reader.cancel().catch(() => undefined);
  givenUp.addEventListener('abort', cancel, { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return false;
      const frame = value.frame.type === VideoBufferType.I420 ? value.frame : value.frame.convert(VideoBufferType.I420);
      const drawn = readStrip(lumaOfPlanes(frame.data, frame.width), frame.width, frame.height);
      const age = drawn === null ? Infinity : Date.now() - drawn;
      if (age <= freshWithin && age >= -mayBeAhead) {
        say(`decoded a picture of ${frame.width}×${frame.height}, ${age} ms old`);
        return true;
      }
    }
  } finally {
    cancel();
  }
}
