import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, useParams } from '@tanstack/react-router';
import { IconAlertTriangle, IconCalendar, IconCloudCheck, IconDots, IconHelpCircle, IconHistory, IconMail, IconMicrophone2, IconPencil, IconPlugConnected, IconRefresh, IconUsers } from '@tabler/icons-react';
import { fairNow, wallAt, type Fair, type Me } from '@siccam/contract';
import { PersonFace, Star } from '@siccam/ui';
import { DemoStamp, useFairNow } from '../fair';
import { useLanguage, useWords } from '../i18n';
import { initialsOf, toneOf } from '../people';
import { useSaving } from '../timetable';
import { useLostSince } from '../wire';
import { useKept, waiting } from './drafts';
import { nameIn } from './names';
import { useDesk } from './words';
import classes from './DeskFrame.module.css';

/** The desks that exist, in the order of the navigation. */
export const desks = ['programme', 'speakers', 'people', 'audit', 'outbox'] as const;
/** One desk. */
export type DeskName = (typeof desks)[number];

/** Those that are one tap away on a phone; with the way to the others they are five. */
const underThumb: readonly DeskName[] = ['programme', 'speakers', 'people', 'outbox'];
const rest = desks.filter((desk) => !underThumb.includes(desk));

const icons = { programme: IconCalendar, speakers: IconMicrophone2, people: IconUsers, audit: IconHistory, outbox: IconMail };

/** What stands around each desk: place, clock, what is saved, language, me; the desks at the side, under the thumb on a phone. `open`: the caller may see them. */
export function DeskFrame({ fair, me, languages, open, children }: { fair: Fair | undefined; me: Me | undefined; languages: ReactNode; open: boolean; children: ReactNode }) {
  const { say, label } = useDesk();
  const shell = useWords();
  const lang = useLanguage();
  const name = nameIn(me?.name ?? null, lang).first;
  return (
    <div className={classes.desk}>
      <header className={classes.top}>
        <DemoStamp fair={fair} />
        <a className={classes.skip} href="#content">
          {say('frame.skip')}
        </a>
        <div>
          <Link to="/$lang" params={{ lang }} className={classes.brand}>
            <Star />
            <span>
              <b>{shell.say('shell.brand')}</b>
              <small>{say('frame.place')}</small>
            </span>
          </Link>
          {fair && <Clock fair={fair} />}
          <span className={classes.grow} />
          {fair && open && <Saving fair={fair} />}
          {languages}
          {me?.signIn && (
            <Link to="/$lang/account" params={{ lang }} className={classes.me} aria-label={label('frame.account', { name })}>
              <PersonFace tone={toneOf(me.id)} shape="person" initials={initialsOf(name)} size="list" />
            </Link>
          )}
        </div>
      </header>
      <div className={classes.shell} data-open={open || undefined}>
        {open && (
          <nav className={classes.side} aria-label={label('frame.sections')}>
            <div>
              <Sections />
            </div>
          </nav>
        )}
        <main id="content" tabIndex={-1} className={classes.main}>
          {children}
        </main>
      </div>
      {open && (
        <nav className={classes.tabs} aria-label={label('frame.sections')}>
          {underThumb.map((desk) => (
            <Section key={desk} desk={desk} />
          ))}
          <More />
        </nav>
      )}
    </div>
  );
}

function Sections() {
  return (
    <>
      {desks.map((desk) => (
        <Section key={desk} desk={desk} />
      ))}
      <Help last />
    </>
  );
}

function Section({ desk }: { desk: DeskName }) {
  const { say } = useDesk();
  const Icon = icons[desk];
  return (
    <Link to="/$lang/desk/$desk" params={{ lang: useLanguage(), desk }} activeOptions={{ includeSearch: false }}>
      <Icon className="icon" aria-hidden="true" />
      <span>{say(`frame.${desk}`)}</span>
    </Link>
  );
}

function Help({ last }: { last?: true }) {
  const { say } = useDesk();
  return (
    <Link to="/$lang/help" params={{ lang: useLanguage() }} className={last && classes.last}>
      <IconHelpCircle className="icon" aria-hidden="true" />
      <span>{say('frame.help')}</span>
    </Link>
  );
}

/** The desks that have no room under the thumb; marked while one of them is open. */
function More() {
  const { say } = useDesk();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const at = useParams({ strict: false, select: ({ desk }) => desk });
  useEffect(() => {
    if (!open) return;
    const elsewhere = ({ target }: Event) => target instanceof Node && !box.current?.contains(target) && setOpen(false);
    document.addEventListener('pointerdown', elsewhere);
    document.addEventListener('focusin', elsewhere);
    return () => {
      document.removeEventListener('pointerdown', elsewhere);
      document.removeEventListener('focusin', elsewhere);
    };
  }, [open]);
  return (
    <div
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        setOpen(false);
        button.current?.focus();
      }}
    >
      {open && (
        <div className={classes.rest} onClick={() => setOpen(false)}>
          {rest.map((desk) => (
            <Section key={desk} desk={desk} />
          ))}
          <Help />
        </div>
      )}
      <button ref={button} type="button" aria-expanded={open} data-here={rest.some((desk) => desk === at) || undefined} onClick={() => setOpen(!open)}>
        <IconDots className="icon" aria-hidden="true" />
        <span>{say('frame.more')}</span>
      </button>
    </div>
  );
}

function Clock({ fair }: { fair: Fair }) {
  const { say } = useDesk();
  const now = useFairNow(fair);
  return (
    <p className={classes.clock}>
      <time>{wallAt(now, fair.offset).slice(11)}</time> <small>{say('frame.clock')}</small>
    </p>
  );
}

/** What is saved and what is not; without a connection, from when the page is. */
function Saving({ fair }: { fair: Fair }) {
  const { say } = useDesk();
  const kept = useKept();
  const draft = useSaving();
  const lost = useLostSince();
  const cut = lost !== null || draft.kept === 'offline';
  const count = waiting(kept) + (cut ? draft.waiting : 0);
  const savedAt = Math.max(kept.savedAt ?? 0, draft.savedAt ?? 0);
  const at = (moment: number) => wallAt(fairNow(fair.clock, moment), fair.offset).slice(11);
  const tone = cut ? 'care' : draft.kept === 'words' ? 'bad' : count > 0 ? 'open' : 'good';
  return (
    <p role="status" className={classes.saving} data-tone={tone}>
      {cut ? (
        <>
          <IconPlugConnected className="icon small" aria-hidden="true" />
          <span>{count > 0 ? say('frame.offlineKept', { count }) : say('frame.offline', { time: at(lost ?? savedAt) })}</span>
        </>
      ) : draft.kept === 'words' ? (
        <>
          <IconAlertTriangle className="icon small" aria-hidden="true" />
          <span>{say('frame.notSaved')}</span>
        </>
      ) : count > 0 ? (
        <>
          <IconPencil className="icon small" aria-hidden="true" />
          <span>{say('frame.unsaved', { count })}</span>
        </>
      ) : draft.waiting > 0 ? (
        <>
          <IconRefresh className="icon small" aria-hidden="true" />
          <span>{say('frame.saving')}</span>
        </>
      ) : (
        savedAt > 0 && (
          <>
            <IconCloudCheck className="icon small" aria-hidden="true" />
            <span>{say('frame.saved', { time: at(savedAt) })}</span>
          </>
        )
      )}
    </p>
  );
}
