import { type SelectHTMLAttributes, useId } from 'react';
import { controlLook, describedBy, FieldFrame, type FieldTexts } from './field-frame';

export type SelectProps = FieldTexts &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'size'> & { options: readonly { value: string; label: string }[]; placeholder?: string };

/** A choice of one in a list, with the platform's own list: it works by touch, by keyboard and with screen readers. */
export function Select({ label, hint, error, size, options, placeholder, className, id, ...select }: SelectProps) {
  const own = useId();
  const name = id ?? own;
  return (
    <FieldFrame id={name} label={label} hint={hint} error={error} size={size}>
      <select
        {...select}
        id={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, { hint, error })}
        className={`${controlLook(size, Boolean(error))} ${className ?? ''}`}
      >
        {placeholder && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
