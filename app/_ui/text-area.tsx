'use client';

import { type TextareaHTMLAttributes, useId, useRef } from 'react';
import { controlLook, describedBy, FieldFrame, type FieldTexts } from './field-frame';
import { useTypedEarly } from './use-typed-early';

export type TextAreaProps = FieldTexts & TextareaHTMLAttributes<HTMLTextAreaElement>;

/** A text of several lines that grows with what is written, so that nothing of a comment is ever out of view. */
export function TextArea({ label, hint, error, size, rows = 3, className, id, ...area }: TextAreaProps) {
  const own = useId();
  const name = id ?? own;
  const control = useRef<HTMLTextAreaElement>(null);
  useTypedEarly(control);
  return (
    <FieldFrame id={name} label={label} hint={hint} error={error} size={size}>
      <textarea
        {...area}
        ref={control}
        id={name}
        rows={rows}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, { hint, error })}
        className={`${controlLook(size, Boolean(error))} field-sizing-content py-2.5 leading-5 ${className ?? ''}`}
      />
    </FieldFrame>
  );
}
