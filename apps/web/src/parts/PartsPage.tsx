import { useEffect, useState, type ReactNode } from 'react';
import { Button, Switch } from '@mantine/core';
import { IconAlertTriangle, IconBell, IconCheck, IconGauge, IconHeadphones, IconInfoCircle, IconMessageQuestion, IconMicrophoneOff, IconPlugConnected, IconRefresh, IconSpeakerphone, IconVideo } from '@tabler/icons-react';
import { directionOf, langTagOf, languages, type Language } from '@siccam/contract';
import { Banner, Card, ClockPair, Dialog, Empty, Isolate, Level, LiveBadge, Loading, LowerThird, Notice, Over, PersonLine, PersonTile, Picture, SessionCard, SessionList, SessionRow, Slate, Tag, Tiles, Well } from '@siccam/ui';
import { CheckField, ChoiceField, CounterField, TextField } from '@siccam/ui/fields';
import { Table } from '@siccam/ui/table';
import { I18n, Said, useDates, useLanguage, useOffset, useWords } from '../i18n';
import classes from './PartsPage.module.css';
import { partWords } from './words';

type Scheme = 'light' | 'dark';
const schemeAsked = (): Scheme | null => {
  const asked = new URLSearchParams(window.location.search).get('scheme');
  return asked === 'light' || asked === 'dark' ? asked : null;
};

/** Every part of the design system in its states: nothing runs, nothing is fetched, every time stands still. */
export default function PartsPage() {
  const language = useLanguage();
  const words = partWords[language];
  const [scheme] = useState(schemeAsked);
  useEffect(() => {
    if (!scheme) return;
    const { dataset } = document.documentElement;
    const before = dataset['mantineColorScheme'];
    dataset['mantineColorScheme'] = scheme;
    return () => {
      dataset['mantineColorScheme'] = before;
    };
  }, [scheme]);
  return (
    <>
      <p className={classes.invented}>{words.invented}</p>
      <main className={classes.page} id="content">
        <header className={classes.head}>
          <Titles />
          <div className={classes.ways}>
            <p>
              {languages.map((one) => (
                <a key={one} href={`/${one}/parts${scheme ? `?scheme=${scheme}` : ''}`} lang={langTagOf[one]} aria-current={one === language ? 'true' : undefined}>
                  <NameOf language={one} />
                </a>
              ))}
            </p>
            <p>
              {words.scheme}
              {(['light', 'dark'] as const).map((one) => (
                <a key={one} href={`?scheme=${one}`} aria-current={one === scheme ? 'true' : undefined}>
                  {words[one]}
                </a>
              ))}
            </p>
          </div>
        </header>
        <div className={classes.parts}>
          <Sessions />
          <People />
          <Clocks />
          <Stage />
          <Badges />
          <Buttons />
          <Banners />
          <States />
          <Fields />
          <Booths />
          <Counted />
          <Isolated />
          <Translated />
          <Dialogs />
          <Mirror />
        </div>
      </main>
    </>
  );
}

const usePartWords = () => partWords[useLanguage()];

function Titles() {
  const { say } = useWords();
  const words = usePartWords();
  return (
    <div>
      <h1>{say('parts.title')}</h1>
      <p>{words.intro}</p>
    </div>
  );
}

function NameOf({ language }: { language: Language }) {
  const { say } = useWords();
  return say(`lang.${language}`);
}

/** One part under its name; `name` is how the comparison of pictures, boxes and text calls it. */
function Part({ name, wide, two, children }: { name: keyof (typeof partWords)['fr']['parts']; wide?: boolean; two?: boolean; children: ReactNode }) {
  const words = usePartWords();
  return (
    <section className={`${classes.part} ${wide || two ? classes.wide : ''}`} data-part={name}>
      <h2>{words.parts[name]}</h2>
      <div className={`${classes.cases} ${two ? classes.two : ''}`}>{children}</div>
    </section>
  );
}

function Rows() {
  const words = usePartWords();
  const { say } = useWords();
  return (
    <SessionList>
      <SessionRow time={<time>{'10:45'}</time>} title={words.title} below={words.below} action={<Button size="sm" aria-label={words.remind} variant="subtle"><IconBell className="icon" aria-hidden="true" /></Button>} />
      <SessionRow time={<time>{'11:45'}</time>} title={words.longTitle} tone="warn" below={say('now.late', { minutes: 20, time: '12:05' })} />
      <SessionRow time={<time>{'12:30'}</time>} title={words.company} />
    </SessionList>
  );
}

