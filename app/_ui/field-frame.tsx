import type { ReactNode } from 'react';

export interface FieldTexts {
  label: string;
  /** The label is only spoken: a search field whose place and placeholder say what it is. */
  labelHidden?: boolean;
  /** What to write, in words; shown between label and control. */
  hint?: string;
  /** A French sentence that says what is wrong and what to do; sets `aria-invalid`. */
  error?: string;
  /** `large` on patients' pages and the login. */
  size?: 'normal' | 'large';
}

/** The classes of every text control: a border of at least 3:1, 44 px or 52 px high, red and thicker when refused. */
export function controlLook(size: FieldTexts['size'], refused: boolean): string {
  const height = size === 'large' ? 'min-h-touch-l text-l' : 'min-h-touch text-base';
  const edge = refused ? 'border-2 border-critical' : 'border border-control';
  return `block w-full rounded-control bg-surface px-3 text-ink font-book ${height} ${edge}`;
}

/** The ids that tie hint and error to their control; undefined when there is neither. */
export function describedBy(id: string, { hint, error }: Pick<FieldTexts, 'hint' | 'error'>): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
}

/** Label, hint, control and error sentence, in the order in which they are read. */
export function FieldFrame({ id, label, labelHidden = false, hint, error, size, children }: FieldTexts & { id: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className={labelHidden ? 'sr-only' : `font-medium ${size === 'large' ? 'text-base' : 'text-s text-ink-2'}`}>
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-s text-ink-2">
          {hint}
        </p>
      )}
      {children}
      <FieldError id={id} error={error} />
    </div>
  );
}

/** The error sentence of a control, announced when it appears. */
export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  return (
    <p id={`${id}-error`} role="alert" className={error ? 'text-s font-medium text-critical' : 'sr-only'}>
      {error}
    </p>
  );
}
