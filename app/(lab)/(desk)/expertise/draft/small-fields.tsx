'use client';

import { useState } from 'react';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import { numberOf, numberText, wordsOf } from '../../_logic/rule-draft';
import type { RuleAnalytes } from '../../_logic/types';

/** A figure as it is written here (« 6,2 »); what is no figure is kept in view and told by the check. */
export function NumberField({
  label,
  value,
  hint,
  onValue,
}: {
  label: string;
  value: number | undefined;
  hint?: string;
  onValue: (value: number | undefined) => void;
}) {
  const [text, setText] = useState(numberText(value));
  // What was typed stands as long as it says the value: « 6, » is not rewritten under the finger.
  const shown = Object.is(numberOf(text), value) ? text : numberText(value);
  return (
    <Field
      label={label}
      {...(hint ? { hint } : {})}
      inputMode="decimal"
      className="w-28"
      value={shown}
      onChange={(event) => {
        setText(event.target.value);
        onValue(numberOf(event.target.value));
      }}
    />
  );
}

/** Words with commas between them. */
export function WordsField({ label, value, hint, onValue }: { label: string; value: readonly string[]; hint?: string; onValue: (value: string[]) => void }) {
  const [text, setText] = useState(value.join(', '));
  return (
    <Field
      label={label}
      hint={hint ?? 'séparés par des virgules'}
      className="w-72 max-w-full"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onValue(wordsOf(event.target.value));
      }}
    />
  );
}

/** One analyte of the set, by its name. */
export function AnalyteSelect({
  label,
  value,
  analytes,
  withAny = false,
  onValue,
}: {
  label: string;
  value: string;
  analytes: RuleAnalytes;
  withAny?: boolean;
  onValue: (value: string) => void;
}) {
  const options = Object.entries(analytes)
    .map(([name, analyte]) => ({ value: name, label: analyte.label }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'fr'));
  return (
    <Select
      label={label}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      options={withAny ? [{ value: 'any-result', label: 'n’importe quel résultat' }, ...options] : options}
    />
  );
}

type Age = { days: number } | { months: number } | { years: number };
const AGE_UNITS = [
  { value: 'days', label: 'jours' },
  { value: 'months', label: 'mois' },
  { value: 'years', label: 'ans' },
];

/** A length of life; empty = no limit. */
export function AgeField({ label, value, onValue }: { label: string; value: Age | undefined; onValue: (value: Age | undefined) => void }) {
  const [unit, count] = value ? (Object.entries(value)[0] ?? ['years', undefined]) : ['years', undefined];
  const [chosen, setChosen] = useState<string>(unit);
  const put = (number: number | undefined, of: string) => onValue(number === undefined ? undefined : ({ [of]: number } as Age));
  return (
    <div className="flex items-end gap-1">
      <NumberField label={label} value={count} onValue={(number) => put(number, chosen)} />
      <Select
        label="unité d’âge"
        value={chosen}
        options={AGE_UNITS}
        onChange={(event) => {
          setChosen(event.target.value);
          put(count, event.target.value);
        }}
      />
    </div>
  );
}

type Span = { minutes: number } | { hours: number } | { days: number };
const SPAN_UNITS = [
  { value: 'minutes', label: 'minutes' },
  { value: 'hours', label: 'heures' },
  { value: 'days', label: 'jours' },
];

/** A length of time. */
export function SpanField({ label, value, onValue }: { label: string; value: Span; onValue: (value: Span) => void }) {
  const [unit, count] = Object.entries(value)[0] ?? ['days', undefined];
  const put = (number: number | undefined, of: string) => onValue({ [of]: number ?? Number.NaN } as Span);
  return (
    <div className="flex items-end gap-1">
      <NumberField label={label} value={count} onValue={(number) => put(number, unit)} />
      <Select label="unité de temps" value={unit} options={SPAN_UNITS} onChange={(event) => put(count, event.target.value)} />
    </div>
  );
}
