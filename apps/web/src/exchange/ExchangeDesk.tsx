import { useRef } from 'react';
import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconAlertTriangle, IconArrowLeft, IconFileUpload, IconPlugConnected, IconX } from '@tabler/icons-react';
import { exchangeBytes, exchangeSessions, type Programme } from '@siccam/contract';
import { Isolate, Notice, useFileDrop } from '@siccam/ui';
import { useDates, useLanguage } from '../i18n';
import { NotDone } from '../people';
import { Refused } from '../wire';
import { Exports } from './Exports';
import { sorted } from './lines';
import { Preview } from './Preview';
import { useImport, type Chosen, type Import } from './useImport';
import { useExchange } from './words';
import classes from './Exchange.module.css';

/** The columns that a table may have, as they are written in its head. */
const columns = 'title, title_ar, title_fr, title_en, stage, date, start, duration, people, kind, summary_ar, summary_fr, summary_en, spoken, interpreted, audience, capacity, recorded, id';
const mb = 1024 ** 2;

/** Where files of the programme come in, over the draft and with a preview, and go out. */
export default function ExchangeDesk({ programme }: { programme: Programme }) {
  const { say, label } = useExchange();
  const lang = useLanguage();
  const navigate = useNavigate();
  const { number } = useDates();
  const way = useImport();
  const { file, under, plan, wrong, error, unknown } = way;
  const timetable = `/${lang}/desk/programme`;
  return (
    <div className={classes.desk}>
      <header className={classes.title}>
        <Link to="/$lang/desk/$desk" params={{ lang, desk: 'programme' }} className={classes.back}>
          <IconArrowLeft className="icon flip" aria-hidden="true" /> {say('back')}
        </Link>
        <h1 tabIndex={-1}>{say('title')}</h1>
      </header>
      <div className={classes.columns}>
        <div className={classes.in}>
          <FileCard way={way} />
          <p role="status" className={classes.aloud}>{under?.does === 'apply' ? label('seen.applying') : plan && !plan.applied ? label('seen.aloud', countsOf(plan)) : ''}</p>
          {wrong && file && (
            <Notice urgent icon={<IconAlertTriangle className="icon" aria-hidden="true" />} title={say('wrong.title')}>
              {say(`wrong.${wrong}`, { mb: number(file.bytes.size / mb, 1), most: number(exchangeBytes / mb) })}
            </Notice>
          )}
          {unknown ? (
            <Notice urgent icon={<IconPlugConnected className="icon" aria-hidden="true" />} title={say('unknown.title')} action={<Button size="sm" onClick={way.look}>{say('unknown.look')}</Button>}>
              {say('unknown.text')}
            </Notice>
          ) : (
            <NotDone error={error} action={mayTryAgain(way) ? <Button size="sm" onClick={way.look}>{say('file.again')}</Button> : undefined} />
          )}
          {plan && (
            <Preview
              plan={plan}
              busy={under?.does === 'apply'}
              apply={unknown ? null : way.apply}
              open={
                <Button component="a" variant={plan.applied ? 'filled' : 'default'} href={timetable} onClick={(event) => (event.preventDefault(), void navigate({ href: timetable }))}>
                  {say('done.open')}
                </Button>
              }
            />
          )}
        </div>
        <Exports programme={programme} />
      </div>
    </div>
  );
}

const countsOf = ({ lines }: NonNullable<Import['plan']>): Record<'create' | 'change' | 'leave' | 'refuse', number> => {
  const { create, change, leave, refuse } = sorted(lines);
  return { create: create.length, change: change.length, leave: leave.length, refuse: refuse.length };
};

/** A no about the file stays a no. */
const mayTryAgain = ({ error, plan, under }: Import): boolean => Boolean(error) && !plan && !under && !(error instanceof Refused && error.refusal.startsWith('exchange.'));

/** The file: chosen, or dropped; under way; and what it is called once it is there. */
function FileCard({ way: { file, under, plan, choose, stop } }: { way: ReturnType<typeof useImport> }) {
  const { say, label } = useExchange();
  const { number } = useDates();
  const input = useRef<HTMLInputElement>(null);
  const drop = useFileDrop((dropped) => {
    if (!under) choose(dropped);
  });
  const sending = under?.does === 'preview';
  const percent = under && file ? Math.min(100, Math.floor((100 * under.sent) / Math.max(1, file.bytes.size))) : 0;
  return (
    <section className={classes.file} aria-labelledby="exchange-in" {...drop}>
      <h2 id="exchange-in">{say('file.title')}</h2>
      {file ? (
        <p className={classes.name}>
          <b><Isolate>{file.name}</Isolate></b> <small><Size file={file} />{plan && <> · {say(`format.${plan.format}`)}</>}</small>
        </p>
      ) : (
        <p className={classes.soft}>{say('file.text', { json: 'schedule.json', xml: 'schedule.xml', csv: 'CSV' })}</p>
      )}
      {sending && <progress max={100} value={percent} aria-label={label('file.progress')} />}
      <p role="status" className={classes.soft}>{!sending ? '' : percent < 100 ? say('file.sending', { percent: number(percent) }) : say('file.reading')}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,.xml,.csv,.txt,application/json,application/xml,text/xml,text/csv"
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? [];
          // The same file again is a choice too.
          if (chosen) choose(chosen);
          currentTarget.value = '';
        }}
      />
      <div className={classes.choose}>
        {/* One button, so that whoever stands on it stays there. */}
        <Button disabled={under?.does === 'apply'} leftSection={sending ? <IconX className="icon small" aria-hidden="true" /> : <IconFileUpload className="icon small" aria-hidden="true" />} onClick={() => (sending ? stop() : input.current?.click())}>
          {say(sending ? 'file.stop' : file ? 'file.another' : 'file.choose')}
        </Button>
        {!file && <span className={classes.drop}>{say('file.drop')}</span>}
      </div>
      {!file && (
        <>
          <p className={classes.small}>{say('file.most', { mb: number(exchangeBytes / mb), sessions: number(exchangeSessions) })}</p>
          <details className={classes.columnsOf}>
            <summary>{say('file.columns')}</summary>
            <p>{say('file.columnsText')}</p>
            <p><code dir="ltr">{columns}</code></p>
          </details>
        </>
      )}
    </section>
  );
}

function Size({ file }: { file: Chosen }) {
  const { say } = useExchange();
  const { number } = useDates();
  const { size } = file.bytes;
  return <>{size < mb ? say('file.small', { kb: number(Math.max(1, Math.round(size / 1024))) }) : say('file.size', { mb: number(size / mb, 1) })}</>;
}
