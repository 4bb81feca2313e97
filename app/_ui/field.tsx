'use client';

import { type InputHTMLAttributes, type Ref, useId, useImperativeHandle, useRef } from 'react';
import { controlLook, describedBy, FieldFrame, type FieldTexts } from './field-frame';
import { useTypedEarly } from './use-typed-early';

export type FieldProps = FieldTexts & Omit<InputHTMLAttributes<HTMLInputElement>, 'size'> & { inputRef?: Ref<HTMLInputElement> };

/** A one-line text field with its label always in view; takes every attribute of an `input`. */
export function Field({ label, labelHidden, hint, error, size, inputRef, className, id, ...input }: FieldProps) {
  const own = useId();
  const name = id ?? own;
  const control = useRef<HTMLInputElement>(null);
  useTypedEarly(control);
  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(inputRef, () => control.current, []);
  return (
    <FieldFrame id={name} label={label} labelHidden={labelHidden} hint={hint} error={error} size={size}>
      <input
        {...input}
        ref={control}
        id={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, { hint, error })}
        className={`${controlLook(size, Boolean(error))} ${className ?? ''}`}
      />
    </FieldFrame>
  );
}
