import { useId, useState, type ReactNode } from 'react';
import { IconAlertTriangle } from '@tabler/icons-react';
import { directionOf, languages, langTagOf, wordsIn, type Language, type Words } from '@siccam/contract';
import { lettersIn } from '@siccam/ui/fields';
import { useTimetable } from './words';
import classes from './Sheet.module.css';

const signs = { ar: 'ع', fr: 'FR', en: 'EN' } as const;

/** A text in the three languages, one under the other, each in its own direction. What is missing says what readers get instead; what is too long says by how much. `told`: the name of the field, as a screen reader says it with the language. */
export function Tongues({ words, most, rows, told, optional, focus, change }: { words: Words; most: number; rows?: number; told: string; optional?: boolean; focus?: boolean; change: (words: Words) => void }) {
  const written = languages.filter((language) => words[language]);
  return (
    <div className={classes.tongues}>
      {languages.map((language, at) => (
        <Tongue key={language} language={language} words={words} most={most} rows={rows ?? 1} told={told} missing={!words[language] && written.length > 0 && !optional} focus={(focus ?? false) && at === 1} change={change} />
      ))}
    </div>
  );
}

function Tongue({ language, words, most, rows, told, missing, focus, change }: { language: Language; words: Words; most: number; rows: number; told: string; missing: boolean; focus: boolean; change: (words: Words) => void }) {
  const { say, label } = useTimetable();
  const note = useId();
  const kept = words[language] ?? '';
  // While it is written, what stands in the field is what was typed: a save trims its ends.
  const [typed, setTyped] = useState<string | null>(null);
  const value = typed ?? kept;
  const over = lettersIn(value) - most;
  const instead = wordsIn(words, language);
  const props = {
    value,
    lang: langTagOf[language],
    dir: directionOf[language],
    autoFocus: focus,
    'aria-label': label('field.inLanguage', { field: told, language: label(`language.${language}`) }),
    'aria-describedby': missing || over > 0 ? note : undefined,
    'aria-invalid': over > 0 || undefined,
    onFocus: () => setTyped(kept),
    onBlur: () => setTyped(null),
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => {
      setTyped(currentTarget.value);
      const { [language]: _, ...others } = words;
      change(currentTarget.value.trim() ? { ...others, [language]: currentTarget.value } : others);
    },
  } as const;
  return (
    <div className={classes.tongue} data-missing={missing || undefined} data-over={over > 0 || undefined}>
      <span aria-hidden="true">{signs[language]}</span>
      {rows > 1 ? <textarea {...props} rows={rows} /> : <textarea {...props} rows={1} data-line="" onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }} />}
      {over > 0 ? (
        <small id={note} className={classes.bad}>{say('field.over', { most, count: over })}</small>
      ) : (
        missing && (
          <small id={note}>
            <IconAlertTriangle className="icon small" aria-hidden="true" /> {say('field.missing', { language: label(`language.${language}`), instead: label(`language.${instead.language}`) })}
          </small>
        )
      )}
    </div>
  );
}

/** A value between a smaller and a larger one: it can be typed, and stepped with the buttons and the arrows. */
export function Stepper({ name, value, less, more, lessName, moreName, children }: { name: string; value: ReactNode; less: (() => void) | null; more: (() => void) | null; lessName: string; moreName: string; children?: ReactNode }) {
  return (
    <div className={classes.field}>
      <small>{name}</small>
      <div className={classes.stepper} role="group" aria-label={name}>
        <button type="button" aria-label={lessName} disabled={!less} onClick={() => less?.()}>
          <span aria-hidden="true">−</span>
        </button>
        {children ?? <span>{value}</span>}
        <button type="button" aria-label={moreName} disabled={!more} onClick={() => more?.()}>
          <span aria-hidden="true">+</span>
        </button>
      </div>
    </div>
  );
}

/** Several of a few, each a switch of its own. */
export function Choices<Value extends string>({ name, all, chosen, word, change }: { name: ReactNode; all: readonly Value[]; chosen: readonly Value[]; word: (value: Value) => ReactNode; change: (chosen: Value[]) => void }) {
  const id = useId();
  return (
    <div className={classes.choices} role="group" aria-labelledby={id}>
      <small id={id}>{name}</small>
      <div>
        {all.map((value) => (
          <button key={value} type="button" aria-pressed={chosen.includes(value)} onClick={() => change(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])}>
            {word(value)}
          </button>
        ))}
      </div>
    </div>
  );
}

/** One of a few, as the browser offers it. `long`: its names want a line of their own. */
export function Choice({ name, value, choices, long = false, change }: { name: ReactNode; value: string; choices: { value: string; label: string }[]; long?: boolean; change: (value: string) => void }) {
  const id = useId();
  return (
    <div className={`${classes.field ?? ''} ${(long && classes.long) || ''}`}>
      <label htmlFor={id}>
        <small>{name}</small>
      </label>
      <select id={id} value={value} onChange={(event) => change(event.currentTarget.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
