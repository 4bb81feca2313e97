import { NBSP } from '../../../_text/format';
import { resultsOf } from './changes';
import { atHour } from './time-words';
import type { Card, CardDecision } from './types';

/** What was done on this dossier before: values that the analyser gave before, then decisions, oldest first. */
export function doneAlready(card: Card): string[] {
  const reruns = resultsOf(card).flatMap(({ label, earlier }) =>
    earlier.length === 0 ? [] : [`${label} avant repasse${NBSP}: ${earlier.map(({ value, at }) => `${value} ${atHour(at, card.receivedAt)}`).join(', ')}`],
  );
  const decisions = card.decisions
    .filter((decision) => decision.state !== 'cancelled')
    .toSorted((a, b) => a.signedAt.getTime() - b.signedAt.getTime())
    .map((decision) => decisionWords(decision, card.receivedAt));
  return [...reruns, ...decisions];
}

function decisionWords({ kind, state, by, signedAt, holdReason, results }: CardDecision, reference: Date): string {
  const done = { validate: state === 'pending' ? 'Signé' : 'Validé', hold: 'Mis en attente', refuse: 'Refusé', lis: 'Validé au laboratoire' }[kind];
  const who = by ? ` par ${by}` : '';
  const what = results.length === 0 ? 'identité du patient' : results.length <= 3 ? results.join(', ') : `${results.length} résultats`;
  return `${done}${who} ${atHour(signedAt, reference)}${NBSP}: ${what}${holdReason ? ` (${holdReason})` : ''}`;
}
