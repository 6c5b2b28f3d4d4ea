import { useQuery } from '@tanstack/react-query';
import { createContext, use, useMemo, type ReactNode } from 'react';
import { directionOf, langTagOf, readPerson, wordsIn, type PersonName, type Programme, type RoleOn } from '@siccam/contract';
import { useLanguage } from '../i18n';
import { call, retried } from '../wire';
import { bound, nameIn, scriptOf } from './names';
import { useDesk } from './words';
import classes from './People.module.css';

type Known = { sessions: Programme['sessions']; names: ReadonlyMap<string, PersonName | null> };
const Objects = createContext<Known>({ sessions: [], names: new Map() });

/** What roles are held on, known by name to everything below: the programme's sessions, and people whose names are on screen already. */
export function KnownObjects({ programme, people, children }: { programme: Programme; people: readonly { id: string; name: PersonName | null }[]; children: ReactNode }) {
  const known = useMemo(() => ({ sessions: programme.sessions, names: new Map(people.map(({ id, name }) => [id, name])) }), [programme.sessions, people]);
  return <Objects value={known}>{children}</Objects>;
}

/** The name of an object, with the language it is written in; null while it is not known. */
export function useObjectName(on: RoleOn['on'] | null): { text: string; lang: 'ar' | 'fr' | 'en' } | null {
  const { sessions, names } = use(Objects);
  const { label } = useDesk();
  const language = useLanguage();
  const known = on?.kind === 'person' ? names.get(on.id) : undefined;
  const asked = useQuery({ queryKey: ['desk', 'person', on?.id], queryFn: ({ signal }) => call(readPerson, { person: on?.id ?? '' }, { signal }), enabled: on?.kind === 'person' && known === undefined, staleTime: 60_000, retry: retried });
  if (!on) return null;
  if (on.kind === 'fair') return { text: label('object.fair'), lang: language };
  if (on.kind === 'session') {
    const session = sessions.find(({ id }) => id === on.id);
    if (!session) return { text: label('object.unknown'), lang: language };
    const { text, language: written } = wordsIn(session.title, language);
    return { text: bound(text, written), lang: written };
  }
  if (on.kind === 'person') {
    const name = known ?? asked.data?.name;
    if (name) {
      const { first } = nameIn(name, language);
      return { text: first, lang: scriptOf(first) };
    }
    return asked.isPending ? null : { text: label('people.noName'), lang: language };
  }
  return { text: label('object.unknown'), lang: language };
}

/** The name of an object in a line. */
export function ObjectName({ on }: { on: RoleOn['on'] }) {
  const name = useObjectName(on);
  return name ? (
    <bdi lang={langTagOf[name.lang]} dir={directionOf[name.lang]}>
      {name.text}
    </bdi>
  ) : (
    <>…</>
  );
}

/** A role together with its object: «Modération · Panel 2». */
export function RoleLine({ role, mark }: { role: RoleOn; mark?: ReactNode }) {
  const { say } = useDesk();
  return (
    <span className={classes.role}>
      <b>{say(`role.${role.role}`)}</b> · <ObjectName on={role.on} />
      {mark && (
        <>
          {' '}
          <span className={classes.mark}>{mark}</span>
        </>
      )}
    </span>
  );
}

/** A name in its own direction, and below it the same in the other script. */
export function NameIn({ text }: { text: string }) {
  const script = scriptOf(text);
  return (
    <bdi lang={langTagOf[script]} dir={directionOf[script]}>
      {text}
    </bdi>
  );
}
