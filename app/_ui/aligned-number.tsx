/**
 * Shows a value so that a column of them aligns on the decimal comma: whole part to the right, fraction to the left.
 *
 * `value` is what is shown (`6,9`, `<10`, `412`); a text that is no number is shown whole, to the right.
 * `fraction` is the width kept for the fraction, the same for the whole column (default `1.2em`: one decimal).
 */
export function AlignedNumber({ value, fraction = '1.2em' }: { value: string; fraction?: string }) {
  const [, whole = value, rest = ''] = /^([<>≤≥+−-]*\s*[\d\s\u00a0\u202f]+)(,\d+)$/.exec(value) ?? [];
  return (
    <span className="figures inline-grid w-full text-right" style={{ gridTemplateColumns: `1fr ${fraction}` }}>
      <span className="whitespace-nowrap">{whole}</span>
      <span className="text-left">{rest}</span>
    </span>
  );
}
