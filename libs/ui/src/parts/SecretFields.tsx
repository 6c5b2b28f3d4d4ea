import { useState, type ReactNode } from 'react';
import { ActionIcon, TextInput } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { look, order } from './Fields';
import classes from './SecretFields.module.css';

/** A password, which its owner may look at; it can be pasted and kept by the browser. `show` and `hide` name the eye. */
export function PasswordField({ label, hint, error, value, onChange, show, hide, ...rest }: { label: ReactNode; hint?: ReactNode; error?: ReactNode; value: string; onChange: (value: string) => void; show: string; hide: string; autoComplete: 'current-password' | 'new-password'; required?: boolean; name?: string }) {
  const [shown, setShown] = useState(false);
  return (
    <TextInput
      {...rest}
      type={shown ? 'text' : 'password'}
      dir="ltr"
      label={label}
      description={hint}
      error={error}
      value={value}
      spellCheck={false}
      autoCapitalize="none"
      onChange={(event) => onChange(event.currentTarget.value)}
      classNames={{ ...look, input: `${look.input} ${classes.password ?? ''}` }}
      inputWrapperOrder={order}
      data-plain
      rightSectionWidth={52}
      rightSectionPointerEvents="all"
      rightSection={
        <ActionIcon variant="subtle" size={44} aria-label={shown ? hide : show} aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? <IconEyeOff className="icon" aria-hidden="true" /> : <IconEye className="icon" aria-hidden="true" />}
        </ActionIcon>
      }
    />
  );
}

const digitsOf = (typed: string): string =>
  typed
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
    .replace(/\D/g, '')
    .slice(0, 6);

/** A code of six digits: one field to type or paste into, whatever digits the keyboard writes, shown as six boxes that run left to right. */
export function CodeField({ label, error, value, onChange, ...rest }: { label: ReactNode; error?: ReactNode; value: string; onChange: (value: string) => void; disabled?: boolean; name?: string }) {
  return (
    <TextInput
      {...rest}
      dir="ltr"
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      label={label}
      error={error}
      value={value}
      onChange={(event) => onChange(digitsOf(event.currentTarget.value))}
      // The boxes show no caret: whoever points at a full code means to type another.
      onClick={({ currentTarget }) => currentTarget.value.length === 6 && currentTarget.select()}
      classNames={{ ...look, input: classes.code ?? '' }}
      inputWrapperOrder={order}
      inputContainer={(input) => (
        <div className={classes.boxes} dir="ltr">
          {Array.from({ length: 6 }, (_, at) => (
            <i key={at} aria-hidden="true" data-next={at === Math.min(value.length, 5) || undefined}>
              {value[at]}
            </i>
          ))}
          {input}
        </div>
      )}
    />
  );
}
