import { formatInstant, formatWritten, NBSP } from '../../../_text/format';
import { controlStateOf, controlWords, sharedControl } from './control-words';
import { OWN_TECHNICAL, statusWords, usualStatus } from './lis-words';
import { atHour } from './time-words';
import type { CardPanel, CardResult } from './types';

export interface TechnicalNote {
  term: string;
  value: string;
  /** It asks for a look. */
  isStrong: boolean;
}

/** Alarms of the analyser that every result of a panel has: said once, above them. */
export function sharedFlags(results: readonly CardResult[]): string[] {
  const measured = results.filter(({ removal, standing }) => removal === null && standing !== 'awaited');
  const [first] = measured;
  return first && measured.length > 1 ? first.analyserFlags.filter((flag) => measured.every(({ analyserFlags }) => analyserFlags.includes(flag))) : [];
}

/** « alarme de l’automate PLT_CLUMP »: word for word. */
export const flagWords = (flags: readonly string[]): string => flags.map((flag) => `«${NBSP}${flag}${NBSP}»`).join(', ');

/**
 * What the technical side of one value needs to be said of it under it: alarms, its control where that is not in order, what it was before, who executed and who validated it technically. What is
 * the same of the whole panel is said above it.
 * @see GBUI V-2d, V-2e, IV-3, IV-4b
 */
export function technicalNotes(result: CardResult, panel: CardPanel, reference: Date): TechnicalNote[] {
  const shared = sharedFlags(panel.results);
  const flags = result.analyserFlags.filter((flag) => !shared.includes(flag));
  const control = controlStateOf(result);
  const isMeasured = result.removal === null && result.standing !== 'awaited';
  const isControlTold = sharedControl(panel.results, reference) !== null || !isMeasured;
  const notes: (TechnicalNote | false)[] = [
    flags.length > 0 && { term: 'Alarme', value: `${flagWords(flags)}, automate`, isStrong: true },
    !isControlTold && control !== null && { term: 'CQ', value: controlWords(result, reference), isStrong: control === 'out' },
    ...earlierNotes(result, reference),
    result.valuesBefore.length > 0 && { term: result.dilution ? 'Avant dilution' : 'Avant repasse', value: result.valuesBefore.join(' · '), isStrong: false },
    result.dilution !== '' && { term: 'Dilution', value: dilutionWords(result.dilution), isStrong: false },
    result.performedBy !== null && { term: 'Exécuté par', value: executedWords(result), isStrong: false },
    result.isOwnTechnical && { term: 'Technique', value: [OWN_TECHNICAL, statusAtWords(result)].filter((part) => part !== '').join(', '), isStrong: true },
    !result.isOwnTechnical && result.performedBy === null && isMeasured && technicianNote(result, panel),
    result.equipment !== '' && !panel.equipment.split(', ').includes(result.equipment) && { term: 'Automate', value: result.equipment, isStrong: false },
  ];
  return notes.filter((note) => note !== false);
}

const EARLIER_TERMS: Record<CardResult['earlier'][number]['why'], string> = { rerun: 'Avant repasse', correction: 'Avant correction', unsaid: 'Auparavant' };

/** What the LIS gave before: a rerun is another measurement, a correction is not. */
function earlierNotes({ earlier }: CardResult, reference: Date): TechnicalNote[] {
  return (['rerun', 'correction', 'unsaid'] as const).flatMap((why) => {
    const own = earlier.filter((version) => version.why === why);
    if (own.length === 0) return [];
    const values = own.map(({ value, at }) => `${value} ${atHour(at, reference)}`).join(' · ');
    return [{ term: EARLIER_TERMS[why], value: why === 'correction' ? `${values}, corrigé par le SIL sans nouvelle mesure` : values, isStrong: false }];
  });
}

const dilutionWords = (dilution: string): string => (/^\d+([.,]\d+)?$/.test(dilution) ? `×${NBSP}${dilution.replace('.', ',')}` : dilution);

/** « Hauterive · validé au laboratoire (F) par Claire DUMAS, le 27/11/2026 à 14:02 »: the executing laboratory's own validation. */
function executedWords(result: CardResult): string {
  const { performedBy, status, technician } = result;
  const at = statusAtWords(result);
  return [performedBy, [statusWords(status), technician && `par ${technician}`].filter((part) => part !== '').join(' '), at]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
}

function technicianNote(result: CardResult, panel: CardPanel): TechnicalNote | false {
  const isOther = result.technician !== '' && result.technician !== panel.technician;
  const isOtherTime = panel.statusAt === null && result.statusAt !== null && result.status === usualStatus(panel.results);
  if (!isOther && !isOtherTime) return false;
  return { term: 'Technique', value: [result.technician || panel.technician, statusAtWords(result)].filter((part) => part !== '').join(', '), isStrong: false };
}

const statusAtWords = ({ statusAt, statusOn }: CardResult): string => (statusOn ? formatWritten(statusOn) : statusAt ? formatInstant(statusAt) : '');
