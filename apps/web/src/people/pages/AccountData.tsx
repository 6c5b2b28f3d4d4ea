import { useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import { deleteMe, myData, type AnswerOf, type Fair } from '@siccam/contract';
import { Dialog } from '@siccam/ui';
import { useLanguage } from '../../i18n';
import { call } from '../../wire';
import { useConfirmed } from '../confirmed';
import { askAgain } from '../me';
import { leavesNow } from '../Standing';
import { Go } from './Go';
import { Section } from './Section';
import { Trouble } from './Trouble';
import { useAct } from './useAct';
import { useMoments } from './usePage';
import { usePeople, type PeopleKey } from './words';
import classes from './Account.module.css';

/** What a deletion took and what it left, as the server says it. */
export type Removal = AnswerOf<typeof deleteMe>;

/** Gives the browser a file to keep. */
function keepFile(name: string, value: unknown): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** My data as a file, and their deletion. */
export function MyData({ fair, guest, contact, removed }: { fair: Fair; guest: boolean; contact: ReactNode; removed: (removal: Removal) => void }) {
  const { say, label } = usePeople();
  const queries = useQueryClient();
  const confirmed = useConfirmed();
  const taking = useAct();
  const removing = useAct();
  const moment = useMoments(fair);
  const [made, setMade] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const take = () =>
    void taking.run(async () => {
      const answer = await confirmed(() => call(myData, {}));
      keepFile(`siccam-${answer.made.slice(0, 10)}.json`, answer);
      setMade(answer.made);
    });
  const remove = () => {
    setAsking(false);
    void removing.run(async () => {
      leavesNow();
      const removal = await confirmed(() => call(deleteMe, {}));
      removed(removal);
      await askAgain(queries);
    });
  };
  return (
    <Section title={say('account.data')}>
      <div className={classes.pad}>
        <Button variant="filled" loading={taking.busy} leftSection={<IconDownload className="icon" aria-hidden="true" />} onClick={take}>
          {say('account.download')}
        </Button>
        <p className={classes.soft} role="status">
          {made ? say('account.downloaded', { time: moment(made).time }) : say('account.downloadMore')}
        </p>
        <Trouble act={taking} />
        <Button className={classes.bad} loading={removing.busy} onClick={() => setAsking(true)}>
          {say(guest ? 'account.removeGuest' : 'account.remove')}
        </Button>
        <p className={classes.soft}>{say('account.removeMore')}</p>
        <Trouble act={removing} />
        {Boolean(removing.error) && contact}
      </div>
      <Dialog opened={asking} onClose={() => setAsking(false)} title={say(guest ? 'account.removeTitleGuest' : 'account.removeTitle')} close={label('ask.close')}>
        <div className={classes.ask}>
          <p>{say('account.removeGoes')}</p>
          <p>{say('account.removeStays')}</p>
          <p className={classes.strong}>{say('account.removeOnce')}</p>
          <div className={classes.ways}>
            <Button onClick={() => setAsking(false)}>{say('ask.cancel')}</Button>
            <Button className={classes.bad} onClick={remove}>
              {say('account.removeGo')}
            </Button>
          </div>
        </div>
      </Dialog>
    </Section>
  );
}

/** The proof of a deletion. */
export function Removed({ removal, fair }: { removal: Removal; fair: Fair }) {
  const { say, has } = usePeople();
  const lang = useLanguage();
  const { day, time } = useMoments(fair)(removal.deleted);
  return (
    <div className={classes.proof}>
      <h1>{say('account.removed')}</h1>
      <p role="status">{say('account.removedText', { day, time })}</p>
      <dl>
        {Object.entries(removal.rows).map(([part, count]) => (
          <div key={part}>
            <dt>{has(`part.${part}`) ? say(`part.${part}` as PeopleKey) : <bdi dir="ltr">{part}</bdi>}</dt>
            <dd>{say('account.removedRows', { count })}</dd>
          </div>
        ))}
      </dl>
      {removal.kept.length === 0 ? (
        <p>{say('account.removedNothing')}</p>
      ) : (
        <>
          <p>{say('account.removedKept')}</p>
          <ul>
            {removal.kept.map((kept) => (
              <li key={kept}>{has(`kept.${kept}`) ? say(`kept.${kept}` as PeopleKey) : <bdi dir="ltr">{kept}</bdi>}</li>
            ))}
          </ul>
        </>
      )}
      <div className={classes.ways}>
        <Button onClick={() => keepFile(`siccam-${removal.deleted.slice(0, 10)}-deleted.json`, removal)}>{say('account.proof')}</Button>
        <Go variant="filled" to={`/${lang}`}>
          {say('account.visit')}
        </Go>
      </div>
    </div>
  );
}