function Sessions() {
  const words = usePartWords();
  const { say } = useWords();
  return (
    <>
      <Part name="sessions">
        <Rows />
      </Part>
      <Part name="card">
        <SessionCard
          title={words.title}
          tags={
            <>
              <LiveBadge>{say('programme.live')}</LiveBadge>
              <Tag tone="warn">{words.full}</Tag>
            </>
          }
          lines={[say('now.since', { time: '10:45' }), words.spoken]}
          actions={
            <>
              <Button variant="filled" leftSection={<IconHeadphones className="icon" aria-hidden="true" />}>
                {words.primary}
              </Button>
              <Button>{words.secondary}</Button>
            </>
          }
        />
        <SessionCard title={words.longTitle} lines={[words.below]} />
      </Part>
    </>
  );
}

function Persons() {
  const words = usePartWords();
  const { say } = useWords();
  return (
    <ul className={classes.people}>
      <PersonLine tone={0} shape="person" initials={words.initials.amina} name={words.amina} title={words.aminaTitle} marks={<Tag tone="line">{say('session.fictional')}</Tag>} />
      <PersonLine tone={3} shape="person" initials={words.initials.karim} name={words.karim} title={words.karimTitle} marks={<Tag tone="primary">{say('session.moderator')}</Tag>} />
      <PersonLine tone={1} shape="organisation" initials={words.initials.company} name={words.company} title={words.companyTitle} />
    </ul>
  );
}

function People() {
  return (
    <Part name="people">
      <Card pad>
        <Persons />
      </Card>
    </Part>
  );
}

function Speaking() {
  const words = usePartWords();
  const { say } = useWords();
  return (
    <Picture>
      <Tiles>
        <PersonTile main speaking tone={2} shape="organisation" initials={words.initials.company} />
        <PersonTile tone={0} shape="person" initials={words.initials.amina} caption={words.amina} />
        <PersonTile tone={3} shape="person" initials={words.initials.karim} caption={words.karim} more={say('stage.plus', { count: 1 })} />
        <PersonTile tone={4} shape="organisation" initials={words.initials.company} caption={words.company} />
      </Tiles>
      <Over>
        <LiveBadge>{say('programme.live')}</LiveBadge>
        <Tag tone="dark">{words.here}</Tag>
      </Over>
      <LowerThird name={words.company} title={words.aminaTitle} mark={say('session.fictional')} />
    </Picture>
  );
}

function Stage() {
  const words = usePartWords();
  const { say } = useWords();
  return (
    <Part name="stage" two>
      <Card raised>
        <Speaking />
      </Card>
      <Card>
        <Picture>
          <Slate icon={<IconMicrophoneOff aria-hidden="true" />} title={say('stage.nobody')}>
            {say('stage.nobodyMore')}
          </Slate>
        </Picture>
      </Card>
      <Card>
        <Picture>
          <Slate icon={<Level playing />} title={words.amina}>
            {words.aminaTitle}
          </Slate>
        </Picture>
      </Card>
    </Part>
  );
}

function Badges() {
  const words = usePartWords();
  const { say } = useWords();
  return (
    <Part name="badges">
      <p className={classes.row}>
        <LiveBadge>{say('programme.live')}</LiveBadge>
        <Tag>{words.company}</Tag>
        <Tag tone="line">{say('programme.over')}</Tag>
        <Tag tone="good">{words.here}</Tag>
        <Tag tone="warn">{say('programme.late', { minutes: 20 })}</Tag>
        <Tag tone="ochre">{'11:45'}</Tag>
        <Tag tone="info">{say('programme.replaced')}</Tag>
        <Tag tone="primary">{say('session.moderator')}</Tag>
      </p>
      <p className={`${classes.row} ${classes.dark}`} data-ground="dark">
        <LiveBadge>{say('programme.live')}</LiveBadge>
        <Tag tone="dark">{words.here}</Tag>
        <Level playing small />
        <Level playing={false} small />
      </p>
    </Part>
  );
}

function Pair() {
  const { say } = useWords();
  const offset = useOffset();
  return <ClockPair clocks={[{ time: '14:52', place: say('fair.morocco', { offset: offset(60) }) }, { time: '08:52', place: say('fair.yours', { offset: offset(-300) }) }]} />;
}

function Clocks() {
  const { say } = useWords();
  const offset = useOffset();
  return (
    <Part name="clocks">
      <Pair />
      <ClockPair clocks={[{ time: '14:52', place: say('fair.moroccoIsYours', { offset: offset(60) }) }]} />
    </Part>
  );
}

