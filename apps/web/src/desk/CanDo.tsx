import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import type { PersonSheet } from '@siccam/contract';
import { useKept } from './drafts';
import { useObjectName } from './Objects';
import { sentencesOf, type Sentence } from './sentences';
import { useDesk } from './words';
import classes from './Sheet.module.css';

const unchanged = { give: [], take: [] };

/** What someone can and cannot do, in words, with what saving would change. */
export function CanDo({ person }: { person: PersonSheet }) {
  const { say } = useDesk();
  const draft = useKept().drafts[person.id] ?? unchanged;
  return (
    <section className={classes.part}>
      <h3>{say('sheet.can')}</h3>
      {person.secondFactor === 'absent' && (
        <p className={classes.care}>
          <IconAlertTriangle className="icon small" aria-hidden="true" />
          <span>{say('sheet.factorAbsent')}</span>
        </p>
      )}
      <ul className={classes.cans}>
        {sentencesOf(person.roles, draft).map((sentence) => (
          <Line key={`${sentence.deed} ${sentence.on?.id ?? ''}`} sentence={sentence} />
        ))}
      </ul>
    </section>
  );
}

function Line({ sentence: { deed, on, can, mark } }: { sentence: Sentence }) {
  const { say, label } = useDesk();
  const object = useObjectName(on);
  return (
    <li data-can={can}>
      {can ? <IconCheck className="icon small" role="img" aria-label={label('sheet.canMark')} /> : <IconX className="icon small" role="img" aria-label={label('sheet.cannotMark')} />}
      <span>
        {say(`can.${deed}`, { object: object?.text ?? '…' })} {mark && <span className={classes.mark}>{say(mark === 'coming' ? 'sheet.new' : 'sheet.lost')}</span>}
      </span>
    </li>
  );
}
