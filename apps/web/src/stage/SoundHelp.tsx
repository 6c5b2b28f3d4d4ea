import { useState } from 'react';
import { Button } from '@mantine/core';
import { IconHelpCircle, IconVolume } from '@tabler/icons-react';
import { Dialog } from '@siccam/ui';
import { useWords, type MessageKey } from '../i18n';
import { playTone, type MediaState, type StageMedia } from '../media';
import classes from './SoundHelp.module.css';

const verdict = ({ phase, blocked, muted, sound, meter }: MediaState, spoken: boolean): MessageKey => {
  if (phase === 'idle' || phase === 'stopped') return 'help.idle';
  if (blocked) return 'help.blocked';
  if (muted) return 'help.muted';
  if (phase === 'waiting' || !spoken) return 'help.waiting';
  if (!sound.arriving || meter.bytes === 0) return 'help.noPackets';
  return sound.audible ? 'help.fine' : 'help.silent';
};

/** "No sound?": what to try, a tone made on this device, and what the browser itself says. */
export function SoundHelp({ media, line, onAir, label: name }: { media: MediaState; line: StageMedia; onAir: boolean; label?: string }) {
  const { say, label } = useWords();
  const [open, setOpen] = useState(false);
  const [testing, setTesting] = useState(false);
  const steps = ['help.step1', 'help.step2', 'help.step3', 'help.step4'] as const;
  return (
    <>
      <button type="button" className={classes.open} onClick={() => setOpen(true)}>
        <IconHelpCircle className="icon" aria-hidden="true" />
        <span>{name ?? say('stage.noSound')}</span>
      </button>
      <Dialog opened={open} onClose={() => setOpen(false)} title={say('help.title')} close={label('help.close')}>
        <p className={classes.says}>{say('help.browserSays')}</p>
        <p className={classes.verdict} role="status">
          {say(verdict(media, onAir))}
        </p>
        <ol className={classes.steps}>
          {steps.map((step) => (
            <li key={step}>{say(step)}</li>
          ))}
        </ol>
        <div className={classes.actions}>
          <Button
            leftSection={<IconVolume className="icon" aria-hidden="true" />}
            disabled={testing}
            onClick={() => {
              setTesting(true);
              void playTone().finally(() => setTesting(false));
            }}
          >
            {say(testing ? 'help.testing' : 'help.test')}
          </Button>
          {media.phase !== 'idle' && (
            <Button
              variant="filled"
              onClick={() => {
                line.setMuted(false);
                line.restart();
                setOpen(false);
              }}
            >
              {say('help.rejoin')}
            </Button>
          )}
        </div>
      </Dialog>
    </>
  );
}
