import { Switch } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { IconChevronRight, IconGauge } from '@tabler/icons-react';
import type { Programme } from '@siccam/contract';
import { Card, Slate, Picture, Well } from '@siccam/ui';
import { FairIdentity, useFairNow } from '../fair';
import { useDates, useLanguage, useWords } from '../i18n';
import { dirhams, usual, useSaver } from '../media';
import { comingUp, onNow, startOf } from '../programme';
import { LiveCard, NextSessions } from '../stage';
import { useLostSince } from '../wire';
import classes from './NowPage.module.css';

/** The front page: what this is, what is live, what is next, in one look. */
export function NowPage({ programme }: { programme: Programme }) {
  const { say } = useWords();
  const lang = useLanguage();
  const now = useFairNow(programme.fair);
  const wide = useMediaQuery('(min-width: 1000px)', undefined, { getInitialValueInEffect: false });
  const on = onNow(programme);
  return (
    <>
      <FairIdentity fair={programme.fair} />
      <div className={classes.columns}>
        <div className={classes.main}>
          {on.map((session, at) => (
            <LiveCard key={session.id} programme={programme} session={session} first={at === 0} />
          ))}
          {on.length === 0 && <Nothing programme={programme} now={now} />}
          {!wide && <Saver />}
        </div>
        <div>
          <NextSessions
            programme={programme}
            except={on.map(({ slug }) => slug)}
            count={3}
            more={
              <Link to="/$lang/programme" params={{ lang }} className={classes.more}>
                {say('now.wholeProgramme')}
                <IconChevronRight className="icon flip" aria-hidden="true" />
              </Link>
            }
          />
          {wide && <Saver />}
        </div>
      </div>
    </>
  );
}

function Nothing({ programme, now }: { programme: Programme; now: number }) {
  const { say } = useWords();
  const { dayMonth } = useDates();
  const next = comingUp(programme, now).find(({ kind }) => kind !== 'break');
  const start = next && startOf(next);
  // A kept programme does not know what runs.
  if (useLostSince() !== null)
    return (
      <Card raised>
        <Picture>
          <Slate title={say('now.notKnown')} />
        </Picture>
      </Card>
    );
  return (
    <Card raised>
      <Picture>
        <Slate title={say('now.nothing')}>
          {start ? say('now.nothingUntil', { day: dayMonth(start.slice(0, 10)), time: start.slice(11) }) : say(programme.sessions.length > 0 ? 'now.nothingMore' : 'now.noSession')}
        </Slate>
      </Picture>
    </Card>
  );
}

function Saver() {
  const { say, label } = useWords();
  const { number } = useDates();
  const [on, set] = useSaver();
  const cost = (mb: number) => ({ mb: number(mb), cost: number(dirhams(mb), 1) });
  return (
    <Well
      icon={<IconGauge aria-hidden="true" />}
      title={say(on ? 'now.saverOn' : 'now.saver')}
      control={<Switch checked={on} onChange={(event) => set(event.currentTarget.checked)} aria-label={label('now.saver')} size="lg" withThumbIndicator={false} classNames={{ root: classes.switch ?? '', track: classes.track ?? '', body: classes.tap ?? '' }} />}
    >
      {say('now.saverSound', cost(usual.sound))}
      <br />
      {say('now.saverPicture', cost(usual.picture))}
    </Well>
  );
}
