import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { IconRefresh, IconVideo, IconVolume } from '@tabler/icons-react';
import { endCheck, type CheckFound } from '@siccam/contract';
import { playTone } from '../media';
import { NotDone } from '../people';
import { call } from '../wire';
import { listenToMicrophone, lookThroughCamera, measureLine } from './check';
import { speakerKey } from './mine';
import { Sign, useTold } from './told';
import { verdicts, type Part, type Verdict } from './verdict';
import { useSpeaker } from './words';
import classes from './Speaker.module.css';

const nothing: CheckFound = { camera: null, microphone: null, speakers: null, network: null };

/** The check of one's devices: what was found last, and the way to find it anew. `speaker`: whom an assistant checks for. */
export function CheckPart({ known, speaker }: { known: CheckFound | null; speaker: string | null }) {
  const { say, label } = useSpeaker();
  const told = useTold();
  const queries = useQueryClient();
  const [found, setFound] = useState<CheckFound | null>(null);
  const [running, setRunning] = useState<Part | null>(null);
  const [voice, setVoice] = useState<string | null>(null);
  const [played, setPlayed] = useState(false);
  const [away, setAway] = useState(false);
  const [kept, setKept] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [level, setLevel] = useState(0);
  const [picture, setPicture] = useState<MediaStream | null>(null);
  const shown = found ?? known;
  useEffect(() => () => void (voice && URL.revokeObjectURL(voice)), [voice]);

  const keep = async (now: CheckFound) => {
    setFound(now);
    queries.setQueryData(speakerKey, await call(endCheck, { speaker, found: now }));
    setKept(true);
  };
  const guarded = (act: () => Promise<void>) => async () => {
    setTrouble(null);
    setKept(false);
    try {
      await act();
    } catch (error) {
      setTrouble(error);
      // A room that nobody needs any more; what went wrong is said already.
      await call(endCheck, { speaker, found: null }).catch(() => undefined);
    } finally {
      setRunning(null);
    }
  };
  const listen = async (before: CheckFound): Promise<CheckFound> => {
    setRunning('microphone');
    const { found: microphone, voice: heard } = await listenToMicrophone(setLevel);
    setVoice(heard && URL.createObjectURL(heard));
    return { ...before, microphone };
  };
  const whole = guarded(async () => {
    setVoice(null);
    setPlayed(false);
    setFound(nothing);
    setRunning('camera');
    let now: CheckFound = { ...nothing, camera: await lookThroughCamera(setPicture) };
    setFound(now);
    now = await listen(now);
    setFound(now);
    setRunning('network');
    const network = await measureLine();
    setAway(network === null);
    await keep({ ...now, network });
  });
  const sound = guarded(async () => keep(await listen(shown ?? nothing)));
  const tone = guarded(async () => {
    await playTone();
    setPlayed(true);
  });
  const says = (over: Partial<CheckFound>) => guarded(() => keep({ ...(shown ?? nothing), ...over }));
  const microphone = shown?.microphone;

  return (
    <section aria-labelledby="check" className={classes.check}>
      <h2 id="check">{say('check.title')}</h2>
      {!shown && <p className={classes.soft}>{say('check.intro')}</p>}
      {running === 'camera' && picture && <Preview stream={picture} />}
      {running === 'microphone' && <meter className={classes.meter} min={0} max={1} value={level} aria-label={label('check.level')} />}
      <p role="status" className={classes.running}>
        {running && say(`check.running.${running === 'speakers' ? 'microphone' : running}`)}
        {!running && kept && say('check.kept')}
      </p>
      {shown && (
        <ul className={classes.results}>
          {verdicts(shown).map((verdict) => (
            <Result key={verdict.part} verdict={verdict} measured={told.measured(verdict.part, shown)}>
              {verdict.part === 'network' && away && <p>{say('check.away')}</p>}
              {verdict.part === 'microphone' && !running && (
                <>
                  {voice && (
                    <div className={classes.voice}>
                      <p>{say('check.listen')}</p>
                      <audio controls src={voice} aria-label={label('check.voice')} />
                      {microphone?.state === 'measured' && (
                        <span className={classes.ways}>
                          <Button size="sm" onClick={() => void says({ microphone: { ...microphone, heard: true } })()}>{say('check.heard')}</Button>
                          <Button size="sm" onClick={() => void says({ microphone: { ...microphone, heard: false } })()}>{say('check.notHeard')}</Button>
                        </span>
                      )}
                    </div>
                  )}
                  <Button size="sm" leftSection={<IconRefresh className="icon small" aria-hidden="true" />} onClick={() => void sound()}>{say('check.againSound')}</Button>
                </>
              )}
              {verdict.part === 'speakers' && !running && (
                <span className={classes.ways}>
                  <Button size="sm" leftSection={<IconVolume className="icon small" aria-hidden="true" />} onClick={() => void tone()}>{say('check.tone')}</Button>
                  {played && (
                    <>
                      <span>{say('check.toneHeard')}</span>
                      <Button size="sm" onClick={() => void says({ speakers: { heard: true } })()}>{say('check.yes')}</Button>
                      <Button size="sm" onClick={() => void says({ speakers: { heard: false } })()}>{say('check.notHeard')}</Button>
                    </>
                  )}
                </span>
              )}
            </Result>
          ))}
        </ul>
      )}
      {trouble !== null && <NotDone error={trouble} />}
      <Button variant={shown ? 'default' : 'filled'} loading={running !== null} leftSection={<IconVideo className="icon" aria-hidden="true" />} onClick={() => void whole()}>
        {say(shown ? 'check.again' : 'check.start')}
      </Button>
    </section>
  );
}

function Preview({ stream }: { stream: MediaStream }) {
  const { label } = useSpeaker();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!video.current) return;
    video.current.srcObject = stream;
    void video.current.play().catch(() => undefined);
  }, [stream]);
  return <video ref={video} className={classes.preview} muted playsInline aria-label={label('check.preview')} />;
}

function Result({ verdict, measured, children }: { verdict: Verdict; measured: ReactNode; children: ReactNode }) {
  const told = useTold();
  const fix = told.fix(verdict);
  return (
    <li data-tone={verdict.tone} data-part={verdict.part}>
      <Sign tone={verdict.tone} small={false} />
      <div>
        <h3>{told.title(verdict)}</h3>
        {measured && <p>{measured}</p>}
        {fix && <p>{fix}</p>}
        {children}
      </div>
    </li>
  );
}
