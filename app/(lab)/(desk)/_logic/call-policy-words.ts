import { ageWords } from '../../../../server/api/call-policy';
import { formatInstant, NBSP } from '../../../_text/format';
import type { PolicyRow, PolicyTable, PolicyVersion } from './types';

const french = (number: number): string => String(number).replace('.', ',');

/** « < 2,5 ou > 6,5 mmol/L », « commence par Positif ». */
export function boundWords({ low, high, texts, unit }: Pick<PolicyRow, 'low' | 'high' | 'texts' | 'unit'>): string {
  if (texts.length > 0) return `commence par ${texts.join(', ')}`;
  const shown = unit.startsWith('{') || unit.startsWith('[') ? '' : `${NBSP}${unit}`;
  return [low === null ? '' : `<${NBSP}${french(low)}`, high === null ? '' : `>${NBSP}${french(high)}`].filter(Boolean).join(' ou ') + shown;
}

const CLASSES: Record<string, string> = { I: 'hospitalisés', O: 'externes', E: 'urgences', P: 'préadmission', R: 'séances', B: 'maternité', N: 'sans objet' };

/** For whom: « moins de 28 j, HEMOD », « tous ». */
export function scopeWords({
  ageFrom,
  ageBelow,
  sex,
  wards,
  patientClasses,
}: Pick<PolicyRow, 'ageFrom' | 'ageBelow' | 'sex' | 'wards' | 'patientClasses'>): string {
  const parts = [
    ageFrom ? `à partir de ${ageWords(ageFrom)}` : '',
    ageBelow ? `moins de ${ageWords(ageBelow)}` : '',
    sex === 'F' ? 'femmes' : sex === 'M' ? 'hommes' : '',
    wards.length > 0 ? `services ${wards.join(', ')}` : '',
    patientClasses.map((one) => CLASSES[one] ?? one).join(', '),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'tous';
}

/** When nobody is called again. */
export function knownWords(known: PolicyRow['known']): string {
  if (!known) return 'toujours appeler';
  return known.rule === 'known'
    ? `pas si annoncé depuis moins de ${known.hours}${NBSP}h`
    : `pas si annoncé depuis moins de ${known.hours}${NBSP}h et sans aggravation`;
}

const RUNGS: Record<PolicyTable['ladder'][number]['who'], string> = {
  'on-duty': 'le biologiste de garde est prévenu',
  next: 'le suivant de garde est prévenu',
  paper: 'alarme au laboratoire, fiche d’appel sur papier',
};

/** « à 3 min, le biologiste de garde est prévenu ». */
export const ladderWords = ({ afterMinutes, who }: PolicyTable['ladder'][number]): string => `à ${afterMinutes}${NBSP}min, ${RUNGS[who]}`;

/** What a version is: in force, a draft that calls nobody, or what was in force. */
export function versionWords(version: PolicyVersion, now: Date): string {
  if (version.state === 'draft') return 'projet, n’appelle personne';
  if (version.isInForce) return 'en vigueur';
  return version.inForceFrom && version.inForceFrom > now ? `en vigueur le ${formatInstant(version.inForceFrom)}` : 'ancienne';
}

/** The rows of a search, over everything that a row says. */
export function rowsWith(rows: readonly PolicyRow[], search: string): PolicyRow[] {
  const wanted = search.trim().toLowerCase();
  return rows.filter((row) => wanted === '' || [row.code, row.label, ...row.loincCodes, ...row.wards, row.source].join(' ').toLowerCase().includes(wanted));
}

/** What a draft changes of what is in force, row by row: what an approver has to look at. */
export function changesOf(draft: PolicyTable, inForce: PolicyTable | null): { added: string[]; removed: string[]; changed: string[] } {
  const before = new Map((inForce?.rows ?? []).map((row) => [row.code, JSON.stringify(row)]));
  const after = new Map(draft.rows.map((row) => [row.code, JSON.stringify(row)]));
  return {
    added: [...after.keys()].filter((code) => !before.has(code)),
    removed: [...before.keys()].filter((code) => !after.has(code)),
    changed: [...after].filter(([code, text]) => before.has(code) && before.get(code) !== text).map(([code]) => code),
  };
}
