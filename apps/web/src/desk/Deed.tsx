import { RoleOn, type AuditLine } from '@siccam/contract';
import { Isolate } from '@siccam/ui';
import { useLanguage } from '../i18n';
import { nameIn } from './names';
import { RoleLine } from './Objects';
import { useDesk } from './words';

/** What was done, in words; a deed that the desks have no words for keeps its code. With the role it was about, where it was about one. */
export function Deed({ line: { deed, detail } }: { line: Pick<AuditLine, 'deed' | 'detail'> }) {
  const { say, has } = useDesk();
  const key = `deed.${deed}`;
  const role = RoleOn.safeParse({ role: detail['role'], on: { kind: detail['kind'], id: detail['object'] } }).data;
  return (
    <>
      {has(key) ? say(key) : <Isolate fixed>{deed}</Isolate>}
      {role && (
        <>
          {' '}
          <RoleLine role={role} />
        </>
      )}
    </>
  );
}

/** Who did something, by name: a person as they are called now, or what acts by itself. */
export function useActor(): (actor: AuditLine['actor']) => string {
  const { label, has } = useDesk();
  const language = useLanguage();
  return ({ id, name }) => {
    const { first } = nameIn(name, language);
    if (first) return first;
    const key = `audit.actors.${id.split(':')[0] ?? ''}`;
    return has(key) ? label(key) : label('audit.someone');
  };
}
