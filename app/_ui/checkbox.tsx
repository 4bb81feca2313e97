'use client';

import { type InputHTMLAttributes, useRef } from 'react';
import { useTickedEarly } from './use-typed-early';

export interface CheckboxProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'size'> {
  label: string;
  /** The label is only spoken (a row that already shows its name): « Sélectionner Sodium ». */
  labelHidden?: boolean;
}

/** A box to tick whose whole 44 px square, and label, answer to the finger. */
export function Checkbox({ label, labelHidden = false, className, ...input }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useTickedEarly(box);
  return (
    <label className={`inline-flex min-h-touch min-w-touch cursor-pointer items-center gap-3 ${labelHidden ? 'justify-center' : ''} ${className ?? ''}`}>
      <input
        {...input}
        ref={box}
        type="checkbox"
        className="grid size-5 shrink-0 cursor-pointer appearance-none place-items-center rounded-flag border-[1.5px] border-control bg-surface checked:border-action checked:bg-action checked:after:text-[15px] checked:after:leading-none checked:after:font-bold checked:after:text-action-ink checked:after:content-['✓'] disabled:cursor-default disabled:bg-sunken"
      />
      <span className={labelHidden ? 'sr-only' : ''}>{label}</span>
    </label>
  );
}
