import { NBSP } from '../../../_text/format';
import type { CardPanel, CardResult } from './types';

/** OBX-11 (HL7 table 0085) as one says it; what is taken away has words of its own (« retiré »). */
const STATUSES: Readonly<Record<string, string>> = {
  R: 'saisi, non vérifié',
  P: 'préliminaire',
  S: 'partiel',
  F: 'validé au laboratoire',
  C: 'corrigé et validé au laboratoire',
  U: 'devenu final sans nouvel envoi',
  B: 'condition du résultat seulement',
  V: 'vérifié, à confirmer',
  I: 'en cours au laboratoire',
  O: 'demandé, pas encore mesuré',
};

/** « saisi, non vérifié (R) »; a status that no table knows is shown as it was sent. */
export function statusWords(status: string): string {
  if (status === '') return 'sans statut';
  const words = STATUSES[status];
  return words ? `${words} (${status})` : `statut inconnu «${NBSP}${status}${NBSP}»`;
}

/** The status that most results of a panel came with: said once, above them; null when there is none to say. */
export function usualStatus(results: readonly CardResult[]): string | null {
  const counts = new Map<string, number>();
  for (const { status, removal } of results) if (removal === null) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? null;
}

/** What is said under a value whose status is not that of its panel; a result that is awaited or taken away says so itself. */
export function statusNote(result: CardResult, panel: Pick<CardPanel, 'results'>): { term: string; value: string } | false {
  if (result.removal !== null || result.standing === 'awaited' || result.status === usualStatus(panel.results)) return false;
  return { term: 'Statut SIL', value: statusWords(result.status) };
}

/** OBX-8 words that Relais does not know, word for word: they may be an alarm of the analyser. */
export const lisWordsOf = (words: readonly string[]): string =>
  `${words.map((word) => `«${NBSP}${word}${NBSP}»`).join(', ')}, transmis par le SIL${NBSP}; Relais ne l’interprète pas`;

/** Told, never forbidden: no text reserves the technical validation to somebody else, and at night there may be nobody else (GBUI V-1, IV-4b). */
export const OWN_TECHNICAL = 'vous-même avez validé ce résultat techniquement';
