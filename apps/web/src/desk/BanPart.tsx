import { useState } from 'react';
import { Button } from '@mantine/core';
import { IconBan, IconCircleCheck } from '@tabler/icons-react';
import { banPerson, unbanPerson, type AnswerOf, type PersonSheet } from '@siccam/contract';
import { Notice } from '@siccam/ui';
import { useDates } from '../i18n';
import { NotDone, useDeed } from '../people';
import { useAct } from './acting';
import { useShown } from './PersonSheet';
import { type useWhen } from './when';
import { useDesk } from './words';
import classes from './Sheet.module.css';

/** Apart from all else, at the bottom: what a ban does, how fast, to whom, and how it is lifted. */
export function BanPart({ person, name, when }: { person: PersonSheet; name: string; when: ReturnType<typeof useWhen> }) {
  const { say, label } = useDesk();
  const { list } = useDates();
  const act = useAct();
  const shown = useShown();
  const { busy, trouble, run } = useDeed();
  const [sure, setSure] = useState(false);
  const [covers, setCovers] = useState<AnswerOf<typeof banPerson>['covers'] | null>(null);
  const [lifted, setLifted] = useState(false);
  const ban = () =>
    void run(async () => {
      const answer = await act(banPerson, { person: person.id });
      shown(answer.person);
      setCovers(answer.covers);
      setSure(false);
      setLifted(false);
    });
  const lift = () =>
    void run(async () => {
      shown(await act(unbanPerson, { person: person.id }));
      setCovers(null);
      setLifted(true);
    });
  return (
    <footer className={classes.foot}>
      {lifted && !person.banned && (
        <Notice tone="good" icon={<IconCircleCheck className="icon" aria-hidden="true" />} title={say('ban.lifted')} />
      )}
      <NotDone error={trouble} />
      {person.banned ? (
        <>
          <div>
            <p className={classes.bad}>
              <IconBan className="icon small" aria-hidden="true" /> {say('ban.is', { time: when.date(person.banned) })}
            </p>
            {covers && covers.length > 0 && <p role="status">{say('ban.covers', { list: list(covers.map((one) => label(`ban.${one}`))) })}</p>}
          </div>
          <Button size="sm" loading={busy} onClick={lift}>
            {say('ban.lift')}
          </Button>
        </>
      ) : person.me ? (
        <p>{say('ban.notYourself')}</p>
      ) : sure ? (
        <div className={classes.sure} role="group" aria-label={label('ban.sureTitle', { name })}>
          <b>{say('ban.sureTitle', { name })}</b>
          <p>{say('ban.sureText')}</p>
          {person.kind === 'guest' && <p>{say('ban.sureGuest')}</p>}
          <p className={classes.ways}>
            <Button size="sm" className={classes.danger} loading={busy} onClick={ban} leftSection={<IconBan className="icon small" aria-hidden="true" />}>
              {say('ban.banName', { name })}
            </Button>
            <Button size="sm" variant="subtle" onClick={() => setSure(false)}>
              {say('ban.keep')}
            </Button>
          </p>
        </div>
      ) : (
        <div className={classes.line}>
          <p>{say('ban.says')}</p>
          <Button size="sm" variant="subtle" className={classes.danger} leftSection={<IconBan className="icon small" aria-hidden="true" />} aria-label={label('ban.banName', { name })} onClick={() => setSure(true)}>
            {say('ban.ban')}
          </Button>
        </div>
      )}
    </footer>
  );
}
