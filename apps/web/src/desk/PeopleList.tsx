import type { KeyboardEvent } from 'react';
import { IconAlertTriangle, IconBan, IconChevronRight, IconCircleCheck, IconClock, IconLinkOff, IconMail, IconShieldCheck } from '@tabler/icons-react';
import { type Fair, type Me, type PersonRow, type RoleOn } from '@siccam/contract';
import { PersonFace } from '@siccam/ui';
import { Table, type Column } from '@siccam/ui/table';
import { useLanguage } from '../i18n';
import { initialsOf, toneOf } from '../people';
import { useCalled } from './called';
import { useKept } from './drafts';
import { nameIn } from './names';
import { NameIn, RoleLine } from './Objects';
import { among } from './roles';
import { useWhen } from './when';
import { useDesk } from './words';
import classes from './People.module.css';

const manySessions = 3;

/** The people on screen; the arrow keys go from name to name, Enter opens. */
export function PeopleList({ fair, me, people, chosen, open, close }: { fair: Fair; me: Me; people: PersonRow[]; chosen: string | undefined; open: (person: string) => void; close: (() => void) | undefined }) {
  const { say, label } = useDesk();
  const called = useCalled();
  const language = useLanguage();
  const when = useWhen(fair);
  const columns: Column<PersonRow>[] = [
    {
      key: 'person',
      head: say('people.head.person'),
      is: 'name',
      cell: (person) => {
        const name = called(person);
        const { other } = nameIn(person.name, language);
        return (
          <span className={classes.person}>
            <PersonFace tone={toneOf(person.id)} shape="person" initials={initialsOf(name)} size="list" />
            <span>
              <button type="button" data-person={person.id} aria-expanded={person.id === chosen} onClick={() => open(person.id)}>
                <NameIn text={name} />
              </button>
              {person.id === me.id ? <small>{say('people.you')}</small> : person.kind === 'guest' && person.name ? <small>{say('people.guest', { mark: person.id.slice(-4).toUpperCase() })}</small> : other ? <small>{<NameIn text={other} />}</small> : person.demo && <small>{say('people.fictional')}</small>}
            </span>
            <IconChevronRight className={`icon flip ${classes.chevron}`} aria-hidden="true" />
          </span>
        );
      },
    },
    { key: 'roles', head: say('people.head.role'), is: 'whole', cell: (person) => <Roles person={person} when={when} /> },
    { key: 'invitation', head: say('people.head.invitation'), is: 'plain', cell: (person) => <Invitation {...person.invitation} when={when} /> },
    {
      key: 'factor',
      head: say('people.head.factor'),
      is: 'plain',
      cell: ({ secondFactor }) => (
        <span className={classes.state} data-tone={secondFactor === 'active' ? 'good' : secondFactor === 'absent' ? 'bad' : 'soft'} data-none={secondFactor === 'notRequired' || undefined}>
          {secondFactor === 'active' && <IconShieldCheck className="icon small" aria-hidden="true" />}
          {secondFactor === 'absent' && <IconAlertTriangle className="icon small" aria-hidden="true" />}
          <span className={classes.inTable}>{say(`people.factor.${secondFactor}`)}</span>
          {secondFactor !== 'notRequired' && <span className={classes.onCard}>{say(secondFactor === 'active' ? 'people.factorCard' : 'people.factorCardAbsent')}</span>}
        </span>
      ),
    },
    { key: 'seen', head: say('people.head.seen'), is: 'plain', cell: ({ here, seen }) => <span className={classes.seen}>{here ? say('people.now') : seen ? when.since(seen) : say('people.never')}</span> },
  ];
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape' && close) return close();
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const names = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-person]')];
    const at = names.findIndex((name) => name === document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    names[Math.min(names.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
  };
  return (
    <div onKeyDown={onKey} className={classes.table}>
      <Table label={label('people.title')} columns={columns} rows={people} dense apart chosen={chosen} open={({ id }) => open(id)} />
    </div>
  );
}

/** Each role with its object; a role on many sessions in one line. What is not saved yet is marked. */
function Roles({ person, when }: { person: PersonRow; when: ReturnType<typeof useWhen> }) {
  const { say } = useDesk();
  const draft = useKept().drafts[person.id];
  const roles = [...person.roles, ...(draft?.give.filter((role) => !among(person.roles, role)) ?? [])];
  const marked = (role: RoleOn) => draft && (among(draft.give, role) || among(draft.take, role));
  const many = (role: RoleOn['role']) => roles.filter((one) => one.role === role && one.on.kind === 'session' && !marked(one)).length;
  const told = new Set<string>();
  return (
    <>
      {roles.map((role) => {
        const count = many(role.role);
        if (count > manySessions && !marked(role) && role.on.kind === 'session') {
          if (told.has(role.role)) return null;
          told.add(role.role);
          return (
            <span key={role.role} className={classes.role}>
              <b>{say(`role.${role.role}`)}</b> · {say('object.sessions', { count })}
            </span>
          );
        }
        return <RoleLine key={`${role.role} ${role.on.id}`} role={role} mark={draft && (among(draft.give, role) ? say('people.unsaved') : among(draft.take, role) ? say('sheet.going') : null)} />;
      })}
      {roles.length === 0 && <span className={classes.role}>{say('role.visitor')}</span>}
      {person.banned && (
        <span className={classes.banned}>
          <IconBan className="icon small" aria-hidden="true" />
          <span>{say('people.banned', { time: when.date(person.banned) })}</span>
        </span>
      )}
    </>
  );
}

const invitationLook = {
  none: { tone: 'soft', Icon: null },
  waiting: { tone: 'soft', Icon: IconClock },
  sent: { tone: 'soft', Icon: IconMail },
  refused: { tone: 'bad', Icon: IconAlertTriangle },
  opened: { tone: 'good', Icon: IconCircleCheck },
  revoked: { tone: 'soft', Icon: IconLinkOff },
  over: { tone: 'soft', Icon: IconClock },
} as const;

function Invitation({ state, at, when }: PersonRow['invitation'] & { when: ReturnType<typeof useWhen> }) {
  const { say } = useDesk();
  const { tone, Icon } = invitationLook[state];
  return (
    <>
      <span className={classes.state} data-tone={tone}>
        {Icon && <Icon className="icon small" aria-hidden="true" />}
        <span>{say(`people.invitation.${state}`)}</span>
      </span>
      {at && state !== 'none' && <small className={classes.inTable}>{when.date(at)}</small>}
    </>
  );
}
