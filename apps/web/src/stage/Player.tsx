import { useEffect, useEffectEvent, useSyncExternalStore, type ReactNode } from 'react';
import { useRouterState } from '@tanstack/react-router';
import { ActionIcon, Button } from '@mantine/core';
import { IconPlayerStop, IconVolume, IconVolumeOff, IconX } from '@tabler/icons-react';
import { wordsIn, type Programme, type Session } from '@siccam/contract';
import { Level } from '@siccam/ui';
import { Said, useDates, useLanguage, useWords } from '../i18n';
import { megabytes, useStageMedia, type MediaState, type StageMedia } from '../media';
import { SessionLink, useProgramme } from '../programme';
import { stoppedWords } from './Room';
import classes from './Player.module.css';
import { useStage } from './useStage';

/** What plays while the reader walks through the fair; on its own stage page the stage itself shows it. */
export default function Player({ line }: { line: StageMedia }) {
  const { data: programme } = useProgramme();
  const session = programme?.sessions.find(({ slug }) => slug === line.slug);
  const at = useRouterState({ select: ({ location }) => location.pathname.split('/').slice(2).join('/') });
  const onStage = at === `s/${line.slug}`;
  const { phase } = useSyncExternalStore(line.watch, line.now);
  const why = whyEnded(programme, session);

  useEffect(() => {
    if (why) line.end(why);
    // Its own page says in its own place why it stopped.
    if (onStage && why && phase === 'stopped') line.stop();
  }, [line, why, onStage, phase]);
  useLockScreen(line, session);
  if (onStage || !session) return null;
  return <Bar line={line} session={session} />;
}

/** A decision ended what is heard, and which. */
function whyEnded(programme: Programme | undefined, session: Session | undefined) {
  if (!programme) return null;
  if (!session) return 'unknown';
  if (session.state === 'live' || session.state === 'paused') return null;
  return session.state === 'ended' ? 'over' : session.state === 'cancelled' ? 'cancelled' : 'notYet';
}

const readableMs = 10_000;

function Bar({ line, session }: { line: StageMedia; session: Session }) {
  const { say, label } = useWords();
  const language = useLanguage();
  const stage = useStage(session) ?? { onAir: [], lit: null };
  const { line: _, ...media } = useStageMedia(session.slug, stage);
  const stopped = media.phase === 'stopped';
  const live = session.state === 'live';
  useEffect(() => {
    if (!stopped) return;
    const timer = window.setTimeout(line.stop, readableMs);
    return () => window.clearTimeout(timer);
  }, [line, stopped]);
  // Keyboard and links bring what they lead to clear of the player.
  useEffect(() => {
    document.documentElement.setAttribute('data-player', '');
    return () => document.documentElement.removeAttribute('data-player');
  }, []);

  const title = wordsIn(session.title, language).text;
  return (
    <>
      <div className={classes.room} aria-hidden="true" />
      <section className={classes.player} data-ground="dark" aria-label={label('player.region')}>
        <span className={classes.level}>
          <Level small playing={live && media.sound.audible && !media.muted && !media.blocked} />
        </span>
        <div className={classes.words}>
          <SessionLink slug={session.slug} className={classes.title} label={label('player.back', { title })}>
            <Said words={session.title} quiet />
          </SessionLink>
          <p className={classes.state}>
            {live && !stopped && <span className={classes.live}>{say('programme.live')}</span>}
            <span role="status">
              <Heard session={session} media={media} onAir={stage.onAir.length > 0} />
            </span>
            {live && media.phase === 'playing' && media.sound.arriving && !media.muted && !media.blocked && <Used media={media} />}
          </p>
        </div>
        {media.blocked && !stopped && (
          <Button size="sm" variant="filled" onClick={line.allowSound}>
            {say('stage.tapForSound')}
          </Button>
        )}
        {!stopped && !media.blocked && (
          <ActionIcon variant="transparent" className={classes.icon ?? ''} onClick={() => line.setMuted(!media.muted)} aria-label={label(media.muted ? 'stage.unmute' : 'stage.mute')} aria-pressed={media.muted}>
            {media.muted ? <IconVolumeOff className="icon" aria-hidden="true" /> : <IconVolume className="icon" aria-hidden="true" />}
          </ActionIcon>
        )}
        <ActionIcon variant="transparent" className={classes.icon ?? ''} onClick={line.stop} aria-label={label(stopped ? 'player.close' : 'stage.stop')}>
          {stopped ? <IconX className="icon" aria-hidden="true" /> : <IconPlayerStop className="icon" aria-hidden="true" />}
        </ActionIcon>
      </section>
    </>
  );
}

/** In words what is really heard now, from what arrives and not from what was asked. Nothing while the sound plays: the figures beside it say so. */
function Heard({ session, media, onAir }: { session: Session; media: MediaState; onAir: boolean }): ReactNode {
  const { say } = useWords();
  if (media.phase === 'stopped') return media.stopped && say(stoppedWords[media.stopped]);
  if (session.state === 'paused') return say('programme.paused');
  if (media.phase === 'joining') return say('stage.joining');
  if (media.phase === 'waiting') return say('stage.preparing');
  if (media.phase === 'reconnecting' || media.lostAt !== null) return say('stage.reconnecting');
  if (media.blocked) return null;
  if (media.muted) return say('player.muted');
  if (media.sound.arriving) return null;
  return say(onAir ? 'player.nothing' : 'stage.nobody');
}

function Used({ media: { meter } }: { media: MediaState }) {
  const { say } = useWords();
  const { number } = useDates();
  return <span>{say('player.used', { mb: number(megabytes(meter.bytes), meter.bytes < 10e6 ? 1 : 0) })}</span>;
}

/** Title and controls on a phone's lock screen: pause silences, stop ends the receiving. */
function useLockScreen(line: StageMedia, session: Session | undefined): void {
  const language = useLanguage();
  const { label } = useWords();
  const { muted } = useSyncExternalStore(line.watch, line.now);
  const title = session ? wordsIn(session.title, language).text : '';
  const album = label('shell.brand');
  const mute = useEffectEvent((off: boolean) => line.setMuted(off));
  const stop = useEffectEvent(() => line.stop());
  useEffect(() => {
    if (!('mediaSession' in navigator) || !title) return;
    const { mediaSession } = navigator;
    mediaSession.metadata = new MediaMetadata({ title, artist: album, artwork: [{ src: '/icon-512.png', sizes: '512x512', type: 'image/png' }] });
    const handlers = { play: () => mute(false), pause: () => mute(true), stop } as const;
    for (const [action, handler] of Object.entries(handlers)) mediaSession.setActionHandler(action as MediaSessionAction, () => handler());
    return () => {
      mediaSession.metadata = null;
      mediaSession.playbackState = 'none';
      for (const action of Object.keys(handlers)) mediaSession.setActionHandler(action as MediaSessionAction, null);
    };
  }, [title, album]);
  useEffect(() => {
    if ('mediaSession' in navigator) navigator.mediaSession.playbackState = muted ? 'paused' : 'playing';
  }, [muted, title]);
}
