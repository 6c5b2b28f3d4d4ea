import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconPlus, IconSearch, IconUpload, IconUsers } from '@tabler/icons-react';
import { findPeople, PeopleFilter, type Me, type Programme } from '@siccam/contract';
import { Empty, Isolate, Loading } from '@siccam/ui';
import { NotDone } from '../people';
import { call, Refused, retried } from '../wire';
import { useAddress } from './address';
import { ImportForm } from './ImportForm';
import { InviteForm } from './InviteForm';
import { KnownObjects } from './Objects';
import { Pages } from './Pages';
import { PeopleList } from './PeopleList';
import { PersonSheet } from './PersonSheet';
import { useDesk } from './words';
import classes from './People.module.css';

const pageSize = 50;
const typingMs = 250;
const nobody: never[] = [];

/** Who may do what: the people of the fair, found and filtered; one of them, an invitation or an import open beside. */
export function PeopleDesk({ programme, me }: { programme: Programme; me: Me }) {
  const { say, label } = useDesk();
  const [{ q = '', filter: asked, page = 0, person, open }, change] = useAddress();
  const filter = PeopleFilter.safeParse(asked).data ?? 'all';
  const list = useRef<HTMLDivElement>(null);
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['desk', 'people', q, filter, page],
    queryFn: ({ signal }) => call(findPeople, { search: q, filter, page }, { signal }),
    placeholderData: keepPreviousData,
    // Whoever comes, enters or is changed by someone else is seen without a gesture.
    refetchInterval: 15_000,
    retry: retried,
  });
  const beside = person ?? open;
  const close = () => {
    change({ person: undefined, open: undefined });
    // The row that was open, or the first; on a phone the list comes back first.
    window.setTimeout(() => (list.current?.querySelector<HTMLElement>(`[data-person="${person ?? ''}"]`) ?? list.current?.querySelector<HTMLElement>('h1'))?.focus(), 0);
  };
  return (
    <KnownObjects programme={programme} people={data?.people ?? nobody}>
      <div className={classes.desk} data-beside={beside ? true : undefined} ref={list}>
        <header className={classes.title}>
          <h1 tabIndex={-1}>
            {say('people.title')} {data && <small>{<Isolate number>{data.counts.all}</Isolate>}</small>}
          </h1>
          <SearchBox value={q} onChange={(search) => change({ q: search || undefined, page: undefined }, true)} />
          <span className={classes.import}>
            <Button size="sm" leftSection={<IconUpload className="icon" aria-hidden="true" />} onClick={() => change({ open: 'import', person: undefined })}>
              {say('people.import')}
            </Button>
          </span>
          <Button size="sm" leftSection={<IconPlus className="icon" aria-hidden="true" />} onClick={() => change({ open: 'invite', person: undefined })}>
            {say('people.invite')}
          </Button>
        </header>
        <div className={classes.columns}>
          <div className={classes.list}>
            <div className={classes.chips} role="group" aria-label={label('people.filters')}>
              {PeopleFilter.options.map((one) => (
                <button key={one} type="button" aria-pressed={one === filter} onClick={() => change({ filter: one === 'all' ? undefined : one, page: undefined })}>
                  <span>
                    {say(`people.filter.${one}`)} {data && <Isolate number>{data.counts[one]}</Isolate>}
                  </span>
                </button>
              ))}
            </div>
            {error && !(data && !(error instanceof Refused)) ? (
              <NotDone error={error} action={<Button size="sm" onClick={() => void refetch()}>{say('closed.retry')}</Button>} />
            ) : !data ? (
              <Loading word={say('frame.loading')} bars={8} />
            ) : data.people.length === 0 ? (
              <Nobody search={q} filter={filter} all={() => change({ q: undefined, filter: undefined, page: undefined })} />
            ) : (
              <>
                <div data-old={isPlaceholderData || undefined}>
                  <PeopleList fair={programme.fair} me={me} people={data.people} chosen={person} open={(id) => change({ person: id, open: undefined })} close={beside ? close : undefined} />
                </div>
                <Pages page={page} size={pageSize} shown={data.people.length} total={data.total} go={(to) => change({ page: to || undefined })} />
              </>
            )}
            <p className={classes.note}>{say('people.note')}</p>
            <p className={`${classes.note} ${classes.keys}`}>{say('people.keys')}</p>
          </div>
          {beside && (
            <aside className={classes.beside} aria-label={label(open === 'invite' && !person ? 'invite.title' : open === 'import' && !person ? 'csv.title' : 'people.head.person')}>
              {person ? (
                <PersonSheet key={person} id={person} me={me} programme={programme} close={close} />
              ) : open === 'import' ? (
                <ImportForm close={close} />
              ) : (
                <InviteForm programme={programme} close={close} show={(id) => change({ open: undefined, person: id })} />
              )}
            </aside>
          )}
        </div>
      </div>
    </KnownObjects>
  );
}

/** What is typed is searched a moment later; `/` comes here from anywhere but another field. */
function SearchBox({ value, onChange }: { value: string; onChange: (search: string) => void }) {
  const { label } = useDesk();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [asked, setAsked] = useState(value);
  // The address changed by another way than this field: a step back, a cleared filter.
  if (value !== asked) {
    setAsked(value);
    setTyped(value);
  }
  const search = () => {
    if (typed.trim() === asked) return;
    setAsked(typed.trim());
    onChange(typed.trim());
  };
  const afterTyping = useEffectEvent(search);
  useEffect(() => {
    const timer = window.setTimeout(() => afterTyping(), typingMs);
    return () => window.clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || (target instanceof HTMLElement && target.closest('input, textarea, select, dialog'))) return;
      event.preventDefault();
      box.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <search className={classes.search}>
      <IconSearch className="icon" aria-hidden="true" />
      <input ref={box} type="search" dir="auto" maxLength={200} aria-label={label('people.search')} placeholder={label('people.searchHint')} aria-keyshortcuts="/" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onKeyDown={(event) => event.key === 'Enter' && search()} />
    </search>
  );
}

function Nobody({ search, filter, all }: { search: string; filter: PeopleFilter; all: () => void }) {
  const { say } = useDesk();
  const button = <Button onClick={all}>{say('people.showAll')}</Button>;
  return (
    <div className={classes.none} role="status">
      {search ? (
        <Empty icon={<IconSearch className="icon" aria-hidden="true" />} title={say('people.notFound', { search })} action={button}>
          {say('people.notFoundText')}
        </Empty>
      ) : filter === 'all' ? (
        <Empty icon={<IconUsers className="icon" aria-hidden="true" />} title={say('people.noneTitle')}>
          {say('people.noneText')}
        </Empty>
      ) : (
        <Empty icon={<IconUsers className="icon" aria-hidden="true" />} title={say('people.noneInFilter')} action={button} />
      )}
    </div>
  );
}
