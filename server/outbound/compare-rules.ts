import type { SaidLine } from './types';

export type DifferenceKind = 'value' | 'status' | 'validator' | 'missing';

/** What was decided on a result, as it was told to the LIS. */
export interface DecidedLine {
  line: SaidLine;
  /** OBX-11 that the decision carried. */
  status: string;
  biologist: { rppsNumber: string | null; familyName: string };
  /** The LIS has said `F` or `C` of it since the decision. */
  isEchoed: boolean;
}

const REMOVED: ReadonlySet<string> = new Set(['D', 'W', 'X', 'N']);
const FINAL: ReadonlySet<string> = new Set(['F', 'C']);

/**
 * Says in what the LIS differs from a decision that it had acknowledged: took the result away, sends another value as final, does not hold it for
 * final any more, or names another validator. A new value that waits (`R`, `P`) is no difference but a result to decide on; an echo is none at all.
 * Many systems go on repeating a line as it was, `R` included, with every other news of the dossier: that repeats what we knew and contradicts nothing,
 * until they have once said `F` themselves.
 * @see issue « Consistency »; interop.md « HL7 v2 out »
 */
export function compareWithDecision(
  { line, status, biologist, isEchoed }: DecidedLine,
  said: SaidLine,
): { kind: DifferenceKind; decided: string; said: string } | null {
  const shown = (value: SaidLine) => `${value.value} ${value.unit}`.trim();
  if (REMOVED.has(status)) return REMOVED.has(said.status) ? null : { kind: 'status', decided: status, said: said.status };
  if (REMOVED.has(said.status)) return { kind: 'missing', decided: shown(line), said: said.status };
  const isSame = sameValue(line.value, said.value) && line.unit.trim() === said.unit.trim();
  if (FINAL.has(said.status)) {
    if (!isSame) return { kind: 'value', decided: shown(line), said: shown(said) };
    return isAnother(biologist, said) ? { kind: 'validator', decided: biologist.familyName, said: said.validator.familyName || said.validator.id } : null;
  }
  const isRepeated = !isEchoed && said.status === line.status;
  return isSame && !isRepeated && said.status !== 'I' && said.status !== 'O' ? { kind: 'status', decided: status, said: said.status } : null;
}

/** « 6.90 » and « 6.9 » are one value, « <6.9 » is another. */
function sameValue(left: string, right: string): boolean {
  const [a, b] = [left.trim(), right.trim()];
  const isNumber = (text: string) => /^[+-]?\d+([.,]\d+)?$/.test(text);
  return a === b || (isNumber(a) && isNumber(b) && Number(a.replace(',', '.')) === Number(b.replace(',', '.')));
}

function isAnother({ rppsNumber, familyName }: DecidedLine['biologist'], { validator }: SaidLine): boolean {
  if (validator.familyName === '') return false;
  if (rppsNumber !== null && validator.id === rppsNumber) return false;
  return validator.familyName.localeCompare(familyName, 'fr', { sensitivity: 'base' }) !== 0;
}
