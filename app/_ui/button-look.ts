export interface ButtonLook {
  /** `primary` once per screen; `danger-quiet` for what takes something away; `text` for a link-like act. */
  variant?: 'primary' | 'secondary' | 'danger-quiet' | 'text';
  /** `large` (52 px) on patients' pages, the login and the sheets. */
  size?: 'normal' | 'large';
  /** Two lines to the left and the key to the right, as in the action bar of the dossier card. */
  stacked?: boolean;
}

const variants = {
  primary: 'border-action bg-action text-action-ink',
  secondary: 'border-control bg-surface text-ink',
  'danger-quiet': 'border-control bg-surface text-critical',
  text: 'border-transparent bg-transparent px-0! text-action underline decoration-1 underline-offset-[3px]',
} as const;

/** The classes of a button or of a link that looks like one. */
export function buttonLook({ variant = 'secondary', size = 'normal', stacked = false }: ButtonLook, closed = false): string {
  const frame = 'inline-flex items-center gap-2 rounded-control border leading-[18px] cursor-pointer select-none aria-disabled:cursor-default';
  const height = size === 'large' ? 'min-h-touch-l px-4 text-l font-medium' : 'min-h-touch px-4 font-semibold';
  const place = stacked ? 'min-h-12! justify-between px-2.5! text-left' : 'justify-center text-center';
  const tone = closed ? 'border-dashed border-control bg-sunken text-ink-2 font-medium!' : variants[variant];
  return `${frame} ${height} ${place} ${tone}`;
}
