import { useState } from 'react';
import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { letBackIn, resendInvitation, revokeInvitation, type PersonSheet } from '@siccam/contract';
import { Notice } from '@siccam/ui';
import { NotDone, useDeed } from '../people';
import { useAct } from './acting';
import { LinkOnce } from './LinkOnce';
import { useShown } from './PersonSheet';
import { type useWhen } from './when';
import { useDesk } from './words';
import classes from './Sheet.module.css';

/** How someone gets in: the state of their invitation, a new link, the link taken back; and the way back after a lost second factor. */
export function InvitationPart({ person, name, when }: { person: PersonSheet; name: string; when: ReturnType<typeof useWhen> }) {
  const { say } = useDesk();
  const act = useAct();
  const shown = useShown();
  const { busy, trouble, run } = useDeed();
  const [link, setLink] = useState<string | null>(null);
  const [said, setSaid] = useState<'sent' | 'back' | null>(null);
  const [sure, setSure] = useState(false);
  if (person.kind === 'guest') return null;
  const { state, at } = person.invitation;
  const live = state === 'waiting' || state === 'sent' || state === 'refused';
  const told = ({ person: now, link: given }: { person: PersonSheet; link: string | null }, done: 'sent' | 'back') => {
    shown(now);
    setLink(given);
    setSaid(given ? null : done);
  };
  const resend = () => void run(async () => told(await act(resendInvitation, { person: person.id }), 'sent'));
  const revoke = () =>
    void run(async () => {
      shown(await act(revokeInvitation, { person: person.id }));
      setLink(null);
      setSaid(null);
    });
  const letBack = () =>
    void run(async () => {
      told(await act(letBackIn, { person: person.id }), 'back');
      setSure(false);
    });
  return (
    <section className={classes.part}>
      <h3>{say('invitation.title')}</h3>
      <p className={state === 'refused' ? classes.bad : undefined}>
        {say(`invitation.${state}`)} {at && state !== 'none' && <small>{say('invitation.at', { time: when.date(at) })}</small>}
      </p>
      {link && <LinkOnce name={name} link={link} language={person.language} />}
      {said && (
        <Notice tone="good" icon={<IconCircleCheck className="icon" aria-hidden="true" />} title={say(said === 'sent' ? 'people.invitation.sent' : 'back.title')}>
          {say(said === 'sent' ? 'invitation.linkSent' : 'back.done')}
        </Notice>
      )}
      <NotDone error={trouble} />
      {!person.banned && (
        <p className={classes.ways}>
          <Button size="sm" loading={busy} onClick={resend}>
            {say(state === 'none' ? 'invitation.send' : 'invitation.resend')}
          </Button>
          {live && (
            <Button size="sm" variant="subtle" className={classes.danger} disabled={busy} onClick={revoke}>
              {say('invitation.revoke')}
            </Button>
          )}
        </p>
      )}
      {person.secondFactor === 'active' && !person.me && (
        <div className={classes.aside}>
          <h3>{say('back.title')}</h3>
          <p className={classes.soft}>{say('back.text')}</p>
          {sure ? (
            <p className={classes.ways}>
              <Button size="sm" className={classes.danger} loading={busy} onClick={letBack}>
                {say('back.sure', { name })}
              </Button>
              <Button size="sm" variant="subtle" onClick={() => setSure(false)}>
                {say('sheet.cancel')}
              </Button>
            </p>
          ) : (
            <Button size="sm" variant="subtle" className={classes.danger} onClick={() => setSure(true)}>
              {say('back.start')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
