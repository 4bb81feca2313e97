import type { Ref } from 'react';
import { Field } from './field';
import type { FieldTexts } from './field-frame';

export interface OneTimeCodeProps extends Omit<FieldTexts, 'label'> {
  label?: string;
  value: string;
  onValue: (value: string) => void;
  length?: number;
  /** `text` for the laboratory's paper codes, which hold letters. */
  alphabet?: 'digits' | 'text';
  inputRef?: Ref<HTMLInputElement>;
  autoFocus?: boolean;
}

/** One field for a one-time code: pasting, autofill from an SMS and screen readers work, spaces are forgiven. */
export function OneTimeCode({ label = 'Code', value, onValue, length = 6, alphabet = 'digits', ...rest }: OneTimeCodeProps) {
  const clean = (text: string) => (alphabet === 'digits' ? text.replace(/\D/g, '') : text.toUpperCase().replace(/[^A-Z0-9]/g, '')).slice(0, length);
  return (
    <Field
      {...rest}
      label={label}
      value={value}
      onChange={(event) => onValue(clean(event.target.value))}
      inputMode={alphabet === 'digits' ? 'numeric' : 'text'}
      autoComplete="one-time-code"
      autoCapitalize="characters"
      autoCorrect="off"
      spellCheck={false}
      className="figures max-w-[14ch] text-title! tracking-[0.18em]"
    />
  );
}
