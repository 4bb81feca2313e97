import type { CsvCell } from '../../../_text/csv';
import { formatDate, formatTimeWithSeconds, NBSP, plural } from '../../../_text/format';
import type { ArchiveFilter, Transmission } from './types';

export const NO_ARCHIVE_FILTER: ArchiveFilter = {
  laboratoryId: null,
  from: null,
  to: null,
  accessionNumber: null,
  receiverKind: null,
  kind: null,
  state: null,
};

export const ARCHIVE_KINDS = [
  { value: 'decision', label: 'Décision' },
  { value: 'request', label: 'Demande au laboratoire' },
  { value: 'announcement', label: 'Annonce d’un résultat critique' },
  { value: 'availability', label: 'Accusé de mise à disposition' },
  { value: 'reading', label: 'Accusé de lecture' },
  { value: 'amendment', label: 'Rectification d’identité' },
  { value: 'report', label: 'Compte rendu' },
  { value: 'notice', label: 'Avis au patient' },
] as const;

export const ARCHIVE_RECEIVERS = [
  { value: 'lis', label: 'SIL' },
  { value: 'prescriber', label: 'Prescripteur' },
  { value: 'ward', label: 'Service' },
  { value: 'patient', label: 'Patient' },
] as const;

export const ARCHIVE_STATES = [
  { value: 'waiting', label: 'En attente' },
  { value: 'sent', label: 'Envoyé, sans accusé' },
  { value: 'acknowledged', label: 'Accusé' },
  { value: 'failed', label: 'Refusé ou en échec' },
  { value: 'unwanted', label: 'Non voulu par le receveur' },
] as const;

const labelIn = (list: readonly { value: string; label: string }[], value: string): string => list.find((entry) => entry.value === value)?.label ?? value;
const REPORTS: Readonly<Record<string, string>> = { partial: 'résultats partiels', complete: 'complet', corrective: 'annule et remplace' };
const CHANNELS: Readonly<Record<string, string>> = { mllp: 'MLLP', portal: 'serveur de résultats', mail: 'courriel', email: 'courriel', sms: 'SMS' };

/** « Compte rendu, version 2, annule et remplace » */
export function whatWords({ kind, version, detail }: Transmission): string {
  const parts = [labelIn(ARCHIVE_KINDS, kind)];
  if (version !== null) parts.push(`version${NBSP}${version}`);
  if (kind === 'report' || kind === 'notice') parts.push(REPORTS[detail] ?? detail);
  return parts.join(', ');
}

/** « Service : Urgences »; a patient is never named. */
export function receiverWords({ receiverKind, receiver, channel }: Transmission): { who: string; how: string } {
  const kind = labelIn(ARCHIVE_RECEIVERS, receiverKind);
  return {
    who: receiver && receiverKind !== 'lis' ? `${kind}${NBSP}: ${receiver}` : kind,
    how: [receiverKind === 'lis' ? receiver : '', CHANNELS[channel] ?? channel].filter(Boolean).join(', '),
  };
}

export const archiveStateWords = ({ state }: Transmission): string => labelIn(ARCHIVE_STATES, state);

/** Day and second; « – » for what has not happened. */
export const instantCell = (at: Date | null): string => (at === null ? '–' : `${formatDate(at)} ${formatTimeWithSeconds(at)}`);

/** The archive as a table for a spreadsheet. */
export function archiveRows(items: readonly Transmission[], names: ReadonlyMap<string, string>): CsvCell[][] {
  const heading = ['Laboratoire', 'Dossier', 'Quoi', 'Référence', 'Receveur', 'Voie', 'Préparé le', 'Envoyé le', 'Accusé le', 'État', 'Essais'];
  return [
    heading,
    ...items.map((item) => {
      const { who, how } = receiverWords(item);
      return [
        names.get(item.laboratoryId) ?? '',
        item.accessionNumber,
        whatWords(item),
        item.receiverKind === 'lis' ? item.detail : item.id,
        who,
        how,
        instantCell(item.madeAt),
        instantCell(item.sentAt),
        instantCell(item.acknowledgedAt),
        archiveStateWords(item),
        item.tries,
      ];
    }),
  ];
}

/** The filter in words, for paper: « Du 20/11/2026 au 21/11/2026, Valmont, décision. » */
export function chosenWords(filter: ArchiveFilter, names: ReadonlyMap<string, string>): string {
  const day = (text: string) => formatDate(`${text}T12:00:00Z`);
  const parts = [
    filter.from && filter.to
      ? `du ${day(filter.from)} au ${day(filter.to)}`
      : filter.from
        ? `depuis le ${day(filter.from)}`
        : filter.to
          ? `jusqu’au ${day(filter.to)}`
          : 'tous les jours',
    filter.laboratoryId ? (names.get(filter.laboratoryId) ?? 'un laboratoire') : 'tous les laboratoires',
    filter.accessionNumber && `dossier ${filter.accessionNumber}`,
    filter.receiverKind && `receveur${NBSP}: ${labelIn(ARCHIVE_RECEIVERS, filter.receiverKind)}`,
    filter.kind && labelIn(ARCHIVE_KINDS, filter.kind),
    filter.state && `état${NBSP}: ${labelIn(ARCHIVE_STATES, filter.state)}`,
  ];
  return `Choix${NBSP}: ${parts.filter(Boolean).join(', ')}.`;
}

/** How much of the choice the sheet holds: all of it, its first lines, or only what was on the screen (printed by the browser itself). */
export function printedWords(printed: { items: readonly unknown[]; isCut: boolean } | null, onScreen: number): string {
  if (!printed) return `Seulement la page affichée${NBSP}: ${plural(onScreen, 'ligne', 'lignes')}.`;
  const lines = plural(printed.items.length, 'ligne', 'lignes');
  return printed.isCut ? `Les ${lines} les plus récentes\u202f; la suite demande une période plus courte.` : `Tout le choix${NBSP}: ${lines}.`;
}
