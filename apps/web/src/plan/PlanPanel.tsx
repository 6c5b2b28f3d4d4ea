import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { IconBell, IconCalendarPlus, IconCheck, IconCopy, IconDownload, IconTrash } from '@tabler/icons-react';
import { consentTexts, planCalendar, remindMe, startOf, wordsIn, type Programme, type Session } from '@siccam/contract';
import { Card, LiveBadge, Tag } from '@siccam/ui';
import { Said, useDates, useLanguage, useWords } from '../i18n';
import { mayBeSignedIn } from '../people';
import { byStart, SessionLink } from '../programme';
import { call } from '../wire';
import classes from './Plan.module.css';
import { Clashes } from './PlanNote';
import { Refusal, SeatPart, useDoing } from './Seat';
import { keep, type MyPlan } from './usePlan';
import { usePlanWords } from './words';

/** My plan: each session with its seat and what is at the same time; its calendars; reminders by mail. */
export default function PlanPanel({ programme, plan }: { programme: Programme; plan: MyPlan }) {
  const { say, label } = usePlanWords();
  const { weekdayNumber } = useDates();
  const language = useLanguage();
  const planned = programme.sessions.filter(({ id }) => plan.sessions.includes(id)).sort(byStart);
  const days = [...new Set(planned.map((session) => startOf(session).slice(0, 10)))];
  return (
    <aside aria-label={label('title')}>
      <Card>
        <div className={classes.panel}>
          <h2>{say('title')}</h2>
          {plan.known && planned.length === 0 && <p className={classes.empty}>{say('empty')}</p>}
          {days.map((day) => (
            <section key={day}>
              <h3 className={classes.day}>{weekdayNumber(day)}</h3>
              <ul className={classes.rows}>
                {planned
                  .filter((session) => startOf(session).startsWith(day))
                  .map((session) => (
                    <Row key={session.id} programme={programme} session={session} plan={plan} planned={planned} />
                  ))}
              </ul>
            </section>
          ))}
          <Calendars plan={plan} />
          <Reminders plan={plan} />
          <div className={`${classes.acts} ${classes.links}`}>
            <a href={`/api/programme/${language}/pdf`} download>
              <IconDownload className="icon small" aria-hidden="true" />
              {say('calendar.paper')}
            </a>
          </div>
        </div>
      </Card>
    </aside>
  );
}

function Row({ programme, session, plan, planned }: { programme: Programme; session: Session; plan: MyPlan; planned: readonly Session[] }) {
  const { label } = usePlanWords();
  const words = useWords();
  const language = useLanguage();
  const queries = useQueryClient();
  const title = wordsIn(session.title, language).text;
  return (
    <li>
      <div className={classes.time}>
        {session.delay > 0 && (
          <s>
            <time>{session.starts.slice(11)}</time>
          </s>
        )}
        <time>{startOf(session).slice(11)}</time>
      </div>
      <div className={classes.what}>
        <p className={session.state === 'cancelled' ? classes.off : undefined}>
          <SessionLink slug={session.slug}>
            <Said words={session.title} />
          </SessionLink>
        </p>
        {session.state === 'live' && <LiveBadge>{words.say('programme.live')}</LiveBadge>}
        {session.state === 'cancelled' && <Tag tone="warn">{words.say('programme.cancelled')}</Tag>}
        {session.state === 'ended' && <Tag tone="line">{words.say('programme.over')}</Tag>}
        {session.seats && session.state !== 'cancelled' && session.state !== 'ended' && <SeatPart programme={programme} session={session} plan={plan} />}
        <Clashes session={session} planned={planned} />
      </div>
      <div className={classes.icons}>
        <a href={`/api/calendar/${language}/session/${session.slug}.ics`} download aria-label={label('calendar.one', { title })}>
          <IconCalendarPlus className="icon" aria-hidden="true" />
        </a>
        <button type="button" aria-label={label('takeOut', { title })} onClick={() => keep(queries, session.id, false)}>
          <IconTrash className="icon" aria-hidden="true" />
        </button>
      </div>
      {plan.refused?.session === session.id && <Refusal error={plan.refused.error} />}
    </li>
  );
}

