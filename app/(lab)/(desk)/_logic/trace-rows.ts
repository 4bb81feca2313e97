import type { CsvCell } from '../../../_text/csv';
import { formatDate, formatTimeWithSeconds } from '../../../_text/format';
import { roleWords } from './roles';
import { actorWords, traceSentence } from './trace-sentences';
import type { TraceLine } from './types';

/** The trail as a table to be kept: everything that the screen shows, the code of the act and its details besides. */
export function traceRows(lines: readonly TraceLine[]): CsvCell[][] {
  return [
    ['N°', 'Date', 'Heure', 'Instant (ISO)', 'Qui', 'Fonction', 'Action', 'Issue', 'Dossier', 'Adresse', 'Poste', 'Code', 'Détail'],
    ...lines.map((line) => [
      line.sequence,
      formatDate(line.at),
      formatTimeWithSeconds(line.at),
      line.at.toISOString(),
      actorWords(line),
      roleWords(line.actorRole),
      traceSentence(line),
      line.outcome === 'refused' ? 'refusé' : 'fait',
      line.accessionNumber,
      line.address,
      line.terminal,
      line.action,
      JSON.stringify(line.detail),
    ]),
  ];
}
