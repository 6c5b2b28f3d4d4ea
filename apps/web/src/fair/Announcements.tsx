import { useEffect, useState } from 'react';
import { ActionIcon } from '@mantine/core';
import { IconSpeakerphone, IconX } from '@tabler/icons-react';
import { wallAt, type Announcement, type Programme } from '@siccam/contract';
import { Banner } from '@siccam/ui';
import { Said, useWords } from '../i18n';
import { serverNow } from '../wire';
import classes from './Announcements.module.css';
import { useDismissed } from './dismissed';
import { fairMoment } from './useFairNow';

/** Spoken once in this tab, however many pages are walked through and whatever else takes the banner's place meanwhile. */
const spoken = new Set<string>();

/** What the organiser says to everyone: the newest that is not over and that this reader has not closed. `giveWay`: something more urgent stands in its place. */
export function Announcements({ programme: { fair, announcements }, giveWay }: { programme: Pick<Programme, 'fair' | 'announcements'>; giveWay: boolean }) {
  const { say, label } = useWords();
  const [dismissed, dismiss] = useDismissed();
  const current = useNotOver(announcements)
    .filter(({ id }) => !dismissed.includes(id))
    .toSorted((one, other) => one.made.localeCompare(other.made))
    .at(-1);
  const toSpeak = useSpeech(current?.id);
  return (
    <>
      {/* A region that stands before its words come is read aloud; one that comes with them often is not. */}
      <div className={classes.spoken} role="status">
        {current && toSpeak === current.id && <Said words={current.text} />}
      </div>
      {current && !giveWay && (
        <div className={classes.place} data-announcement={current.id}>
          <Banner
            tone="news"
            quiet
            icon={<IconSpeakerphone className="icon" aria-hidden="true" />}
            status={<Said words={current.text} />}
            action={
              <ActionIcon variant="subtle" className={classes.close ?? ''} onClick={() => dismiss(current.id)} aria-label={label('fair.dismiss')}>
                <IconX className="icon" aria-hidden="true" />
              </ActionIcon>
            }
          >
            {say('fair.announced', { time: wallAt(fairMoment(fair, current.until), fair.offset).slice(11) })}
          </Banner>
        </div>
      )}
    </>
  );
}

/** Those whose end has not come by the server's clock; looked at again when the next one ends. */
function useNotOver(announcements: readonly Announcement[]): readonly Announcement[] {
  const [, look] = useState(0);
  const now = serverNow();
  const notOver = announcements.filter(({ until }) => Date.parse(until) > now);
  const next = Math.min(...notOver.map(({ until }) => Date.parse(until)));
  useEffect(() => {
    if (!Number.isFinite(next)) return;
    const timer = window.setTimeout(() => look((count) => count + 1), next - serverNow() + 20);
    return () => window.clearTimeout(timer);
  }, [next]);
  return notOver;
}

// The region must have stood empty for a moment; the words stand long enough to be read aloud, then the banner alone says them to whoever walks over the page.
const [spokenAfter, spokenUntil] = [100, 10_000];

/** The id of what is to be read aloud now. */
function useSpeech(id: string | undefined): string | null {
  const [toSpeak, speak] = useState<string | null>(null);
  useEffect(() => {
    if (!id || spoken.has(id)) return;
    const timers = [
      window.setTimeout(() => {
        spoken.add(id);
        speak(id);
      }, spokenAfter),
      window.setTimeout(() => speak(null), spokenUntil),
    ];
    return () => timers.forEach((timer) => window.clearTimeout(timer));
  }, [id]);
  return toSpeak;
}
