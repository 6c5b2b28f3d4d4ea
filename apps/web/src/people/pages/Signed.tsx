import type { ReactNode } from 'react';
import { Navigate, useLocation } from '@tanstack/react-router';
import type { Me } from '@siccam/contract';
import { Loading } from '@siccam/ui';
import { useLanguage } from '../../i18n';
import { useMe } from '../me';
import { usePeople } from './words';

/** Shows what is for signed-in people; anyone else comes to the door first, and back here from it. */
export default function Signed({ children }: { children: (me: Me) => ReactNode }) {
  const { say } = usePeople();
  const lang = useLanguage();
  const { data: me, isError } = useMe();
  const { pathname, searchStr } = useLocation();
  if (me?.kind === 'person') return children(me);
  if (me) return <Navigate to="/$lang/enter" params={{ lang }} search={{ back: `${pathname}${searchStr}` }} replace />;
  return isError ? <p role="alert">{say('refusal.unreachable')}</p> : <Loading word={say('link.looking')} />;
}
