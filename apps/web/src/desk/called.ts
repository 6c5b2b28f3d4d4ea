import type { PersonRow } from '@siccam/contract';
import { useLanguage } from '../i18n';
import { nameIn } from './names';
import { useDesk } from './words';

/** How someone is called on a desk: by name, by address, else by the end of an opaque id. */
export function useCalled(): (person: Pick<PersonRow, 'id' | 'kind' | 'name' | 'mail'>) => string {
  const language = useLanguage();
  const { label } = useDesk();
  return ({ id, kind, name, mail }) => {
    const { first } = nameIn(name, language);
    return first || (mail ?? label(kind === 'guest' ? 'people.guest' : 'people.account', { mark: id.slice(-4).toUpperCase() }));
  };
}
