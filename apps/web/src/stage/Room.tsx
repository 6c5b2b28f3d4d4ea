import { useEffect, useRef, useState, type ReactNode } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { IconGauge, IconHeadphones, IconMaximize, IconMinimize, IconPlayerStop, IconPlugConnected, IconRefresh, IconVideo, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import type { Session, StageView } from '@siccam/contract';
import { Level, Slate } from '@siccam/ui';
import { Said, useDates, useWords } from '../i18n';
import { dirhams, loadKit, megabytes, usual, useSaver, useStageMedia } from '../media';
import classes from './Room.module.css';
import { SoundHelp } from './SoundHelp';
import { StagePicture } from './StagePicture';
import { tilesOf } from './whoSpeaks';

/** Why a line stopped, in words. */
export const stoppedWords = { over: 'session.overTitle', notYet: 'session.notYet', cancelled: 'session.cancelledTitle', unknown: 'shell.lostTitle', elsewhere: 'stage.elsewhere', removed: 'stage.removed', closed: 'stage.closed' } as const;
const more = { over: null, notYet: 'session.notYetMore', cancelled: 'session.cancelledMore', unknown: null, elsewhere: 'stage.elsewhereMore', removed: 'stage.removedMore', closed: 'stage.closedMore' } as const;

/** A live session: its picture or its sound, how they come, and what they cost. `paused` keeps the line and shows a slate. */
export function Room({ session, stage, paused }: { session: Session; stage: StageView; paused?: ReactNode }) {
  const { say, label } = useWords();
  const { number } = useDates();
  const [saver] = useSaver();
  const { line, ...media } = useStageMedia(session.slug, stage);
  const frame = useRef<HTMLDivElement>(null);
  const [full, setFull] = useState(false);
  const usualMode = saver ? 'sound' : 'picture';
  const { main } = tilesOf(session.people, stage, media.speaking);

  // Who saves data pays for LiveKit's code only when they listen; the tap still hides most of its way.
  useEffect(() => {
    if (!saver) void loadKit();
  }, [saver]);
  // Whoever leaves the page goes on hearing, in the small player; why a line stopped was said here.
  useEffect(() => {
    line.show(true);
    return () => (line.now().phase === 'stopped' ? line.stop() : line.show(false));
  }, [line]);
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, []);

  const warm = { onPointerEnter: line.warm, onPointerDown: line.warm, onFocus: line.warm };
  const joined = media.phase !== 'idle' && media.phase !== 'stopped';
  const slate = (() => {
    if (paused) return paused;
    if (media.phase === 'stopped' && media.stopped) {
      const further = more[media.stopped];
      return (
        <Slate announce icon={<IconPlugConnected aria-hidden="true" />} title={say(stoppedWords[media.stopped])}>
          {further && say(further)}
        </Slate>
      );
    }
    if (media.phase === 'waiting')
      return (
        <Slate announce icon={<IconRefresh aria-hidden="true" />} title={say('stage.preparing')}>
          {say('stage.preparingMore')}
        </Slate>
      );
    if (media.phase === 'reconnecting')
      return (
        <Slate icon={<IconRefresh aria-hidden="true" />} title={say('stage.pictureCut')}>
          {say('stage.goesOn')}
        </Slate>
      );
    if (joined && media.mode === 'sound' && main)
      return (
        <Slate icon={<Level playing={media.sound.arriving && !media.muted && !media.blocked} />} title={<span data-lower-third=""><Said words={main.name} /></span>}>
          <span>
            <Said words={main.title} />
            {main.fictional && <> · {say('session.fictional')}</>}
            <br />
            {say('stage.instead', { sound: number(usual.sound), picture: number(usual.picture) })}
          </span>
          <Button className={classes.broad ?? ''} size="sm" onClick={() => line.setMode('picture')} leftSection={<IconVideo className="icon" aria-hidden="true" />}>
            {say('stage.backToPicture')}
          </Button>
        </Slate>
      );
    return undefined;
  })();

  return (
    <>
      <div className={classes.frame} ref={frame} data-ground="dark" data-full={full || undefined}>
        <StagePicture session={session} stage={stage} media={media} instead={slate} />
        {media.blocked && (
          <div className={classes.blocked} role="alert">
            <span>{say('stage.tapMore')}</span>
            <Button variant="filled" size="sm" onClick={line.allowSound} leftSection={<IconVolume className="icon" aria-hidden="true" />}>
              {say('stage.tapForSound')}
            </Button>
          </div>
        )}
        {!paused && !joined ? (
          <div className={classes.enter}>
            <Button variant="filled" {...warm} onClick={() => line.start(usualMode)} leftSection={<IconHeadphones className="icon" aria-hidden="true" />}>
              {say(media.phase === 'stopped' ? 'stage.resume' : 'stage.listen')}
            </Button>
            <Button {...warm} onClick={() => line.start(usualMode === 'picture' ? 'sound' : 'picture')} leftSection={usualMode === 'picture' ? <IconHeadphones className={`icon ${classes.second}`} aria-hidden="true" /> : <IconVideo className={`icon ${classes.second}`} aria-hidden="true" />}>
              {say(usualMode === 'picture' ? 'stage.soundOnly' : 'stage.withPicture')}
            </Button>
            <span className={classes.grow} />
            <SoundHelp media={media} line={line} onAir={stage.onAir.length > 0} />
          </div>
        ) : (
          <div className={classes.controls}>
            <ActionIcon variant="transparent" className={classes.icon ?? ''} onClick={() => line.setMuted(!media.muted)} aria-label={label(media.muted ? 'stage.unmute' : 'stage.mute')} aria-pressed={media.muted}>
              {media.muted ? <IconVolumeOff className="icon" aria-hidden="true" /> : <IconVolume className="icon" aria-hidden="true" />}
            </ActionIcon>
            <div className={classes.modes} role="group" aria-label={label('stage.mode')}>
              <button type="button" aria-pressed={media.mode === 'picture'} onClick={() => line.setMode('picture')}>
                <IconVideo className="icon" aria-hidden="true" />
                {say('stage.picture')}
              </button>
              <button type="button" aria-pressed={media.mode === 'sound'} onClick={() => line.setMode('sound')}>
                <IconHeadphones className="icon" aria-hidden="true" />
                {say('stage.soundOnly')}
              </button>
            </div>
            <span className={classes.grow} />
            <span className={classes.help}>
              <button type="button" className={classes.stop} onClick={line.stop}>
                <IconPlayerStop className="icon" aria-hidden="true" />
                {say('stage.stop')}
              </button>
              <SoundHelp media={media} line={line} onAir={stage.onAir.length > 0} />
            </span>
            {document.fullscreenEnabled && (
              <ActionIcon variant="transparent" className={classes.icon ?? ''} aria-label={label(full ? 'stage.leaveFullscreen' : 'stage.fullscreen')} onClick={() => void (full ? document.exitFullscreen() : frame.current?.requestFullscreen())}>
                {full ? <IconMinimize className="icon" aria-hidden="true" /> : <IconMaximize className="icon" aria-hidden="true" />}
              </ActionIcon>
            )}
          </div>
        )}
      </div>
      {media.phase === 'joining' && (
        <p className={classes.joining} role="status">
          {say('stage.joining')}
        </p>
      )}
      {joined && media.phase !== 'joining' && (
        <p className={classes.meter}>
          <IconGauge className="icon" aria-hidden="true" />
          <data value={media.meter.bytes}>
            {say('stage.used', { mb: number(megabytes(media.meter.bytes), media.meter.bytes < 1e6 ? 2 : media.meter.bytes < 10e6 ? 1 : 0), cost: number(Math.ceil(dirhams(megabytes(media.meter.bytes)) * 100) / 100, 2) })}{media.meter.perHour !== null && <> · {say('stage.rate', { mb: number(media.meter.perHour) })}</>}
          </data>
        </p>
      )}
    </>
  );
}
