import { useState } from 'react';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle, IconCircleCheck, IconClock, IconCopy, IconHandStop, IconMail, IconMailOff, IconRefresh } from '@tabler/icons-react';
import { copyMailLink, MailState, readOutbox, resendMail, type MailRow, type Programme } from '@siccam/contract';
import { Empty, Isolate, Loading, Notice } from '@siccam/ui';
import { Table, type Column } from '@siccam/ui/table';
import { useLanguage } from '../i18n';
import { NotDone, useDeed } from '../people';
import { call, Refused, retried } from '../wire';
import { useAct } from './acting';
import { useAddress } from './address';
import { LinkOnce } from './LinkOnce';
import { nameIn } from './names';
import { NameIn } from './Objects';
import { Pages } from './Pages';
import { useWhen } from './when';
import { useDesk } from './words';
import classes from './People.module.css';

const pageSize = 50;
const look = { waiting: { tone: 'soft', Icon: IconClock }, sent: { tone: 'good', Icon: IconCircleCheck }, failed: { tone: 'bad', Icon: IconAlertTriangle }, held: { tone: 'warn', Icon: IconHandStop }, unsent: { tone: 'soft', Icon: IconMailOff } } as const;

/** The fair's mails: what was sent, what waits, what was refused; without a mail server, the links to hand over. */
export function OutboxDesk({ programme }: { programme: Programme }) {
  const { say, label, has } = useDesk();
  const language = useLanguage();
  const when = useWhen(programme.fair);
  const queries = useQueryClient();
  const act = useAct();
  const deed = useDeed();
  const [{ state: asked, page = 0 }, change] = useAddress();
  const [copied, setCopied] = useState<{ mail: MailRow; token: string } | null>(null);
  const state = MailState.safeParse(asked).data ?? null;
  const { data, error, refetch } = useQuery({ queryKey: ['desk', 'outbox', state, page], queryFn: ({ signal }) => call(readOutbox, { state, page }, { signal }), placeholderData: keepPreviousData, refetchInterval: 15_000, retry: retried });
  const whom = (mail: MailRow) => nameIn(mail.person?.name ?? null, language).first || mail.to;
  const copy = (mail: MailRow) =>
    void deed.run(async () => {
      const { token } = await act(copyMailLink, { mail: mail.id });
      setCopied({ mail, token });
    });
  const resend = (mail: MailRow) =>
    void deed.run(async () => {
      await act(resendMail, { mail: mail.id });
      await queries.invalidateQueries({ queryKey: ['desk', 'outbox'] });
    });
  const columns: Column<MailRow>[] = [
    {
      key: 'to',
      head: say('outbox.to'),
      is: 'name',
      cell: (mail) => (
        <span className={classes.doer}>
          <NameIn text={whom(mail)} />
          {whom(mail) !== mail.to && (
            <small>
              <Isolate fixed>{mail.to}</Isolate>
            </small>
          )}
        </span>
      ),
    },
    {
      key: 'state',
      head: say('outbox.status'),
      is: 'state',
      cell: ({ state: one }) => {
        const { tone, Icon } = look[one];
        return (
          <span className={classes.state} data-tone={tone}>
            <Icon className="icon small" aria-hidden="true" />
            <span>{say(`outbox.one.${one}`)}</span>
          </span>
        );
      },
    },
    {
      key: 'kind',
      head: say('outbox.kind'),
      is: 'whole',
      cell: (mail) => {
        const key = `outbox.kinds.${mail.kind}`;
        const why = `outbox.why.${mail.error}`;
        return (
          <>
            {has(key) ? say(key) : <Isolate fixed>{mail.kind}</Isolate>} <small>{say('outbox.in', { language: label(`sheet.language.${mail.language}`) })}</small>
            {mail.error && (
              <small className={classes.error}>
                {has(why) ? say(why) : <Isolate fixed>{mail.error}</Isolate>}
              </small>
            )}
          </>
        );
      },
    },
    {
      key: 'when',
      head: say('outbox.when'),
      cell: ({ created, sent, attempts }) => (
        <>
          <time dateTime={sent ?? created}>{when.date(sent ?? created)}</time>
          {attempts > 1 && <small>{say('outbox.attempts', { count: attempts })}</small>}
        </>
      ),
    },
    {
      key: 'act',
      head: say('outbox.act'),
      is: 'plain',
      cell: (mail) =>
        (mail.link || mail.state === 'failed') && (
          <span className={classes.acts}>
            {mail.link && (
              <Button size="sm" leftSection={<IconCopy className="icon small" aria-hidden="true" />} disabled={deed.busy} aria-label={label('outbox.copyName', { to: whom(mail) })} onClick={() => copy(mail)}>
                {say('outbox.copy')}
              </Button>
            )}
            {mail.state === 'failed' && (
              <Button size="sm" variant="subtle" leftSection={<IconRefresh className="icon small" aria-hidden="true" />} disabled={deed.busy} aria-label={label('outbox.resendName', { to: whom(mail) })} onClick={() => resend(mail)}>
                {say('outbox.resend')}
              </Button>
            )}
          </span>
        ),
    },
  ];
  return (
    <>
      <header className={classes.title}>
        <div>
          <h1>{say('outbox.title')}</h1>
          <p className={classes.intro}>{say('outbox.text')}</p>
        </div>
      </header>
      {data && !data.server && (
        <div className={classes.held}>
          <Notice icon={<IconMailOff className="icon" aria-hidden="true" />} title={say('outbox.heldTitle')}>
            {say('outbox.heldText')}
          </Notice>
        </div>
      )}
      <div className={classes.chips} role="group" aria-label={label('outbox.filters')}>
        {([null, ...MailState.options] as const).map((one) => (
          <button key={one ?? 'all'} type="button" aria-pressed={one === state} onClick={() => change({ state: one ?? undefined, page: undefined })}>
            <span>
              {say(one ? `outbox.state.${one}` : 'outbox.all')} {data && <Isolate number>{one ? data.counts[one] : MailState.options.reduce((sum, each) => sum + data.counts[each], 0)}</Isolate>}
            </span>
          </button>
        ))}
      </div>
      <NotDone error={deed.trouble} />
      {copied && (
        <div className={classes.held}>
          <LinkOnce key={copied.token} name={whom(copied.mail)} link={copied.token} language={copied.mail.language} text={label('outbox.linkText')} />
        </div>
      )}
      {error && !(data && !(error instanceof Refused)) ? (
        <NotDone error={error} action={<Button size="sm" onClick={() => void refetch()}>{say('closed.retry')}</Button>} />
      ) : !data ? (
        <Loading word={say('frame.loading')} bars={8} />
      ) : data.mails.length === 0 ? (
        <div className={classes.none} role="status">
          <Empty icon={<IconMail className="icon" aria-hidden="true" />} title={say(state ? 'outbox.noneState' : 'outbox.none')} action={state ? <Button onClick={() => change({ state: undefined })}>{say('outbox.showAll')}</Button> : undefined}>
            {!state && say('outbox.noneText')}
          </Empty>
        </div>
      ) : (
        <>
          <div className={classes.records}>
            <Table label={label('outbox.label')} columns={columns} rows={data.mails} dense />
          </div>
          <Pages page={page} size={pageSize} shown={data.mails.length} total={data.total} go={(to) => change({ page: to || undefined })} />
        </>
      )}
    </>
  );
}
