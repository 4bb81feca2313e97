import { resultsOf } from './changes';
import { controlStateOf } from './control-words';
import type { Card, CardResult } from './types';

/** Whether a person may tick it: it waits, or was put on hold, or refused, and it is hers to decide: of a part, what her laboratory executed. Nothing else has a box. */
export const isDecidable = ({ standing, isDecidable: isHers }: Pick<CardResult, 'standing' | 'isDecidable'>): boolean =>
  isHers && (standing === 'awaiting' || standing === 'held' || standing === 'refused');

/** Whether the executing laboratory still has to validate it, and the reader is none of its biologists. @see GBUI XIV-2 */
export const isPartAwaited = ({ part }: Pick<CardResult, 'part'>): boolean => part !== null && part.standing !== 'validated' && !part.isMine;

/** Names of the executing laboratories whose validation is awaited of these, once each. */
export const awaitedLaboratories = (results: readonly CardResult[]): string[] => [
  ...new Set(results.filter(isPartAwaited).flatMap(({ part }) => part?.laboratory ?? [])),
];

export interface WholeSelection {
  ids: string[];
  /** What « Valider tout » leaves, by name, with the reason. */
  left: { label: string; reason: string }[];
}

/**
 * What « Valider tout » stands for: every result that waits and that the laboratory has evaluated. One without a flag is
 * left and named, since nobody called it normal, and so is one that the laboratory was asked to measure again, or whose control is out of its limits; one on hold is left while others wait, and taken when only those remain.
 * @see product decision 9; screens « never in Valider tout »
 */
export function wholeSelection(card: Card): WholeSelection {
  const decidable = resultsOf(card).filter(isDecidable);
  const standing = decidable.some((result) => result.standing === 'awaiting') ? 'awaiting' : 'held';
  const taken = decidable.filter(
    (result) =>
      result.standing === standing &&
      result.flag !== 'not-evaluated' &&
      result.requests.length === 0 &&
      controlStateOf(result) !== 'out' &&
      !isPartAwaited(result),
  );
  const left = decidable.filter((result) => !taken.includes(result));
  return {
    ids: taken.map(({ id }) => id),
    left: left.map((result) => ({
      label: result.label,
      reason: leftReason(result, standing),
    })),
  };
}

function leftReason(result: CardResult, taken: CardResult['standing']): WholeSelection['left'][number]['reason'] {
  if (isPartAwaited(result)) return `attend la validation de ${result.part?.laboratory}`;
  if (result.standing === 'refused') return 'refusé';
  if (result.requests.length > 0) return 'contrôle demandé';
  if (controlStateOf(result) === 'out') return 'CQ hors limites';
  return result.standing === taken ? 'non évalué' : 'en attente';
}

/** The results that a refusal would be put on: the selected ones that wait or are on hold, or all of them when none is selected. */
export function refuseSelection(card: Card, selected: ReadonlySet<string>): CardResult[] {
  const refusable = resultsOf(card).filter((result) => isDecidable(result) && result.standing !== 'refused');
  return selected.size === 0 ? refusable : refusable.filter(({ id }) => selected.has(id));
}

/** The results that a hold would be put on: the selected ones that wait, or all that wait when none is selected. One that came back by its reminder can be put on hold once more. */
export function holdSelection(card: Card, selected: ReadonlySet<string>): CardResult[] {
  const waiting = resultsOf(card).filter(
    (result) => isDecidable(result) && (result.standing === 'awaiting' || (result.standing === 'held' && result.isReminded)),
  );
  return selected.size === 0 ? waiting : waiting.filter(({ id }) => selected.has(id));
}

export interface Split {
  signed: CardResult[];
  /** Everything of the dossier that this signature does not cover and that is not decided yet, with the reason. */
  unsigned: { result: CardResult; reason: string }[];
}

/** What a signature covers and what it leaves; the two together are all that is still open in the dossier. */
export function splitBySelection(card: Card, selected: ReadonlySet<string>): Split {
  const results = resultsOf(card);
  return {
    signed: results.filter((result) => isDecidable(result) && selected.has(result.id)),
    unsigned: results.flatMap((result) => {
      if (result.standing === 'awaited') return [{ result, reason: 'le laboratoire ne l’a pas encore rendu' }];
      if (!isDecidable(result) || selected.has(result.id)) return foreignOf(result);
      return [
        {
          result,
          reason: openReason(result),
        },
      ];
    }),
  };
}

/** Of a dossier of which one decides a part, the rest is the sampling laboratory's. */
const foreignOf = (result: CardResult): Split['unsigned'] =>
  !result.isDecidable && (result.standing === 'awaiting' || result.standing === 'held' || result.standing === 'refused')
    ? [{ result, reason: 'au laboratoire préleveur d’en décider' }]
    : [];

function openReason({ standing, decision }: CardResult): string {
  if (standing === 'awaiting') return 'non sélectionné, reste à valider';
  return `${standing === 'refused' ? 'refusé' : 'reste en attente'}${decision?.reason ? ` : ${decision.reason}` : ''}`;
}

/** « Résultats partiels » when anything remains open or on its way, « annule et remplace » when the identity is corrected; null when the report will be whole. */
export function mentionOf({ unsigned }: Split, { identity }: Pick<Card, 'identity'>): string | null {
  const mentions = [identity ? '« Annule et remplace : identité corrigée »' : '', unsigned.length > 0 ? '« Résultats partiels »' : ''].filter(
    (text) => text !== '',
  );
  return mentions.length > 0 ? mentions.join(', ') : null;
}

/** Keeps of a selection what can still be ticked: after a change, nothing stays ticked that was not there before. */
export function keepSelectable(card: Card, selected: ReadonlySet<string>): Set<string> {
  return new Set(
    resultsOf(card)
      .filter((result) => isDecidable(result) && selected.has(result.id))
      .map(({ id }) => id),
  );
}

/** The results that were not on the screen yet, of those that can be decided, in the order of the table. */
export function unseenResults(card: Card, seen: ReadonlySet<string>): CardResult[] {
  return resultsOf(card).filter((result) => isDecidable(result) && !seen.has(result.id));
}
