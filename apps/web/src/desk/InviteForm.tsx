import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { IconCircleCheck, IconPlus } from '@tabler/icons-react';
import { invitePerson, languages, Mail, type AnswerOf, type Language, type Programme, type RoleOn } from '@siccam/contract';
import { Notice } from '@siccam/ui';
import { ChoiceField, TextField } from '@siccam/ui/fields';
import { useLanguage } from '../i18n';
import { NotDone, useDeed } from '../people';
import { useAct } from './acting';
import { useCalled } from './called';
import { GiveRole } from './GiveRole';
import { LinkOnce } from './LinkOnce';
import { RoleLine, useObjectName } from './Objects';
import { SheetFrame } from './PersonSheet';
import { among } from './roles';
import { useDesk } from './words';
import classes from './Sheet.module.css';

const blank = { ar: '', latin: '', mail: '', roles: [] as RoleOn[] };

/** Invites one person: a name in one script or both, an address if there is one, a language, roles. */
export function InviteForm({ programme, close, show }: { programme: Programme; close: () => void; show: (person: string) => void }) {
  const { say, label } = useDesk();
  const own = useLanguage();
  const act = useAct();
  const called = useCalled();
  const queries = useQueryClient();
  const { busy, trouble, run } = useDeed();
  const [typed, setTyped] = useState(blank);
  const [language, setLanguage] = useState<Language>(own);
  const [tried, setTried] = useState(false);
  const [giving, setGiving] = useState(false);
  const [done, setDone] = useState<AnswerOf<typeof invitePerson> | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: window.innerWidth >= 1000 }), [done]);
  const change = (part: Partial<typeof blank>) => setTyped((now) => ({ ...now, ...part }));
  const nameMissing = !typed.ar.trim() && !typed.latin.trim();
  const mailWrong = typed.mail.trim() !== '' && !Mail.safeParse(typed.mail).success;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (nameMissing || mailWrong) return;
    void run(async () => {
      const name = { ...(typed.ar.trim() ? { ar: typed.ar } : {}), ...(typed.latin.trim() ? { latin: typed.latin } : {}) };
      const answer = await act(invitePerson, { name, mail: typed.mail.trim() || null, language, roles: typed.roles });
      queries.setQueryData(['desk', 'person', answer.person.id], answer.person);
      void queries.invalidateQueries({ queryKey: ['desk', 'people'] });
      setDone(answer);
    });
  };
  const again = () => {
    setTyped(blank);
    setTried(false);
    setDone(null);
  };
  const head = (
    <h2 ref={heading} tabIndex={-1}>
      {say('invite.title')}
    </h2>
  );
  if (done)
    return (
      <SheetFrame close={close} head={head}>
        <div className={classes.part}>
          <Notice tone="good" icon={<IconCircleCheck className="icon" aria-hidden="true" />} title={say('invite.doneTitle', { name: called(done.person) })}>
            {!done.link && say('invite.done')}
          </Notice>
          {done.link && <LinkOnce name={called(done.person)} link={done.link} language={done.person.language} />}
          <p className={classes.ways}>
            <Button size="sm" onClick={() => show(done.person.id)}>
              {say('invite.show')}
            </Button>
            <Button size="sm" variant="subtle" onClick={again}>
              {say('invite.another')}
            </Button>
          </p>
        </div>
      </SheetFrame>
    );
  return (
    <SheetFrame close={close} head={head}>
      <form className={classes.part} noValidate onSubmit={send}>
        <TextField label={say('invite.latin')} hint={say('invite.nameHint')} value={typed.latin} onChange={(latin) => change({ latin })} autoComplete="off" />
        <TextField label={say('invite.arabic')} value={typed.ar} onChange={(ar) => change({ ar })} autoComplete="off" error={tried && nameMissing ? say('invite.nameMissing') : undefined} />
        <TextField label={say('invite.mail')} hint={say('invite.mailHint')} value={typed.mail} onChange={(mail) => change({ mail })} type="email" plain autoComplete="off" error={tried && mailWrong ? say('invite.mailWrong') : undefined} />
        <ChoiceField label={say('invite.language')} value={language} onChange={(value) => setLanguage(languages.find((one) => one === value) ?? own)} choices={languages.map((one) => ({ value: one, label: label(`sheet.language.${one}`) }))} />
        <fieldset>
          <legend>{say('invite.roles')}</legend>
          {typed.roles.length === 0 && <p className={classes.soft}>{say('invite.rolesHint')}</p>}
          <ul className={classes.roles}>
            {typed.roles.map((role) => (
              <li key={`${role.role} ${role.on.id}`}>
                <RoleLine role={role} />
                <Leave role={role} leave={() => change({ roles: typed.roles.filter((one) => one !== role) })} />
              </li>
            ))}
          </ul>
          {giving ? (
            <GiveRole
              programme={programme}
              not={null}
              add={(role) => {
                if (!among(typed.roles, role)) change({ roles: [...typed.roles, role] });
                setGiving(false);
              }}
              cancel={() => setGiving(false)}
            />
          ) : (
            <Button size="sm" leftSection={<IconPlus className="icon small" aria-hidden="true" />} onClick={() => setGiving(true)}>
              {say('sheet.give')}
            </Button>
          )}
        </fieldset>
        <NotDone error={trouble} />
        <Button type="submit" variant="filled" fullWidth loading={busy}>
          {say('invite.send')}
        </Button>
      </form>
    </SheetFrame>
  );
}

function Leave({ role, leave }: { role: RoleOn; leave: () => void }) {
  const { say, label } = useDesk();
  const object = useObjectName(role.on);
  return (
    <Button size="sm" variant="subtle" aria-label={label('sheet.takeName', { role: label(`role.${role.role}`), object: object?.text ?? '' })} onClick={leave}>
      {say('sheet.take')}
    </Button>
  );
}
