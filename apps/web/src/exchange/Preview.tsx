import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconFileImport } from '@tabler/icons-react';
import type { ExchangeLine, ExchangePlan } from '@siccam/contract';
import { Isolate, Notice } from '@siccam/ui';
import { useDates } from '../i18n';
import { sorted, type Sorted } from './lines';
import { Fold, Lines } from './Lines';
import { useExchange } from './words';
import classes from './Exchange.module.css';

/** What is shown unfolded from the start. */
const few = 12;
const tiles = ['create', 'change', 'leave', 'refuse'] as const;

/** What a file would do, or did: how many at the top, then what needs a look, then the rest, folded. `open`: the way to the timetable. */
export function Preview({ plan, busy, apply, open }: { plan: ExchangePlan; busy: boolean; apply: (() => void) | null; open: ReactNode }) {
  const { say } = useExchange();
  const lines = useMemo(() => sorted(plan.lines), [plan]);
  const heading = useRef<HTMLHeadingElement>(null);
  // What came is where the reading goes on.
  useEffect(() => heading.current?.focus({ preventScroll: false }), [plan]);
  const { create, change, refuse, others, nothing } = lines;
  const done = plan.applied;
  return (
    <section className={classes.seen} aria-labelledby="exchange-seen">
      <h2 id="exchange-seen" ref={heading} tabIndex={-1}>{say(done ? 'seen.done' : 'seen.title')}</h2>
      {done && (
        <Notice tone="good" icon={<IconCircleCheck className="icon" aria-hidden="true" />} title={say('done.title')} action={open}>
          {say('done.text', { create: create.length, change: change.length, refuse: refuse.length })}
        </Notice>
      )}
      <p className={classes.over}>{say('seen.sessions')}</p>
      <dl className={classes.tiles}>
        {tiles.map((does) => (
          <div key={does} data-does={does} data-none={lines[does].length === 0 || undefined}>
            <dt>{say(`${done ? 'did' : 'does'}.${does}`)}</dt>
            <dd><Isolate number>{lines[does].length}</Isolate></dd>
          </div>
        ))}
      </dl>
      <Also others={others} />
      {!done && nothing && (
        <Notice tone="info" icon={<IconCircleDashed className="icon" aria-hidden="true" />} title={say(refuse.length > 0 ? 'seen.nothingBut' : 'seen.nothing')} action={open}>
          {say(refuse.length > 0 ? 'seen.nothingButText' : 'seen.nothingText')}
        </Notice>
      )}
      {!done && !nothing && apply && (
        <div className={classes.apply}>
          <Button variant="filled" loading={busy} leftSection={<IconFileImport className="icon small flip" aria-hidden="true" />} onClick={apply}>
            {refuse.length > 0 ? say('seen.applyWithout', { count: refuse.length }) : say('seen.apply')}
          </Button>
          <p>
            {say('seen.draft')} {refuse.length > 0 && say('seen.without', { count: refuse.length })}
          </p>
        </div>
      )}
      {/* Anew for each preview: what was unfolded belonged to another. */}
      <Groups key={`${plan.plan} ${String(done)}`} lines={lines} fields={plan.fields} />
    </section>
  );
}

function Groups({ lines: { create, change, leave, refuse, others, notes }, fields }: { lines: Sorted; fields: ExchangePlan['fields'] }) {
  const { say } = useExchange();
  const [kept, left] = [fields.filter((field) => field.kept), fields.filter((field) => !field.kept)];
  return (
    <div className={classes.groups}>
      <Fold title={say('group.refuse')} count={refuse.length} tone="bad" open>
        <Lines lines={refuse} />
      </Fold>
      <Fold title={say('group.notes')} count={notes.length} tone="warn" open>
        <ul className={classes.sums}>
          {notes.map(([note, count]) => (
            <li key={note}>
              <b><Isolate number>{count}</Isolate></b> <span>{say(`note.${note}`)}</span>
            </li>
          ))}
        </ul>
      </Fold>
      <Fold title={say('group.change')} count={change.length} open>
        <Lines lines={change} />
      </Fold>
      <Fold title={say('group.create')} count={create.length} open={create.length <= few}>
        <Lines lines={create} />
      </Fold>
      <Fold title={say('group.others')} count={others.length} open={false}>
        <Lines lines={others} />
      </Fold>
      <Fold title={say('group.leave')} count={leave.length} open={false}>
        <Lines lines={leave} />
      </Fold>
      <Fold title={say('group.fields')} count={fields.length} open={left.length > 0 && fields.length <= few}>
        <Fields head={say('fields.left')} fields={left} />
        <Fields head={say('fields.kept')} fields={kept} />
      </Fold>
    </div>
  );
}

function Fields({ head, fields }: { head: ReactNode; fields: ExchangePlan['fields'] }) {
  const { say } = useExchange();
  if (fields.length === 0) return null;
  return (
    <>
      <p className={classes.fieldsHead}>{head}</p>
      <ul className={classes.fields}>
        {fields.slice(0, 200).map(({ place, count }) => (
          <li key={place}>
            <code dir="ltr">{place}</code> <small>{say('fields.times', { count })}</small>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What comes along with the sessions. */
function Also({ others }: { others: readonly ExchangeLine[] }) {
  const { say, label } = useExchange();
  const { list } = useDates();
  const many = (kind: ExchangeLine['kind']) => others.filter((line) => line.kind === kind).length;
  const [stages, speakers, days] = [many('stage'), many('speaker'), many('fair')];
  const parts = [...(stages > 0 ? [label('seen.stages', { count: stages })] : []), ...(speakers > 0 ? [label('seen.speakers', { count: speakers })] : []), ...(days > 0 ? [label('seen.days')] : [])];
  return parts.length > 0 && <p className={classes.soft}>{say('seen.also', { list: list(parts) })}</p>;
}