function Banners() {
  const words = usePartWords();
  const { say } = useWords();
  return (
    <Part name="banners" wide>
      <Banner icon={<IconPlugConnected className="icon" aria-hidden="true" />} status={words.offline}>
        {words.offlineMore}
      </Banner>
      <Banner icon={<IconRefresh className="icon" aria-hidden="true" />} status={say('stage.reconnecting')} ticking={say('stage.seconds', { count: 4 })} action={<Button size="sm">{say('stage.soundOnly')}</Button>}>
        {say('stage.soundFirst')}
      </Banner>
      <Banner tone="news" icon={<IconSpeakerphone className="icon" aria-hidden="true" />} status={words.news}>
        {words.newsMore}
      </Banner>
    </Part>
  );
}

function States() {
  const words = usePartWords();
  const { say } = useWords();
  return (
    <>
      <Part name="empty">
        <Card>
          <Empty icon={<IconMessageQuestion aria-hidden="true" />} title={words.emptyTitle} action={<Button>{words.emptyAction}</Button>}>
            {words.emptyText}
          </Empty>
        </Card>
      </Part>
      <Part name="loading">
        <Loading word={say('shell.loading')} bars={3} />
      </Part>
      <Part name="notices" wide>
        <Notice icon={<IconAlertTriangle className="icon" aria-hidden="true" />} title={words.refused} action={<Button size="sm">{words.retry}</Button>}>
          {words.refusedMore}
        </Notice>
        <Notice tone="good" icon={<IconCheck className="icon" aria-hidden="true" />} title={words.sent}>
          {words.sentMore}
        </Notice>
        <Notice tone="info" icon={<IconInfoCircle className="icon" aria-hidden="true" />} title={words.know}>
          {words.knowMore}
        </Notice>
      </Part>
    </>
  );
}

function Buttons() {
  const words = usePartWords();
  const kinds = (
    <>
      <Button variant="filled" leftSection={<IconHeadphones className="icon" aria-hidden="true" />}>
        {words.primary}
      </Button>
      <Button leftSection={<IconVideo className="icon" aria-hidden="true" />}>{words.secondary}</Button>
      <Button size="sm">{words.small}</Button>
      <Button disabled>{words.off}</Button>
    </>
  );
  return (
    <Part name="buttons">
      <p className={classes.row}>
        {kinds}
      </p>
      <p>
        <a href="#content">{words.link}</a>
      </p>
      <p className={`${classes.row} ${classes.dark}`} data-ground="dark">
        {kinds}
      </p>
    </Part>
  );
}

function Question({ start }: { start: string }) {
  const words = usePartWords();
  const { number } = useDates();
  const [text, setText] = useState(start);
  return <CounterField label={words.question} hint={words.questionHint} value={text} onChange={setText} limit={1000} count={(used, limit) => `${number(used)} / ${number(limit)}`} over={(by) => words.over.replace('{by}', number(by))} />;
}

function Fields() {
  const words = usePartWords();
  const { say } = useWords();
  const { number } = useDates();
  const [name, setName] = useState(words.nameValue);
  const [phone, setPhone] = useState('+212 5 36 00');
  const [language, setLanguage] = useState<string>('ar');
  const [agreed, agree] = useState(true);
  const [saves, save] = useState(true);
  return (
    <Part name="fields" two>
      <TextField label={words.name} value={name} onChange={setName} autoComplete="off" required />
      <TextField label={words.phone} hint={words.phoneHint} error={words.phoneError} value={phone} onChange={setPhone} type="tel" autoComplete="off" plain />
      <TextField label={words.off} value={name} onChange={setName} autoComplete="off" disabled />
      <LanguageChoice value={language} onChange={setLanguage} />
      <CheckField label={words.agree} hint={words.agreeHint} checked={agreed} onChange={agree} />
      <CheckField label={words.off} checked={false} disabled onChange={() => undefined} />
      <Question start={words.questionValue} />
      <Question start={`${words.tooLong} `.repeat(36)} />
      <Well icon={<IconGauge aria-hidden="true" />} title={words.saver} control={<Switch checked={saves} onChange={(event) => save(event.currentTarget.checked)} aria-label={words.saver} />}>
        {words.saverMore}
      </Well>
      <Well icon={<IconGauge aria-hidden="true" />} title={words.saver} control={<Switch checked={!saves} onChange={(event) => save(!event.currentTarget.checked)} aria-label={words.saver} />}>
        {say('now.saverSound', { mb: number(24), cost: number(0.2, 1) })}
      </Well>
    </Part>
  );
}

