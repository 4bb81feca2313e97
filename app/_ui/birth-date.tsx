'use client';

import { useId, useRef } from 'react';
import type { BirthDateValue } from './birth-date-of';
import { controlLook, FieldError, type FieldTexts } from './field-frame';

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
          <label key={part.name} className="grid gap-1 text-s text-ink-2">
            {part.label}
            <input
              ref={(input) => {
                inputs.current[index] = input;
              }}
              value={value[part.name]}
              onChange={(event) => write(index, event.target.value)}
              inputMode="numeric"
              autoComplete={part.autoComplete}
              aria-invalid={error ? true : undefined}
              className={`figures ${controlLook(size, Boolean(error))}`}
            />
          </label>
        ))}
      </div>
      <FieldError id={id} error={error} />
    </fieldset>
  );
}
