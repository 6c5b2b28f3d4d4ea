import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { IconChevronRight, IconKey, IconMail } from '@tabler/icons-react';
import { askLink, enterAs, demoRoles, lifetimes, Mail, nameGuest, signIn, signOut, type Me, type Programme } from '@siccam/contract';
import { PasswordField, TextField } from '@siccam/ui/fields';
import { Isolate } from '@siccam/ui';
import { useLanguage } from '../../i18n';
import { call } from '../../wire';
import { askAgain, becomes, useMe } from '../me';
import { nameIn } from '../names';
import { enterSearch, type EnterSearch, type Way } from '../query';
import { leavesNow } from '../Standing';
import { keepAsked } from './asked';
import { EnterLayout } from './EnterLayout';
import { Form } from './Form';
import { doorAt, Go } from './Go';
import { SignUp } from './SignUp';
import { isRefused, Trouble, whyKey } from './Trouble';
import { useAct } from './useAct';
import { afterEntering, nameFrom, useTitle } from './usePage';
import { usePeople } from './words';
import classes from './Enter.module.css';

const minutes = lifetimes.link / 60_000;

/** Entering: by a link to one's address, by a password, as a guest; one at a time. */
export default function EnterPage({ programme }: { programme: Programme }) {
  const { say, label } = usePeople();
  const lang = useLanguage();
  const search = enterSearch(useSearch({ strict: false }));
  const { data: me } = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [mail, setMail] = useState('');
  const title = search.way === 'account' ? 'signUp.title' : search.way === 'guest' ? 'guest.title' : 'enter.title';
  useTitle(label(title));
  const entered = (now: Me) => {
    becomes(queries, now);
    void navigate({ href: afterEntering(now, lang, search.back) });
  };
  if (me?.kind === 'person') return <Inside me={me} programme={programme} search={search} />;
  return (
    <EnterLayout fair={programme.fair} title={say(title)}>
      {search.way === 'account' ? (
        <SignUp me={me} mail={mail} onMail={setMail} entered={entered} />
      ) : search.way === 'guest' ? (
        <AsGuest me={me} entered={(now) => (queries.setQueryData(['me'], now), void navigate({ href: search.back ?? `/${lang}` }))} />
      ) : search.way === 'password' ? (
        <ByPassword mail={mail} onMail={setMail} entered={entered} />
      ) : (
        <ByLink mail={mail} onMail={setMail} back={search.back} />
      )}
      <Ways search={search} />
      {programme.fair.demo && !search.way && <Demo entered={entered} />}
    </EnterLayout>
  );
}

type Entering = { mail: string; onMail: (mail: string) => void };

function ByLink({ mail, onMail, back }: Entering & { back: string | undefined }) {
  const { say } = usePeople();
  const lang = useLanguage();
  const navigate = useNavigate();
  const act = useAct();
  const [wrong, setWrong] = useState(0);
  const send = () => {
    if (!Mail.safeParse(mail).success) return setWrong((count) => count + 1);
    setWrong(0);
    void act.run(async () => {
      keepAsked({ mail: mail.trim(), ...(await call(askLink, { mail, language: lang })) });
      await navigate({ to: '/$lang/enter/$step', params: { lang, step: 'sent' }, search: back ? { back } : {} });
    });
  };
  return (
    <>
      <p className={classes.soft}>{say('enter.intro')}</p>
      <Form onSubmit={send} wrong={wrong}>
        <TextField label={say('ask.mail')} type="email" name="email" autoComplete="email" inputMode="email" spellCheck={false} plain value={mail} onChange={onMail} error={wrong ? say('ask.mailWrong') : undefined} />
        <Button type="submit" variant="filled" loading={act.busy} leftSection={<IconMail className="icon" aria-hidden="true" />}>
          {say('enter.link')}
        </Button>
      </Form>
      <p className={`${classes.soft} ${classes.small}`}>{say('enter.linkMore', { minutes })}</p>
      <Trouble act={act} />
    </>
  );
}

function ByPassword({ mail, onMail, entered }: Entering & { entered: (me: Me) => void }) {
  const { say, label } = usePeople();
  const act = useAct();
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState({ count: 0, mail: false, password: false });
  const send = () => {
    const found = { mail: !Mail.safeParse(mail).success, password: password === '' };
    setWrong(({ count }) => ({ count: found.mail || found.password ? count + 1 : 0, ...found }));
    if (found.mail || found.password) return act.clear();
    void act.run(async () => entered(await call(signIn, { mail, password })));
  };
  const refused = isRefused(act.error, 'enter.wrong');
  return (
    <>
      <Form onSubmit={send} wrong={act.error ?? wrong.count}>
        <TextField label={say('ask.mail')} type="email" name="email" autoComplete="email" inputMode="email" spellCheck={false} plain value={mail} onChange={onMail} error={wrong.mail ? say('ask.mailWrong') : undefined} />
        <PasswordField label={say('ask.password')} name="password" autoComplete="current-password" show={label('ask.show')} hide={label('ask.hide')} value={password} onChange={setPassword} error={wrong.password ? say('ask.passwordMissing') : refused ? say(whyKey(act.error)) : undefined} />
        <Trouble act={act} quiet={() => refused} />
        <Button type="submit" variant="filled" loading={act.busy}>
          {say('enter.go')}
        </Button>
      </Form>
    </>
  );
}

