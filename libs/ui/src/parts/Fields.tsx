import { useId, type ReactNode } from 'react';
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import '@mantine/core/styles/Input.css';
// For the button of a form that is on its way.
import '@mantine/core/styles/Loader.css';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/CheckboxIndicator.css';
import { Isolate } from './Isolate';
import { lettersIn } from './letters';
import classes from './Fields.module.css';

type Field = { label: ReactNode; hint?: ReactNode; error?: ReactNode; required?: boolean; disabled?: boolean };

/** How every field looks. */
export const look = { input: classes.input ?? '', label: classes.label ?? '', description: classes.hint ?? '', error: classes.error ?? '', required: classes.required ?? '' };
/** In which order its parts stand. */
export const order: ('label' | 'description' | 'input' | 'error')[] = ['label', 'description', 'input', 'error'];

/** One line of text. `plain` is for what is always written left to right: addresses, numbers, codes. */
export function TextField({ label, hint, error, value, onChange, plain, ...rest }: Field & { value: string; onChange: (value: string) => void; plain?: boolean; type?: 'text' | 'email' | 'tel'; autoComplete?: string; name?: string; inputMode?: 'email' | 'text'; lang?: string; dir?: 'ltr' | 'rtl'; onBlur?: () => void; spellCheck?: boolean }) {
  return (
    <TextInput {...rest} label={label} description={hint} error={error} value={value} {...(plain ? { dir: 'ltr' } : {})} onChange={(event) => onChange(event.currentTarget.value)} classNames={look} inputWrapperOrder={order} data-plain={plain || undefined} />
  );
}

/** One of a few. */
export function ChoiceField({ label, hint, error, value, onChange, choices, ...rest }: Field & { value: string; onChange: (value: string) => void; choices: { value: string; label: string }[] }) {
  return <NativeSelect {...rest} label={label} description={hint} error={error} value={value} data={choices} onChange={(event) => onChange(event.currentTarget.value)} classNames={look} inputWrapperOrder={order} rightSectionPointerEvents="none" />;
}

/** Yes or no, with the whole line to tap. */
export function CheckField({ label, hint, error, checked, onChange, ...rest }: Field & { checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <Checkbox {...rest} label={label} description={hint} error={error} aria-invalid={error ? true : undefined} checked={checked} size="md" onChange={(event) => onChange(event.currentTarget.checked)} classNames={{ root: classes.check ?? '', input: classes.box ?? '', label: classes.tick ?? '', body: classes.line ?? '', description: classes.hint ?? '', error: classes.error ?? '' }} />
  );
}

/**
 * Text with its length beside its limit, counted as the database counts. Nothing is cut: who writes too much is told by how much,
 * and keeps what was written. `count` writes "12 / 1,000" in the reader's numbers; it is announced only when the text is too long.
 */
export function CounterField({ label, hint, error, value, onChange, limit, count, over, rows = 3, ...rest }: Field & {
  value: string;
  onChange: (value: string) => void;
  limit: number;
  count: (used: number, limit: number) => string;
  over: (by: number) => ReactNode;
  rows?: number;
  lang?: string;
  dir?: 'ltr' | 'rtl';
}) {
  const counter = useId();
  const used = lettersIn(value);
  return (
    <div className={classes.counted}>
      <Textarea {...rest} label={label} description={hint} error={used > limit ? over(used - limit) : error} value={value} rows={rows} aria-describedby={counter} onChange={(event) => onChange(event.currentTarget.value)} classNames={look} inputWrapperOrder={order} />
      <span id={counter} className={classes.count} data-over={used > limit || undefined}>
        <Isolate number fixed>
          {count(used, limit)}
        </Isolate>
      </span>
    </div>
  );
}