/** The plan and the programme in one's own calendar: a file, or a private address that can be taken back. */
function Calendars({ plan }: { plan: MyPlan }) {
  const { say } = usePlanWords();
  const language = useLanguage();
  const { busy, error, act } = useDoing();
  const [open, setOpen] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const make = (on: boolean) =>
    act(async () => {
      const answer = await call(planCalendar, { on });
      setToken(answer.token);
      setCopied(false);
      return answer.plan;
    });
  const address = token === null ? null : `${window.location.origin}/api/calendar/${language}/plan/${token}.ics`;
  return (
    <div className={classes.acts}>
      <Button size="sm" aria-expanded={open} leftSection={<IconCalendarPlus className="icon" aria-hidden="true" />} onClick={() => setOpen(!open)}>
        {say('calendar.add')}
      </Button>
      {open && (
        <>
          <p>{say(address ? 'calendar.once' : plan.calendar ? 'calendar.there' : 'calendar.why')}</p>
          {address && (
            <>
              <p className={classes.address} dir="ltr" data-address="">
                {address}
              </p>
              <div className={classes.pair}>
                <Button size="sm" component="a" href={address.replace(/^https?:/, 'webcal:')}>
                  {say('calendar.subscribe')}
                </Button>
                <Button size="sm" leftSection={copied ? <IconCheck className="icon" aria-hidden="true" /> : <IconCopy className="icon" aria-hidden="true" />} onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}>
                  {say(copied ? 'calendar.copied' : 'calendar.copy')}
                </Button>
              </div>
            </>
          )}
          <div className={classes.pair}>
            {!address && (
              <Button size="sm" loading={busy} onClick={() => make(true)}>
                {say(plan.calendar ? 'calendar.again' : 'calendar.make')}
              </Button>
            )}
            {plan.calendar && (
              <Button size="sm" disabled={busy} onClick={() => make(false)}>
                {say('calendar.revoke')}
              </Button>
            )}
          </div>
          <Refusal error={error} />
          <div className={classes.links}>
            <a href={`/api/calendar/${language}/programme.ics`} download>
              <IconDownload className="icon small" aria-hidden="true" />
              {say('calendar.all')}
            </a>
          </div>
        </>
      )}
    </div>
  );
}

/** Mails before what is planned and when it changes: for an account, by a consent of its own. */
function Reminders({ plan }: { plan: MyPlan }) {
  const { say } = usePlanWords();
  const language = useLanguage();
  const { href } = useLocation();
  const { busy, error, act } = useDoing();
  const [open, setOpen] = useState(false);
  const { version, text } = consentTexts.reminders;
  const ask = (on: boolean) => act(() => call(remindMe, { on, version, language }));
  return (
    <div className={classes.acts}>
      {plan.reminders ? (
        <>
          <p>{say('remind.on')}</p>
          <Button size="sm" loading={busy} onClick={() => ask(false)}>
            {say('remind.stop')}
          </Button>
        </>
      ) : (
        <>
          <Button size="sm" aria-expanded={open} leftSection={<IconBell className="icon" aria-hidden="true" />} onClick={() => setOpen(!open)}>
            {say('remind.me')}
          </Button>
          {open && !mayBeSignedIn() && (
            <>
              <p>{say('remind.account')}</p>
              <Link to="/$lang/enter" params={{ lang: language }} search={{ back: href }}>
                {say('remind.enter')}
              </Link>
            </>
          )}
          {open && mayBeSignedIn() && (
            <>
              <p>{text[language]}</p>
              <Button size="sm" loading={busy} onClick={() => ask(true)}>
                {say('remind.agree')}
              </Button>
            </>
          )}
        </>
      )}
      <Refusal error={error} />
    </div>
  );
}
