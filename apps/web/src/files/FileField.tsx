import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconFileUpload, IconPhoto, IconTrash, IconX } from '@tabler/icons-react';
import { bringFile, dropFile, fileAddress, fileMost, fileTypes, type FileFacts, type FileUse } from '@siccam/contract';
import { Isolate, useFileDrop } from '@siccam/ui';
import { useDates } from '../i18n';
import { NotDone } from '../people';
import { bring, call, Refused } from '../wire';
import { TakeAway, Weight } from './TakeAway';
import { useFiles } from './words';
import classes from './FileField.module.css';

type Under = { file: File; sent: number };
type Failed = { file: File; error: unknown };

const accepted = (use: FileUse): string => Object.entries(fileTypes[use]).flatMap(([type, ending]) => [type, `.${ending}`]).join(',');

/** Why a file is not even sent: what the server would say, said before it costs the data of a phone. */
function refusedAtOnce({ name, size }: File, use: FileUse): Refused | null {
  if (/\.(?:heic|heif)$/i.test(name)) return new Refused('file.ofAPhone');
  if (size > fileMost[use]) return new Refused('file.tooLarge');
  return size === 0 ? new Refused('file.empty') : null;
}

/** Brings one file: chosen or dropped here, with what it weighs and costs while it is sent, and with what to send instead where it is refused. `value`: what stands there now. */
export function FileField({ use, label, value, onChange }: { use: FileUse; label: ReactNode; value: FileFacts | null; onChange: (file: FileFacts | null) => void }) {
  const { say, label: text } = useFiles();
  const { number } = useDates();
  const [under, setUnder] = useState<Under | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const stops = useRef<AbortController | null>(null);
  /** Brought here and saved nowhere yet: taken out again, nobody would miss it. */
  const fresh = useRef<string | null>(null);
  useEffect(() => () => stops.current?.abort(), []);
  const send = async (file: File) => {
    const refused = refusedAtOnce(file, use);
    setFailed(refused && { file, error: refused });
    if (refused) return;
    const stop = (stops.current = new AbortController());
    setUnder({ file, sent: 0 });
    try {
      const facts = await bring(bringFile, { bytes: file, name: file.name.slice(0, 1000), use }, { heard: (sent) => setUnder({ file, sent: Math.min(sent, file.size) }), signal: stop.signal });
      fresh.current = facts.id;
      onChange(facts);
    } catch (error) {
      if (!stop.signal.aborted) setFailed({ file, error });
    } finally {
      setUnder(null);
    }
  };
  const remove = () => {
    if (value && fresh.current === value.id) call(dropFile, { file: value.id }).catch(() => undefined);
    fresh.current = null;
    onChange(null);
  };
  const drop = useFileDrop((file) => {
    if (!under) void send(file);
  });
  const percent = under && Math.floor((100 * under.sent) / under.file.size);
  return (
    <div className={classes.field} {...drop}>
      <p>{label}</p>
      {value && !under && <FileLine file={value} remove={remove} />}
      {under && percent !== null && (
        <>
          <Brought file={under.file} />
          <progress className={classes.bar} max={100} value={percent} aria-label={text('progress')} />
          {percent < 100 && <p className={classes.soft}>{say('sending', { percent: number(percent) })}</p>}
        </>
      )}
      <p role="status" className={classes.soft}>
        {percent === 100 ? say('looking') : ''}
      </p>
      {failed && (
        <>
          <Brought file={failed.file} />
          <NotDone error={failed.error} action={failed.error instanceof Refused && failed.error.refusal.startsWith('file.') ? undefined : <Button size="xs" onClick={() => void send(failed.file)}>{say('again')}</Button>} />
        </>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept={accepted(use)}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // The same file again is a choice too.
          currentTarget.value = '';
          if (file) void send(file);
        }}
      />
      {/* One button, so that whoever stands on it stays there. */}
      <Button
        size="sm"
        leftSection={under ? <IconX className="icon small" aria-hidden="true" /> : use === 'photo' ? <IconPhoto className="icon small" aria-hidden="true" /> : <IconFileUpload className="icon small" aria-hidden="true" />}
        onClick={() => (under ? stops.current?.abort() : input.current?.click())}
      >
        {under ? say('cancel') : say(`${value || failed ? 'another' : 'choose'}.${use}`)}
      </Button>
      {!under && <p className={classes.soft}>{say(`takes.${use}`, { mb: number(fileMost[use] / 1024 ** 2) })}</p>}
    </div>
  );
}

/** A file that does not stand here yet. */
function Brought({ file: { name, size } }: { file: File }) {
  return (
    <div className={classes.row}>
      <span className={classes.name}>
        <Isolate>{name}</Isolate>
      </span>
      <span className={classes.soft}>
        <Weight bytes={size} />
      </span>
    </div>
  );
}

/** One file as it stands: what it is called and weighs, a photo as it looks, and for whoever prepares it what a scanner said. */
export function FileLine({ file, remove }: { file: FileFacts; remove?: () => void }) {
  const { say, label } = useFiles();
  const { id, use, name, size, scan } = file;
  const given = scan === null || scan === 'clean' || scan === 'unscanned';
  return (
    <div className={classes.row} data-file={id}>
      {use === 'photo' && given && <img src={fileAddress(id, 'small')} alt={label('picture')} width={96} height={96} />}
      <span className={classes.name}>{use === 'attachment' && given ? <TakeAway file={file} /> : <Isolate>{name}</Isolate>}</span>
      <span className={classes.soft}>
        <Weight bytes={size} />
      </span>
      {scan && (
        <span className={`${classes.soft} ${classes.scan}`} data-scan={scan}>
          {say(`scan.${scan}`)}
        </span>
      )}
      {remove && (
        <Button size="xs" leftSection={<IconTrash className="icon small" aria-hidden="true" />} onClick={remove} aria-label={label(`remove.${use}`, { name })}>
          {say('out')}
        </Button>
      )}
    </div>
  );
}