function LanguageChoice({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const words = usePartWords();
  const { label } = useWords();
  return <ChoiceField label={words.language} value={value} onChange={onChange} choices={languages.map((one) => ({ value: one, label: label(`lang.${one}`) }))} />;
}

function Dialogs() {
  const words = usePartWords();
  const [opened, open] = useState(false);
  return (
    <Part name="dialog">
      <p className={classes.row}>
        <Button onClick={() => open(true)}>{words.open}</Button>
      </p>
      <Dialog opened={opened} onClose={() => open(false)} title={words.dialogTitle} close={words.close}>
        <p>{words.dialogText}</p>
        <div className={classes.actions}>
          <Button variant="filled" onClick={() => open(false)}>
            {words.stay}
          </Button>
          <Button onClick={() => open(false)}>{words.leave}</Button>
        </div>
      </Dialog>
    </Part>
  );
}

function Booths() {
  const words = usePartWords();
  const { number } = useDates();
  return (
    <Part name="table" wide>
      <Table
        label={words.tableLabel}
        columns={[
          { key: 'name', head: words.columns.name, is: 'name', cell: ({ name }) => name },
          { key: 'state', head: words.columns.state, is: 'state', cell: ({ open }) => <Tag tone={open ? 'good' : 'warn'}>{open ? words.openState : words.pauseState}</Tag> },
          { key: 'queue', head: words.columns.queue, is: 'end', cell: ({ queue }) => <Isolate number>{number(queue)}</Isolate> },
          { key: 'wait', head: words.columns.wait, cell: ({ wait }) => wait },
          { key: 'note', head: words.columns.note, cell: ({ note }) => note },
        ]}
        rows={[
          { id: 'one', name: words.rows.one, open: true, queue: 2, wait: words.wait, note: words.aminaTitle },
          { id: 'two', name: words.rows.two, open: true, queue: 0, wait: words.noWait, note: '' },
          { id: 'three', name: words.rows.three, open: false, queue: 1250, wait: words.wait, note: words.note },
        ]}
      />
    </Part>
  );
}

function Counted() {
  const { say } = useWords();
  return (
    <Part name="counted">
      <ul>
        {[0, 1, 2, 3, 11, 100, 1600].map((count) => (
          <li key={count}>{say('now.listeners', { count })}</li>
        ))}
      </ul>
      <ul>
        {[1, 2, 5, 20, 100].map((minutes) => (
          <li key={minutes}>{say('programme.late', { minutes })}</li>
        ))}
      </ul>
    </Part>
  );
}

function Isolated() {
  const words = usePartWords();
  return (
    <Part name="isolated">
      <ul>
        <li>
          {words.call} <Isolate fixed>{'+212 5 36 00 00 00'}</Isolate>
        </li>
        <li>
          {words.write} <Isolate fixed>{words.mail}</Isolate>
        </li>
        <li>
          <Isolate>{words.address}</Isolate>
        </li>
        <li>
          {words.document} <Isolate fixed>{'9f86d081884c7d65'}</Isolate> · {words.of} <Isolate number fixed>{'3 / 6'}</Isolate>
        </li>
        <li>
          <Isolate>{partWords.fr.company}</Isolate> · <Isolate>{partWords.ar.company}</Isolate> · <Isolate>{partWords.en.company}</Isolate>
        </li>
      </ul>
    </Part>
  );
}

function Translated() {
  const language = useLanguage();
  const others = languages.filter((one) => one !== language);
  return (
    <Part name="translated">
      <ul>
        {others.map((one) => (
          <li key={one}>
            <Said words={{ [one]: partWords[one].title }} />
          </li>
        ))}
        <li>
          <Said words={{ ar: partWords.ar.title, fr: partWords.fr.title, en: partWords.en.title }} />
        </li>
      </ul>
    </Part>
  );
}

/** Some parts in a language of the other direction, inside this page. */
function Mirror() {
  const other: Language = directionOf[useLanguage()] === 'rtl' ? 'fr' : 'ar';
  return (
    <Part name="mirror" wide>
      <div className={`${classes.foreign} ${classes.two}`} lang={langTagOf[other]} dir={directionOf[other]}>
        <I18n language={other}>
          <Rows />
          <Persons />
          <Pair />
          <Speaking />
        </I18n>
      </div>
    </Part>
  );
}
