import { useEffect, useState, type ReactNode } from 'react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import type { Me } from '@siccam/contract';
import { Loading } from '@siccam/ui';
import { useLanguage } from '../../i18n';
import { useMe } from '../me';
import { usePeople } from './words';

/** Shows what is for signed-in people; anyone else comes to the door first, and back here from it. */
export default function Signed({ children }: { children: (me: Me) => ReactNode }) {
  const { say } = usePeople();
  const lang = useLanguage();
  const navigate = useNavigate();
  const { data: me, isError } = useMe();
  const { pathname, searchStr } = useLocation();
  const [back] = useState(`${pathname}${searchStr}`);
  const out = me !== undefined && me.kind !== 'person';
  // Once: this stays on screen while the door's own code comes, and going there again with each of its turns would never end.
  useEffect(() => {
    if (out) void navigate({ to: '/$lang/enter', params: { lang }, search: { back }, replace: true });
  }, [out, lang, back, navigate]);
  if (me?.kind === 'person') return children(me);
  return isError ? <p role="alert">{say('refusal.unreachable')}</p> : <Loading word={say('link.looking')} />;
}
