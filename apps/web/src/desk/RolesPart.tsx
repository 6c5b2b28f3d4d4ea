import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle, IconCircleCheck, IconLock, IconPlus } from '@tabler/icons-react';
import { changeRoles, readPerson, type Me, type PersonSheet, type Programme, type RoleOn } from '@siccam/contract';
import { Notice } from '@siccam/ui';
import { NotDone, useDeed } from '../people';
import { call, Refused, serverNow } from '../wire';
import { useAct } from './acting';
import { useCalled } from './called';
import { keepDraft, noteSaved, useKept } from './drafts';
import { GiveRole } from './GiveRole';
import { RoleLine, useObjectName } from './Objects';
import { useShown } from './PersonSheet';
import { afterwards, among, changesIn, clashes, giving, onto, taking, type Draft } from './roles';
import { useWhen } from './when';
import { useDesk } from './words';
import classes from './Sheet.module.css';

/** What is changed and not saved of someone's roles; what someone else has done meanwhile is not to be done again. */
function useDraft(person: PersonSheet): Draft {
  const kept = useKept().drafts[person.id];
  return kept ? onto(kept, person.roles, kept.version) : { version: person.version, give: [], take: [] };
}

/** Someone's roles, each with its object: given, taken and saved together, never by itself. */
export function RolesPart({ person, me, programme }: { person: PersonSheet; me: Me; programme: Programme }) {
  const { say } = useDesk();
  const [giveOpen, setGiveOpen] = useState(false);
  const draft = useDraft(person);
  const change = (next: Draft) => keepDraft(person.id, next);
  const mayChange = person.id !== me.id && person.kind === 'account';
  return (
    <section className={classes.part}>
      <h3>{say('sheet.roles')}</h3>
      {person.roles.length + draft.give.length === 0 && <p className={classes.soft}>{say('sheet.noRole')}</p>}
      <ul className={classes.roles}>
        {person.roles.map((role) => (
          <OneRole key={`${role.role} ${role.on.id}`} role={role} state={among(draft.take, role) ? 'going' : 'held'} change={mayChange ? () => change(among(draft.take, role) ? giving(draft, person.roles, role) : taking(draft, person.roles, role)) : undefined} />
        ))}
        {draft.give.map((role) => (
          <OneRole key={`${role.role} ${role.on.id}`} role={role} state="coming" change={() => change(taking(draft, person.roles, role))} />
        ))}
      </ul>
      {!mayChange ? (
        <p className={classes.soft}>{say(person.id === me.id ? 'sheet.yourself' : 'sheet.noAccount')}</p>
      ) : giveOpen ? (
        <GiveRole
          programme={programme}
          not={person.id}
          add={(role) => {
            change(giving(draft, person.roles, role));
            setGiveOpen(false);
          }}
          cancel={() => setGiveOpen(false)}
        />
      ) : (
        <Button size="sm" leftSection={<IconPlus className="icon small" aria-hidden="true" />} onClick={() => setGiveOpen(true)}>
          {say('sheet.give')}
        </Button>
      )}
    </section>
  );
}

function OneRole({ role, state, change }: { role: RoleOn; state: 'held' | 'coming' | 'going'; change: (() => void) | undefined }) {
  const { say, label } = useDesk();
  const object = useObjectName(role.on);
  const undo = state !== 'held';
  return (
    <li data-state={state}>
      <RoleLine role={role} mark={state === 'coming' ? say('sheet.coming') : state === 'going' ? say('sheet.going') : null} />
      {change && (
        <Button size="sm" variant="subtle" aria-label={label(undo ? 'sheet.undoName' : 'sheet.takeName', { role: label(`role.${role.role}`), object: object?.text ?? '' })} onClick={change}>
          {say(undo ? 'sheet.undo' : 'sheet.take')}
        </Button>
      )}
    </li>
  );
}

/** Saves with the confirmation the server asks for. A lost race says who was first and leaves the choice. */
export function SaveRoles({ person, me, programme, name }: { person: PersonSheet; me: Me; programme: Programme; name: string }) {
  const { say } = useDesk();
  const act = useAct();
  const queries = useQueryClient();
  const shown = useShown();
  const when = useWhen(programme.fair);
  const { busy, trouble, run, forget } = useDeed();
  const [saved, setSaved] = useState(false);
  const draft = useDraft(person);
  const changes = changesIn(draft);
  const lostRace = trouble instanceof Refused && trouble.refusal === 'people.changedMeanwhile';
  const save = (version: number) =>
    void run(async () => {
      setSaved(false);
      try {
        const now = await act(changeRoles, { person: person.id, version, give: draft.give, take: draft.take });
        keepDraft(person.id, null);
        noteSaved(serverNow());
        shown(now);
        setSaved(true);
      } catch (error) {
        if (error instanceof Refused && error.refusal === 'people.changedMeanwhile') queries.setQueryData(['desk', 'person', person.id], await call(readPerson, { person: person.id }));
        throw error;
      }
    });
  const drop = () => {
    keepDraft(person.id, null);
    forget();
  };
  const clash = clashes(afterwards(person.roles, draft));
  if (changes === 0 && !lostRace)
    return saved ? (
      <div className={classes.part}>
        <Notice tone="good" icon={<IconCircleCheck className="icon" aria-hidden="true" />} title={say('sheet.savedTitle')}>
          {say('sheet.savedText')}
        </Notice>
      </div>
    ) : null;
  const until = me.signIn?.confirmedUntil;
  return (
    <section className={classes.save}>
      {lostRace ? (
        <LostRace person={person} me={me} name={name} when={when} again={changes > 0 ? () => save(person.version) : undefined} drop={drop} />
      ) : (
        <>
          {clash && (
            <p className={classes.care}>
              <IconAlertTriangle className="icon small" aria-hidden="true" />
              <span>{say('sheet.clash')}</span>
            </p>
          )}
          <p className={classes.lock}>
            <IconLock className="icon small" aria-hidden="true" />
            <span>{until && Date.parse(until) > serverNow() ? say('sheet.confirmed', { time: when.time(until) }) : say('sheet.confirmMore')}</span>
          </p>
          <NotDone error={trouble} />
          <Button variant="filled" fullWidth loading={busy} disabled={clash} onClick={() => save(draft.version)}>
            {person.mail ? say('sheet.save', { name }) : say('sheet.saveQuiet')}
          </Button>
          <Button size="sm" variant="subtle" disabled={busy} onClick={drop}>
            {say('sheet.discard')}
          </Button>
        </>
      )}
    </section>
  );
}

function LostRace({ person, me, name, when, again, drop }: { person: PersonSheet; me: Me; name: string; when: ReturnType<typeof useWhen>; again: (() => void) | undefined; drop: () => void }) {
  const { say } = useDesk();
  const called = useCalled();
  const by = person.history.find(({ deed, actor }) => deed.startsWith('role.') && actor.id !== me.id);
  const who = by && called({ id: by.actor.id, kind: 'account', name: by.actor.name, mail: null });
  return (
    <div className={classes.conflict} role="alert">
      <b>{say('sheet.conflictTitle')}</b>
      <p>{who && by ? say('sheet.conflict', { who, name, time: when.time(by.at) }) : say('sheet.conflictNobody', { name })}</p>
      <p className={classes.ways}>
        <Button size="sm" onClick={drop}>
          {say('sheet.conflictKeep')}
        </Button>
        {again && (
          <Button size="sm" variant="subtle" onClick={again}>
            {say('sheet.conflictAgain')}
          </Button>
        )}
      </p>
    </div>
  );
}
