import { useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { beginFactor, proveFactor, type Me } from '@siccam/contract';
import { CodeField } from '@siccam/ui/fields';
import { call } from '../../wire';
import { useConfirmed } from '../confirmed';
import { askAgain } from '../me';
import { askingRole, CodeWhy } from './FactorStep';
import { Form } from './Form';
import { Qr } from './Qr';
import { isRefused, Trouble } from './Trouble';
import { useAct } from './useAct';
import { usePeople } from './words';
import classes from './Enter.module.css';

/** Sets a second factor up: a picture for the application of codes, the proof by one code, and ten recovery codes, seen once. */
export function FactorSetUp({ me, done }: { me: Me; done: () => void }) {
  const { say, label } = usePeople();
  const queries = useQueryClient();
  const confirmed = useConfirmed();
  const act = useAct();
  const [begun, setBegun] = useState<{ secret: string; uri: string } | null>(null);
  const [recovery, setRecovery] = useState<string[] | null>(null);
  const [code, setCode] = useState('');
  const [judged, setJudged] = useState(0);
  const role = askingRole(me);
  if (recovery) return <RecoveryCodes codes={recovery} done={done} />;
  if (!begun)
    return (
      <>
        <p>{role ? say('setUp.why', { role: label(`role.${role}`) }) : say('setUp.whyFree')}</p>
        <Button variant="filled" loading={act.busy} onClick={() => void act.run(async () => setBegun(await confirmed(() => call(beginFactor, {}))))}>
          {say('setUp.begin')}
        </Button>
        <Trouble act={act} />
      </>
    );
  const prove = () => {
    setJudged((count) => count + 1);
    if (code.length < 6) return act.clear();
    void act.run(async () => {
      setRecovery((await call(proveFactor, { code })).recovery);
      await askAgain(queries);
    });
  };
  const refused = isRefused(act.error, 'enter.wrongCode');
  return (
    <>
      <p>{say('setUp.step1')}</p>
      <Qr text={begun.uri} label={label('setUp.picture')} />
      <div>
        <p className={`${classes.soft} ${classes.small}`}>{say('setUp.byHand')}</p>
        <code className={classes.secret} dir="ltr">
          {begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}
        </code>
        <CopyButton text={begun.secret} word={say('setUp.copy')} />
      </div>
      <Form onSubmit={prove} wrong={act.error ?? judged}>
        <p>{say('setUp.step2')}</p>
        <CodeField label={say('ask.code')} name="code" value={code} onChange={setCode} error={refused ? <CodeWhy key={judged} error={act.error} /> : judged && code.length < 6 ? say('ask.codeMissing') : undefined} />
        <Trouble act={act} quiet={() => refused} />
        <Button type="submit" variant="filled" loading={act.busy}>
          {say('setUp.prove')}
        </Button>
      </Form>
    </>
  );
}

/** Copies a text and says so. */
function CopyButton({ text, word }: { text: string; word: ReactNode }) {
  const { say } = usePeople();
  const [copied, setCopied] = useState(false);
  return (
    <Button size="sm" onClick={() => void navigator.clipboard?.writeText(text).then(() => setCopied(true), () => undefined)}>
      <span role="status">{copied ? say('setUp.copied') : word}</span>
    </Button>
  );
}

/** The recovery codes, once: to copy, to print, and then to go on. */
export function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const { say } = usePeople();
  return (
    <>
      <h2>{say('setUp.codesTitle')}</h2>
      <p>{say('setUp.codes')}</p>
      <ul className={classes.codes} dir="ltr">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <p className={classes.row}>
        <CopyButton text={codes.join('\n')} word={say('setUp.codesCopy')} />
        <Button size="sm" onClick={() => window.print()}>
          {say('setUp.codesPrint')}
        </Button>
      </p>
      <Button variant="filled" onClick={done}>
        {say('setUp.kept')}
      </Button>
    </>
  );
}