function AsGuest({ me, entered }: { me: Me | undefined; entered: (me: Me) => void }) {
  const { say } = usePeople();
  const lang = useLanguage();
  const act = useAct();
  const [name, setName] = useState(() => nameIn(me?.name, lang));
  const go = () => void act.run(async () => entered(name.trim() === '' && me && !me.name ? me : await call(nameGuest, { name: name.trim() === '' ? null : nameFrom(name), language: lang })));
  const long = [...name].length > 80;
  return (
    <Form onSubmit={() => !long && go()} wrong={act.error}>
      <p className={classes.soft}>{say('guest.text')}</p>
      <TextField label={say('guest.name')} name="name" autoComplete="name" value={name} onChange={setName} error={long ? say('ask.nameLong') : undefined} />
      <Trouble act={act} />
      <Button type="submit" variant="filled" loading={act.busy}>
        {say('guest.go')}
      </Button>
    </Form>
  );
}

/** The other ways, below the one that is open. */
function Ways({ search: { way, back } }: { search: EnterSearch }) {
  const { say } = usePeople();
  const lang = useLanguage();
  const to = (next: Way | undefined): EnterSearch => ({ ...(back ? { back } : {}), ...(next ? { way: next } : {}) });
  return (
    <>
      <p className={classes.or}>
        <span>{say('enter.or')}</span>
      </p>
      {way ? (
        <Go to={doorAt(lang, to(undefined))} leftSection={<IconMail className="icon" aria-hidden="true" />}>
          {say('enter.withLink')}
        </Go>
      ) : (
        <Go to={doorAt(lang, to('password'))} leftSection={<IconKey className="icon" aria-hidden="true" />}>
          {say('enter.password')}
        </Go>
      )}
      {way !== 'account' && (
        <p className={classes.row}>
          {say('enter.noAccount')}
          <Link to="/$lang/enter" params={{ lang }} search={to('account')}>
            {say('enter.signUp')}
          </Link>
        </p>
      )}
      {way !== 'guest' && (
        <Link to="/$lang/enter" params={{ lang }} search={to('guest')} className={classes.guest}>
          <span>
            <b>{say('enter.visit')}</b>
            <small>{say('enter.visitMore')}</small>
          </span>
          <span>
            {say('enter.guest')}
            <IconChevronRight className="icon small flip" aria-hidden="true" />
          </span>
        </Link>
      )}
    </>
  );
}

function Demo({ entered }: { entered: (me: Me) => void }) {
  const { say } = usePeople();
  const act = useAct();
  return (
    <div className={classes.demo}>
      <p>
        <b>{say('enter.demo')}</b> <span className={classes.soft}>{say('enter.demoMore')}</span>
      </p>
      <div className={classes.chips}>
        {demoRoles.map((as) => (
          <button key={as} type="button" disabled={act.busy} onClick={() => void act.run(async () => entered(await call(enterAs, { as })))}>
            {say(`enter.as.${as}`)}
          </button>
        ))}
      </div>
      <Trouble act={act} />
    </div>
  );
}

/** For whoever is inside already and comes to the door again. */
function Inside({ me, programme, search }: { me: Me; programme: Programme; search: EnterSearch }) {
  const { say, label } = usePeople();
  const lang = useLanguage();
  const act = useAct();
  const queries = useQueryClient();
  useTitle(label('enter.title'));
  const out = () =>
    void act.run(async () => {
      leavesNow();
      await call(signOut, {});
      becomes(queries, { ...me, kind: 'guest', id: '', name: null, mail: null, signIn: null, roles: [], demo: false });
      await askAgain(queries);
    });
  return (
    <EnterLayout fair={programme.fair} title={say('enter.inside', { name: nameIn(me.name, lang) || (me.mail ?? '') })}>
      {me.mail && (
        <p className={classes.soft}>
          <Isolate fixed>{me.mail}</Isolate>
        </p>
      )}
      <p className={classes.soft}>{say('enter.insideMore')}</p>
      <Go variant="filled" to={afterEntering(me, lang, search.back)}>
        {say('enter.on')}
      </Go>
      <Go to={`/${lang}/account`}>
        {say('enter.account')}
      </Go>
      <Button variant="subtle" loading={act.busy} onClick={out}>
        {say('enter.out')}
      </Button>
      <Trouble act={act} />
    </EnterLayout>
  );
}
