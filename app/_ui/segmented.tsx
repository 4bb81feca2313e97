'use client';

import { useId } from 'react';

export interface SegmentedProps<Id extends string> {
  label: string;
  choices: readonly { id: Id; label: string }[];
  value: Id;
  onValue: (id: Id) => void;
}

/** One of a few, side by side (Aujourd’hui, 7 jours, 30 jours): radio buttons underneath, so arrows and speech work. */
export function Segmented<Id extends string>({ label, choices, value, onValue }: SegmentedProps<Id>) {
  const name = useId();
  return (
    <fieldset className="flex max-w-full flex-wrap gap-y-1">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <label
          key={choice.id}
          className="-ml-px flex min-h-touch cursor-pointer items-center border border-control bg-surface px-3.5 font-medium whitespace-nowrap first-of-type:rounded-l-control last-of-type:rounded-r-control has-checked:border-ink has-checked:bg-ink has-checked:font-strong has-checked:text-surface has-focus-visible:z-1 has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
        >
          <input type="radio" name={name} checked={choice.id === value} onChange={() => onValue(choice.id)} className="sr-only" />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
