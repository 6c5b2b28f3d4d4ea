import { useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconLogout } from '@tabler/icons-react';
import { readAccount, signOut, wordsIn, type Account, type Me, type Programme, type RoleOn } from '@siccam/contract';
import { Loading, PersonFace } from '@siccam/ui';
import { useLanguage } from '../../i18n';
import { call, Refused } from '../../wire';
import { askAgain, becomes, useMe } from '../me';
import { initialsOf, nameIn, toneOf } from '../names';
import { leavesNow } from '../Standing';
import { Access } from './AccountAccess';
import { Consents } from './AccountConsents';
import { MyData, Removed, type Removal } from './AccountData';
import { Factor } from './AccountFactor';
import { GuestName, LanguageAndZone, Name } from './AccountName';
import { Officials, useOfficials } from './AccountOfficials';
import { SignIns } from './AccountSignIns';
import { doorAt, Go } from './Go';
import { Trouble } from './Trouble';
import { useAct } from './useAct';
import { objectOf, useTitle } from './usePage';
import { usePeople } from './words';
import classes from './Account.module.css';

/** Where my account stands among the queries. */
export const accountKey = ['account'];

/** My account; for a guest, what is kept about them. `contact`: whom to ask. */
export default function AccountPage({ programme, contact }: { programme: Programme; contact: ReactNode }) {
  const { say, label } = usePeople();
  const { data: me, isError } = useMe();
  const [removal, setRemoval] = useState<Removal | null>(null);
  useTitle(label('account.title'));
  if (removal) return <Removed removal={removal} fair={programme.fair} />;
  if (!me) return isError ? <p role="alert">{say('refusal.unreachable')}</p> : <Loading word={say('link.looking')} bars={6} />;
  return me.kind === 'person' ? <Mine me={me} programme={programme} contact={contact} removed={setRemoval} /> : <Guest me={me} programme={programme} removed={setRemoval} />;
}

function Mine({ me, programme, contact, removed }: { me: Me; programme: Programme; contact: ReactNode; removed: (removal: Removal) => void }) {
  const { say } = usePeople();
  const lang = useLanguage();
  const queries = useQueryClient();
  const { data: account, error } = useQuery({ queryKey: accountKey, queryFn: ({ signal }) => call(readAccount, {}, { signal, fresh: true }), retry: (count, thrown) => !(thrown instanceof Refused) && count < 20 });
  const put = (now: Account) => {
    queries.setQueryData(accountKey, now);
    becomes(queries, now.me);
  };
  const { fair } = programme;
  const { data: assisted } = useOfficials();
  const onWhat = (held: RoleOn): string | null => {
    const official = held.on.kind === 'person' ? assisted?.officials.find(({ person }) => person === held.on.id) : undefined;
    return official ? wordsIn(official.name, lang).text : objectOf(held, programme, lang);
  };
  const name = nameIn(me.name, lang) || (me.mail ?? '');
  const kind = me.demo ? say('account.demo') : null;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <PersonFace tone={toneOf(me.id)} shape="person" initials={initialsOf(name)} size="list" />
        <div>
          <h1>
            <bdi>{name}</bdi>
          </h1>
          <ul className={classes.roles}>
            {kind && <li>{kind}</li>}
            {me.roles.length === 0 && <li>{say('account.visitor')}</li>}
            {[...new Map(me.roles.map((held) => [`${held.role} ${onWhat(held) ?? held.on.kind}`, held])).entries()].map(([key, held]) => (
              <li key={key}>
                <b>{say(`role.${held.role}`)}</b>
                <RoleObject object={held.on.kind === 'fair' ? say('account.wholeFair') : onWhat(held)} />
              </li>
            ))}
          </ul>
        </div>
      </header>
      {me.roles.some(({ on }) => on.kind === 'session' || on.kind === 'person') && (
        <p className={classes.ways}>
          <Go to={`/${lang}/speaker`}>{say('account.speakerPage')}</Go>
        </p>
      )}
      {!account ? (
        error ? <p role="alert">{say('refusal.unreachable')}</p> : <Loading word={say('link.looking')} bars={6} />
      ) : (
        <div className={classes.grid}>
          <div>
            <Officials me={me} fair={fair} />
            <Name account={account} fair={fair} put={put} />
            <LanguageAndZone account={account} fair={fair} put={put} />
            <SignIns account={account} fair={fair} put={put} />
          </div>
          <div>
            <Factor account={account} fair={fair} put={put} />
            <Access account={account} put={put} />
            <Consents account={account} fair={fair} put={put} />
            <MyData fair={fair} guest={false} contact={contact} removed={removed} />
            <Out device={account.signIns.find(({ here }) => here)?.device.kind ?? 'unknown'} />
          </div>
        </div>
      )}
    </div>
  );
}

const RoleObject = ({ object }: { object: ReactNode }) =>
  object && (
    <>
      {' · '}
      <bdi>{object}</bdi>
    </>
  );

function Out({ device }: { device: Account['signIns'][number]['device']['kind'] }) {
  const { say } = usePeople();
  const lang = useLanguage();
  const act = useAct();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const out = () =>
    void act.run(async () => {
      leavesNow();
      await call(signOut, {});
      const me = queries.getQueryData<Me>(['me']);
      await navigate({ to: '/$lang', params: { lang } });
      if (me) becomes(queries, { ...me, kind: 'guest', id: '', name: null, mail: null, signIn: null, roles: [], demo: false });
      await askAgain(queries);
    });
  return (
    <div className={classes.out}>
      <Button variant="subtle" loading={act.busy} leftSection={<IconLogout className="icon flip" aria-hidden="true" />} onClick={out}>
        {say(`account.out.${device}`)}
      </Button>
      <Trouble act={act} />
    </div>
  );
}

function Guest({ me, programme: { fair }, removed }: { me: Me; programme: Programme; removed: (removal: Removal) => void }) {
  const { say } = usePeople();
  const lang = useLanguage();
  const name = nameIn(me.name, lang);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        {name && <PersonFace tone={toneOf(me.id)} shape="person" initials={initialsOf(name)} size="list" />}
        <div>
          <h1>{name ? <bdi>{name}</bdi> : say('account.guestTitle')}</h1>
          <p className={classes.soft}>{say('account.guestText')}</p>
        </div>
      </header>
      <div className={classes.grid}>
        <div>
          <GuestName me={me} />
        </div>
        <div>
          <MyData fair={fair} guest contact={null} removed={removed} />
          <div className={classes.out}>
            <Go variant="subtle" to={doorAt(lang)}>
              {say('account.enter')}
            </Go>
          </div>
        </div>
      </div>
    </div>
  );
}
