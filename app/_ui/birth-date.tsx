'use client';

import { useId, useRef } from 'react';
import type { BirthDateValue } from './birth-date-of';
import { controlLook, FieldError, type FieldTexts } from './field-frame';
import { useTypedEarly } from './use-typed-early';

export interface BirthDateProps extends Omit<FieldTexts, 'label'> {
  label?: string;
  value: BirthDateValue;
  onValue: (value: BirthDateValue) => void;
}

const parts = [
  { name: 'day', label: 'Jour', digits: 2, autoComplete: 'bday-day' },
  { name: 'month', label: 'Mois', digits: 2, autoComplete: 'bday-month' },
  { name: 'year', label: 'Année', digits: 4, autoComplete: 'bday-year' },
] as const;

/** Three fields for a date of birth (Jour, Mois, Année), since a calendar is the wrong tool for a day in 1968. */
export function BirthDate({ label = 'Date de naissance', hint, error, size, value, onValue }: BirthDateProps) {
  const id = useId();
  const inputs = useRef<(HTMLInputElement | null)[]>([]);
  const write = (index: number, text: string) => {
    const part = parts[index];
    if (!part) return;
    const digits = text.replace(/\D/g, '').slice(0, part.digits);
    onValue({ ...value, [part.name]: digits });
    if (digits.length === part.digits && digits.length > value[part.name].length) inputs.current[index + 1]?.focus();
  };
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined} className="grid gap-1">
      <legend className="font-semibold">{label}</legend>
      {hint && <p className="text-s text-ink-2">{hint}</p>}
      <div className="grid grid-cols-[1fr_1fr_1.9fr] gap-3">
        {parts.map((part, index) => (
          <Part
            key={part.name}
            {...part}
            value={value[part.name]}
            onText={(text) => write(index, text)}
            inputRef={(input) => {
              inputs.current[index] = input;
            }}
            hasError={Boolean(error)}
            size={size}
          />
        ))}
      </div>
      <FieldError id={id} error={error} />
    </fieldset>
  );
}

interface PartProps extends Pick<FieldTexts, 'size'> {
  label: string;
  autoComplete: string;
  value: string;
  onText: (text: string) => void;
  inputRef: (input: HTMLInputElement | null) => void;
  hasError: boolean;
}

function Part({ label, autoComplete, value, onText, inputRef, hasError, size }: PartProps) {
  const control = useRef<HTMLInputElement>(null);
  useTypedEarly(control);
  return (
    <label className="grid gap-1 text-s text-ink-2">
      {label}
      <input
        ref={(input) => {
          control.current = input;
          inputRef(input);
        }}
        value={value}
        onChange={(event) => onText(event.target.value)}
        inputMode="numeric"
        autoComplete={autoComplete}
        aria-invalid={hasError || undefined}
        className={`figures ${controlLook(size, hasError)}`}
      />
    </label>
  );
}
