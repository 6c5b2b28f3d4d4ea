import { useEffect, useRef, useState, type ChangeEvent } from 'react';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle, IconCircleCheck, IconFileUpload } from '@tabler/icons-react';
import { importPeople } from '@siccam/contract';
import { Isolate, Notice } from '@siccam/ui';
import { NotDone, useDeed } from '../people';
import { Table, type Column } from '@siccam/ui/table';
import { useAct } from './acting';
import { grouped, summaryOf, textOf, type Line } from './csv';
import { NameIn } from './Objects';
import { SheetFrame } from './PersonSheet';
import { useDesk } from './words';
import classes from './Sheet.module.css';

const most = 60_000;
const columns = 'name_ar, name_latin, mail, language, role, session';

/** Many people from a table: chosen or pasted, looked at line by line, then taken in one decision or not at all. */
export function ImportForm({ close }: { close: () => void }) {
  const { say } = useDesk();
  const act = useAct();
  const queries = useQueryClient();
  const { busy, trouble, run, forget } = useDeed();
  const [csv, setCsv] = useState('');
  const [file, setFile] = useState<string | null>(null);
  const [wrong, setWrong] = useState<'unreadable' | 'tooLong' | 'empty' | null>(null);
  const [preview, setPreview] = useState<{ lines: Line[]; applied: boolean } | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: window.innerWidth >= 1000 }), []);
  const ask = (text: string, apply: boolean) =>
    run(async () => {
      setPreview(await act(importPeople, { csv: text, apply }));
      if (apply) void queries.invalidateQueries({ queryKey: ['desk', 'people'] });
    });
  const look = (text: string) => {
    setPreview(null);
    forget();
    const why = text.trim() === '' ? 'empty' : text.length > most ? 'tooLong' : null;
    setWrong(why);
    if (!why) void ask(text, false);
  };
  const choose = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = currentTarget.files ?? [];
    if (!chosen) return;
    setFile(chosen.name);
    const text = textOf(await chosen.arrayBuffer());
    currentTarget.value = '';
    if (text === null) {
      setPreview(null);
      return setWrong('unreadable');
    }
    setCsv(text.slice(0, most + 1));
    look(text);
  };
  return (
    <SheetFrame
      close={close}
      head={
        <h2 ref={heading} tabIndex={-1}>
          {say('csv.title')}
        </h2>
      }
    >
      <div className={classes.part}>
        <p className={classes.soft}>{say('csv.text', { columns })}</p>
        <input ref={input} type="file" accept=".csv,text/csv,text/plain" hidden onChange={(event) => void choose(event)} />
        <Button size="sm" leftSection={<IconFileUpload className="icon small" aria-hidden="true" />} onClick={() => input.current?.click()}>
          {say('csv.file')}
        </Button>
        {file && (
          <p className={classes.soft}>
            <Isolate>{file}</Isolate>
          </p>
        )}
        <label className={classes.paste}>
          <span>{say('csv.paste')}</span>
          <textarea rows={5} dir="ltr" value={csv} onChange={({ currentTarget }) => (setCsv(currentTarget.value), setPreview(null), setWrong(null))} />
        </label>
        {wrong && (
          <Notice urgent icon={<IconAlertTriangle className="icon" aria-hidden="true" />} title={say('frame.notDone')}>
            {say(`csv.${wrong}`)}
          </Notice>
        )}
        <NotDone error={trouble} />
        {!preview && (
          <Button size="sm" loading={busy} onClick={() => look(csv)}>
            {say('csv.preview')}
          </Button>
        )}
      </div>
      {preview && <Preview {...preview} busy={busy} apply={() => void ask(csv, true)} />}
    </SheetFrame>
  );
}

function Preview({ lines, applied, busy, apply }: { lines: Line[]; applied: boolean; busy: boolean; apply: () => void }) {
  const { say } = useDesk();
  const { create, giveRoles, nothing, refuse, ready } = summaryOf(lines);
  const { refused, changing, same } = grouped(lines);
  return (
    <section className={classes.part}>
      {applied ? (
        <Notice tone="good" icon={<IconCircleCheck className="icon" aria-hidden="true" />} title={say('csv.appliedTitle')}>
          {say('csv.create', { count: create })} · {say('csv.giveRoles', { count: giveRoles })}
        </Notice>
      ) : (
        <p role="status" className={classes.sum}>
          {refuse > 0 && <b className={classes.bad}>{say('csv.refused', { count: refuse })}</b>}
          <span>{say('csv.create', { count: create })}</span>
          <span>{say('csv.giveRoles', { count: giveRoles })}</span>
          <span>{say('csv.nothing', { count: nothing })}</span>
        </p>
      )}
      {!applied && refuse > 0 && <p className={classes.care}>{say('csv.fix')}</p>}
      {!applied && refuse === 0 && !ready && <p className={classes.soft}>{say('csv.nothingToDo')}</p>}
      {refused.length + changing.length > 0 && <Lines lines={[...refused, ...changing]} />}
      {same.length > 0 && (
        <details>
          <summary>{say('csv.showSame', { count: same.length })}</summary>
          <Lines lines={same} />
        </details>
      )}
      {!applied && ready && (
        <Button variant="filled" fullWidth loading={busy} onClick={apply}>
          {say('csv.apply')}
        </Button>
      )}
    </section>
  );
}

function Lines({ lines }: { lines: Line[] }) {
  const { say, label } = useDesk();
  const columns: Column<Line & { id: string }>[] = [
    { key: 'name', head: say('csv.name'), is: 'name', cell: ({ name, line }) => (name ? <NameIn text={name} /> : say(line === 1 ? 'csv.heads' : 'people.noName')) },
    { key: 'line', head: say('csv.line'), is: 'state', cell: ({ line }) => <Isolate number>{line}</Isolate> },
    {
      key: 'does',
      head: say('csv.does'),
      is: 'whole',
      cell: ({ does, why, field }) => (
        <span data-does={does} className={classes.does}>
          <b>{say(`csv.will.${does}`)}</b>
          {why && <> · {say(`csv.why.${why}`)}</>}
          {field && <> · {say('csv.field', { field })}</>}
        </span>
      ),
    },
  ];
  return <Table label={label('csv.label')} dense columns={columns} rows={lines.map((line) => ({ ...line, id: `${line.line} ${line.field ?? ''}` }))} />;
}
