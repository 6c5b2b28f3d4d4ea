import { momentAt, type Programme, type Session } from '@siccam/contract';
import { Block, PersonLine, SessionList, SessionRow, Tag } from '@siccam/ui';
import { fairTime } from '../fair';
import { Said, useDates, useWords } from '../i18n';
import { audienceWords, comingUp, lacksEnglish, SessionLink, startOf } from '../programme';
import classes from './Facts.module.css';
import { useName } from './StagePicture';

/** Languages spoken, in one line. */
export function Languages({ session }: { session: Session }) {
  const { say, label } = useWords();
  const { list } = useDates();
  const named = (codes: Session['spoken']) => list(codes.map((code) => label(`lang.${code}`).toLocaleLowerCase()));
  if (session.spoken.length === 0) return null;
  return (
    <>
      {say('session.spoken', { languages: named(session.spoken) })}
      {lacksEnglish(session) && <> · {say('session.noEnglish')}</>}
    </>
  );
}

/** What a session is about, who takes part, in which languages. */
export function Facts({ session }: { session: Session }) {
  const { say, label } = useWords();
  const { list } = useDates();
  const name = useName();
  return (
    <>
      <Block title={say('session.about')}>
        <p className={classes.summary}>
          <Said words={session.summary} />
        </p>
        <p className={classes.soft}>
          <Languages session={session} />
        </p>
        {session.audience.length > 0 && <p className={classes.soft}>{say('session.for', { audiences: list(session.audience.map((one) => label(audienceWords[one]).toLocaleLowerCase())) })}</p>}
      </Block>
      {session.people.length > 0 && (
        <Block title={say('session.people')}>
          <ul className={classes.people}>
            {session.people.map((person, at) => (
              <PersonLine
                key={person.id}
                tone={at}
                shape={person.shape}
                initials={name(person.initials)}
                name={<Said words={person.name} />}
                title={<Said words={person.title} />}
                marks={
                  (person.role === 'moderator' || person.fictional || person.replaces) && (
                    <>
                      {person.role === 'moderator' && <Tag tone="primary">{say('session.moderator')}</Tag>}
                      {person.fictional && <Tag tone="line">{say('session.fictional')}</Tag>}
                      {person.replaces && <Tag tone="info"><span className={classes.wrap}>{say('session.replaces', { name: name(person.replaces) })}</span></Tag>}
                    </>
                  )
                }
              />
            ))}
          </ul>
        </Block>
      )}
    </>
  );
}

/** The next sessions of the day, each with the way to its page. */
export function NextSessions({ programme, except, count, more }: { programme: Programme; except: string[]; count: number; more?: React.ReactNode }) {
  const { say } = useWords();
  const { offset } = programme.fair;
  const { weekdayNumber } = useDates();
  const now = fairTime(programme.fair);
  const next = comingUp(programme, now).filter(({ slug }) => !except.includes(slug)).slice(0, count);
  if (next.length === 0 && except.length === 0) return null;
  const today = new Date(now).toISOString().slice(0, 10);
  return (
    <Block title={say('session.next')} more={more}>
      {next.length === 0 ? (
        <p className={classes.soft}>{say('now.noneNext')}</p>
      ) : (
        <SessionList>
          {next.map((session) => (
            <SessionRow
              key={session.id}
              time={<time dateTime={new Date(momentAt(session.starts, offset)).toISOString()}>{session.starts.slice(11)}</time>}
              title={session.kind === 'break' ? <Said words={session.title} /> : <SessionLink slug={session.slug}><Said words={session.title} /></SessionLink>}
              tone={session.delay > 0 ? 'warn' : 'soft'}
              below={<Below session={session} day={session.starts.slice(0, 10) === today ? null : weekdayNumber(session.starts.slice(0, 10))} />}
            />
          ))}
        </SessionList>
      )}
    </Block>
  );
}

function Below({ session, day }: { session: Session; day: string | null }) {
  const { say } = useWords();
  const { list } = useDates();
  const name = useName();
  if (session.delay > 0) return say('now.late', { minutes: session.delay, time: startOf(session).slice(11) });
  if (session.kind === 'break') return say('now.resumes', { time: session.ends.slice(11) });
  const guests = session.people.filter(({ role, shape }) => role === 'speaker' && shape === 'organisation').slice(0, 3).map(({ short }) => name(short));
  const people = guests.length > 0 ? list(guests) : null;
  return [day, people].filter(Boolean).join(' · ') || null;
}
