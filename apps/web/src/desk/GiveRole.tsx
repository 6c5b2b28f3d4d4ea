import { useDeferredValue, useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { findPeople, heldOn, roles, wordsIn, type Programme, type Role, type RoleOn } from '@siccam/contract';
import { ChoiceField, TextField } from '@siccam/ui/fields';
import { isolated, useLanguage } from '../i18n';
import { call, retried } from '../wire';
import { useCalled } from './called';
import { useDesk } from './words';
import classes from './Sheet.module.css';

/** What a role can be held on today; booths and agreements come with their own desks. */
const offered = roles.filter((role) => ['fair', 'session', 'person'].includes(heldOn[role]));

/** Chooses a role, and then what it is held on. `not`: nobody assists themselves. */
export function GiveRole({ programme, not, add, cancel }: { programme: Programme; not: string | null; add: (role: RoleOn) => void; cancel: () => void }) {
  const { say, label } = useDesk();
  const language = useLanguage();
  const [role, setRole] = useState<Role | ''>('');
  const [object, setObject] = useState('');
  const kind = role === '' ? null : heldOn[role];
  const id = kind === 'fair' ? programme.fair.id : object;
  const sessions = programme.sessions.filter((session) => session.kind !== 'break').toSorted((one, other) => one.starts.localeCompare(other.starts));
  return (
    <div className={classes.give}>
      <ChoiceField
        label={say('sheet.whichRole')}
        value={role}
        onChange={(value) => {
          setRole(offered.find((one) => one === value) ?? '');
          setObject('');
        }}
        choices={[{ value: '', label: label('sheet.choose') }, ...offered.map((one) => ({ value: one, label: label(`role.${one}`) }))]}
      />
      {kind === 'fair' && <p className={classes.soft}>{say('sheet.wholeFair')}</p>}
      {kind === 'session' && (
        <ChoiceField
          label={say('sheet.whichSession')}
          value={object}
          onChange={setObject}
          choices={[{ value: '', label: label('sheet.choose') }, ...sessions.map(({ id: value, title, starts }) => ({ value, label: `${isolated(`${starts.slice(8, 10)}.${starts.slice(5, 7)} ${starts.slice(11)}`)} ${isolated(wordsIn(title, language).text)}` }))]}
        />
      )}
      {kind === 'person' && <WhichPerson not={not} chosen={object} choose={setObject} />}
      <p className={classes.ways}>
        <Button size="sm" disabled={role === '' || id === ''} onClick={() => role !== '' && kind && add({ role, on: { kind, id } })}>
          {say('sheet.add')}
        </Button>
        <Button size="sm" variant="subtle" onClick={cancel}>
          {say('sheet.cancel')}
        </Button>
      </p>
    </div>
  );
}

const fewest = 2;
const most = 6;

function WhichPerson({ not, chosen, choose }: { not: string | null; chosen: string; choose: (person: string) => void }) {
  const { say, label } = useDesk();
  const called = useCalled();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const { data } = useQuery({ queryKey: ['desk', 'people', search, 'all', 0], queryFn: ({ signal }) => call(findPeople, { search, filter: 'all', page: 0 }, { signal }), enabled: search.length >= fewest, retry: retried, staleTime: 15_000 });
  const found = search.length >= fewest ? (data?.people ?? []).filter(({ id, kind }) => id !== not && kind === 'account').slice(0, most) : [];
  return (
    <>
      <TextField label={say('sheet.whichPerson')} hint={say('sheet.whichPersonHint')} value={typed} onChange={setTyped} />
      {found.length > 0 && (
        <div className={classes.found} role="group" aria-label={label('sheet.whichPerson')}>
          {found.map((person) => (
            <button key={person.id} type="button" aria-pressed={person.id === chosen} onClick={() => choose(person.id)}>
              {called(person)}
            </button>
          ))}
        </div>
      )}
      {data && search.length >= fewest && found.length === 0 && <p className={classes.soft}>{say('people.notFound', { search })}</p>}
    </>
  );
}
