import type { CsvCell } from '../../../_text/csv';
import { EMERGENCY_REASONS } from '../../../_text/emergency-reasons';
import { formatInstant, formatTime, NBSP, plural } from '../../../_text/format';
import type { EmergencyAccess } from './types';

export const OUTCOME_WORDS = { justified: 'Justifié', unjustified: 'Non justifié' } as const;

/** « 2 à revoir, dont 1 en retard » */
export function queueWords(accesses: readonly EmergencyAccess[]): string {
  const waiting = accesses.filter((access) => access.review === null);
  const late = waiting.filter((access) => access.isOverdue).length;
  if (waiting.length === 0) return 'tout est revu';
  return `${waiting.length}${NBSP}à revoir${late > 0 ? `, dont ${late}${NBSP}en retard` : ''}`;
}

/** « ouvert jusqu’à 15:07 » or « fermé à 14:32 » */
export const endWords = ({ isOpen, endsAt }: Pick<EmergencyAccess, 'isOpen' | 'endsAt'>): string =>
  isOpen ? `encore ouvert, jusqu’à ${formatTime(endsAt)}` : `fermé à ${formatTime(endsAt)}`;

export const readingWords = (readings: EmergencyAccess['readings']): string =>
  readings.length === 0 ? 'Rien n’a été lu.' : `${plural(readings.length, 'lecture', 'lectures')}${NBSP}:`;

/** The register as a file: who, whom by number, why, what was read, what the review says; no name of a patient and no result. */
export function emergencyRows(accesses: readonly EmergencyAccess[]): CsvCell[][] {
  const heading = [
    'Ouvert le',
    'Fin',
    'Professionnel',
    'Profession',
    'RPPS',
    'IPP',
    'Motif',
    'Motif écrit',
    'Lectures',
    'Revu le',
    'Par',
    'Conclusion',
    'Texte',
  ];
  return [
    heading,
    ...accesses.map((access) => [
      formatInstant(access.grantedAt),
      formatInstant(access.endsAt),
      access.by,
      access.profession,
      access.rppsNumber,
      access.patientNumber,
      EMERGENCY_REASONS[access.reason],
      access.reasonText,
      access.readings.map((reading) => `${formatInstant(reading.viewedAt)} dossier ${reading.accessionNumber} v${reading.version}`).join(', '),
      access.review ? formatInstant(access.review.at) : '',
      access.review?.by ?? '',
      access.review ? OUTCOME_WORDS[access.review.outcome] : '',
      access.review?.text ?? '',
    ]),
  ];
}
