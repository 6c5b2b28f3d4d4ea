import { useLayoutEffect, useRef } from 'react';
import type { RemoteVideoTrack } from 'livekit-client';
import classes from './TrackPicture.module.css';

/** A person's picture. The element decodes from the moment its track came, before the page has drawn its place; until the first frame it is clear and the initials show. */
export function TrackPicture({ track, label }: { track: RemoteVideoTrack; label: string }) {
  const holder = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const video = track.attachedElements[0] ?? track.attach();
    const seen = () => video.setAttribute('data-seen', '');
    video.addEventListener('playing', seen);
    holder.current?.append(video);
    // Taken out of the page an element stops; put back it plays on.
    void video.play().catch(() => undefined);
    return () => {
      video.removeEventListener('playing', seen);
      video.remove();
    };
  }, [track]);
  useLayoutEffect(() => track.attachedElements[0]?.setAttribute('aria-label', label), [track, label]);
  return <span ref={holder} className={classes.holder} />;
}
