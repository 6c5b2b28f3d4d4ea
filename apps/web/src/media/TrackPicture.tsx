import { useEffect, useRef, useState } from 'react';
import type { RemoteVideoTrack } from 'livekit-client';

/** A person's decoded picture. It covers the initials from its first frame on. */
export function TrackPicture({ track, label }: { track: RemoteVideoTrack; label: string }) {
  const video = useRef<HTMLVideoElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    track.attach(element);
    return () => {
      track.detach(element);
    };
  }, [track]);
  return <video ref={video} aria-label={label} autoPlay playsInline muted style={{ opacity: seen ? 1 : 0 }} onLoadedData={() => setSeen(true)} onPlaying={() => setSeen(true)} />;
}
