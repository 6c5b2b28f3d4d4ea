import { useState } from 'react';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconDownload, IconHistory } from '@tabler/icons-react';
import { exportAudit, readAudit, type AuditLine, type Programme } from '@siccam/contract';
import { Empty, Isolate, Loading } from '@siccam/ui';
import { ChoiceField } from '@siccam/ui/fields';
import { Table, type Column } from '@siccam/ui/table';
import { useLanguage } from '../i18n';
import { NotDone, useDeed } from '../people';
import { call, Refused, retried } from '../wire';
import { useAct } from './acting';
import { useAddress } from './address';
import { Deed, useActor } from './Deed';
import { nameIn } from './names';
import { KnownObjects, NameIn, ObjectName } from './Objects';
import { momentShown, useWhen } from './when';
import { useDesk } from './words';
import classes from './People.module.css';

const nobody: never[] = [];

/** Who did what to whom, when and from where: filtered, read back page by page, taken away as a table. */
export function AuditDesk({ programme }: { programme: Programme }) {
  const { say, label, has } = useDesk();
  const { fair } = programme;
  const when = useWhen(fair);
  const actor = useActor();
  const [{ deed, actor: who, from, to }, change] = useAddress();
  const question = { actor: who ?? null, deed: deed ?? null, object: null, from: from ? momentShown(fair, from) : null, to: to ? momentShown(fair, to) : null };
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['desk', 'audit', question],
    queryFn: ({ signal, pageParam }) => call(readAudit, { ...question, before: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ lines, more }) => (more ? (lines.at(-1)?.id ?? null) : null),
    retry: retried,
  });
  const act = useAct();
  const saving = useDeed();
  const [made, setMade] = useState<string | null>(null);
  const lines = data?.pages.flatMap((page) => page.lines) ?? [];
  const deeds = data?.pages[0]?.deeds ?? (deed ? [deed] : []);
  const deedName = (one: string) => {
    const key = `deed.${one}`;
    return has(key) ? label(key) : one;
  };
  const take = () =>
    void saving.run(async () => {
      setMade(null);
      const { name, csv } = await act(exportAudit, question);
      download(name, csv);
      setMade(name);
    });
  const columns: Column<AuditLine>[] = [
    { key: 'when', head: say('audit.when'), is: 'state', cell: ({ at }) => <time dateTime={at}>{when.date(at)}</time> },
    {
      key: 'actor',
      head: say('audit.actor'),
      is: 'name',
      cell: (line) => (
        <span className={classes.doer}>
          <button type="button" onClick={() => change({ actor: line.actor.id })}>
            <NameIn text={actor(line.actor)} />
          </button>
        </span>
      ),
    },
    { key: 'deed', head: say('audit.what'), is: 'whole', cell: (line) => <Deed line={line} /> },
    { key: 'object', head: say('audit.object'), cell: (line) => <OnWhat object={line.object} /> },
    { key: 'from', head: say('audit.address'), cell: ({ from: address }) => (address ? <span className={classes.address}><Isolate fixed>{address}</Isolate></span> : <span className={classes.seen}>{say('audit.noAddress')}</span>) },
  ];
  const filtered = Boolean(deed ?? who ?? from ?? to);
  const clear = () => change({ deed: undefined, actor: undefined, from: undefined, to: undefined });
  const whoName = lines.find((line) => line.actor.id === who)?.actor;
  return (
    <KnownObjects programme={programme} people={nobody}>
      <header className={classes.title}>
        <div>
          <h1>{say('audit.title')}</h1>
          <p className={classes.intro}>
            {say('audit.text')} {say('audit.zone')}
          </p>
        </div>
        <Button size="sm" loading={saving.busy} leftSection={<IconDownload className="icon" aria-hidden="true" />} onClick={take}>
          {say('audit.export')}
        </Button>
      </header>
      <div className={classes.filters} role="group" aria-label={label('people.filters')}>
        <ChoiceField label={say('audit.deed')} value={deed ?? ''} onChange={(value) => change({ deed: value || undefined })} choices={[{ value: '', label: label('audit.anyDeed') }, ...deeds.map((value) => ({ value, label: deedName(value) }))]} />
        <Moment label={label('audit.from')} value={from} onChange={(value) => change({ from: value }, true)} />
        <Moment label={label('audit.to')} value={to} onChange={(value) => change({ to: value }, true)} />
        {who && (
          <Button size="sm" onClick={() => change({ actor: undefined })}>
            {whoName ? say('audit.only', { name: actor(whoName) }) : say('audit.clear')} ×
          </Button>
        )}
        {filtered && (
          <Button size="sm" variant="subtle" onClick={clear}>
            {say('audit.all')}
          </Button>
        )}
      </div>
      <NotDone error={saving.trouble} />
      <p role="status" className={classes.said}>{made && say('audit.exported', { name: made })}</p>
      {error && !(data && !(error instanceof Refused)) ? (
        <NotDone error={error} action={<Button size="sm" onClick={() => void refetch()}>{say('closed.retry')}</Button>} />
      ) : !data ? (
        <Loading word={say('frame.loading')} bars={8} />
      ) : lines.length === 0 ? (
        <div className={classes.none} role="status">
          <Empty icon={<IconHistory className="icon" aria-hidden="true" />} title={say('audit.none')} action={filtered ? <Button onClick={clear}>{say('audit.all')}</Button> : undefined}>
            {say('audit.noneText')}
          </Empty>
        </div>
      ) : (
        <>
          <div className={classes.records}>
            <Table label={label('audit.label')} columns={columns} rows={lines} dense />
          </div>
          <footer className={classes.pages}>
            {hasNextPage ? (
              <Button size="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {say('audit.older')}
              </Button>
            ) : (
              <span>{say('audit.end')}</span>
            )}
          </footer>
        </>
      )}
    </KnownObjects>
  );
}

/** What something was done to, by the name it has now. */
function OnWhat({ object }: { object: AuditLine['object'] }) {
  const { say, has } = useDesk();
  const language = useLanguage();
  const { first } = nameIn(object.name, language);
  if (first) return <NameIn text={first} />;
  if (object.kind === 'session') return <ObjectName on={{ kind: 'session', id: object.id }} />;
  if (object.kind === 'person') return <span className={classes.seen}>{say('audit.someone')}</span>;
  const key = `audit.kinds.${object.kind}`;
  return has(key) ? say(key) : <Isolate fixed>{object.kind}</Isolate>;
}

function Moment({ label, value, onChange }: { label: string; value: string | undefined; onChange: (value: string | undefined) => void }) {
  return (
    <label className={classes.moment}>
      <span>{label}</span>
      <input type="datetime-local" value={value ?? ''} onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)} />
    </label>
  );
}

/** Hands a table over as a file. */
function download(name: string, csv: string): void {
  const address = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 1000);
}
