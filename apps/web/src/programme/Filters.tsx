import { useEffect, useRef } from 'react';
import { IconSearch, IconUserCheck } from '@tabler/icons-react';
import type { Programme } from '@siccam/contract';
import { useWords } from '../i18n';
import { audienceWords, choices, type ProgrammeSearch } from './filters';
import classes from './Filters.module.css';

const kindWords = { ceremony: 'programme.kind.ceremony', workshop: 'programme.kind.workshop', hiring: 'programme.kind.hiring' } as const;

type Change = { [Key in keyof ProgrammeSearch]?: ProgrammeSearch[Key] | undefined };

/** What is shown of the programme, chosen by a row of chips; each choice stands in the address. */
export function Filters({ programme, search, change, planned }: { programme: Programme; search: ProgrammeSearch; change: (by: Change) => void; planned: number }) {
  const { say, label } = useWords();
  const { audiences, kinds, languages } = choices(programme);
  const chips = useRef<HTMLDivElement>(null);
  // What the address chose may stand beyond the edge of a phone.
  useEffect(() => {
    const row = chips.current;
    const last = [...(row?.querySelectorAll('[aria-pressed="true"]') ?? [])].at(-1);
    if (row && last && row.scrollWidth > row.clientWidth) last.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, []);
  return (
    <div ref={chips} className={classes.chips} role="group" aria-label={label('programme.filter')}>
      <button type="button" className={classes.chip} aria-pressed={search.q !== undefined} onClick={() => change({ q: search.q === undefined ? '' : undefined })}>
        <IconSearch className="icon small" aria-hidden="true" />
        {say('programme.search')}
      </button>
      <button type="button" className={`${classes.chip} ${classes.phone}`} aria-pressed={search.mine === true} onClick={() => change({ mine: search.mine ? undefined : true })}>
        <IconUserCheck className="icon small" aria-hidden="true" />
        <span>{say('programme.mine', { count: planned })}</span>
      </button>
      <select className={classes.chip} data-on={search.lang} aria-label={label('programme.language')} value={search.lang ?? ''} onChange={({ currentTarget }) => change({ lang: languages.find((one) => one === currentTarget.value) })}>
        <option value="">{label('programme.allLanguages')}</option>
        {languages.map((one) => (
          <option key={one} value={one}>
            {label(`lang.in.${one}`)}
          </option>
        ))}
      </select>
      {audiences.map((one) => (
        <button key={one} type="button" className={classes.chip} aria-pressed={search.for === one} onClick={() => change({ for: search.for === one ? undefined : one })}>
          {say(audienceWords[one])}
        </button>
      ))}
      {kinds.map((one) => (
        <button key={one} type="button" className={classes.chip} aria-pressed={search.kind === one} onClick={() => change({ kind: search.kind === one ? undefined : one })}>
          {say(kindWords[one])}
        </button>
      ))}
    </div>
  );
}
