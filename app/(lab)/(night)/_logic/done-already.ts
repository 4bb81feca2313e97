import { NBSP } from '../../../_text/format';
import { endedWords } from './call-words';
import { resultsOf } from './changes';
import { atHour } from './time-words';
import type { Card, CardDecision, CardRequest, CardResult, EndedCall } from './types';

interface Deed {
  at: Date;
  text: string;
}

/**
 * What was done on this dossier before, oldest first: values that were measured before a rerun or corrected by the LIS, dilutions, what was asked of the laboratory and came back, calls, decisions.
 * @see GBUI IV-4b; screens « The four lines »
 */
export function doneAlready(card: Card, calls: readonly EndedCall[] = []): string[] {
  const { receivedAt } = card;
  const deeds: Deed[] = [
    ...resultsOf(card).flatMap((result) => measuredBefore(result, receivedAt)),
    ...card.requests.flatMap((request) => requestDeed(request, receivedAt)),
    ...calls.filter(({ state }) => state === 'closed').map((call) => ({ at: call.closedAt, text: endedWords(call, receivedAt).replace(/\.$/, '') })),
    ...card.decisions
      .filter((decision) => decision.state !== 'cancelled')
      .map((decision) => ({ at: decision.signedAt, text: decisionWords(decision, receivedAt) })),
  ];
  return deeds.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map(({ text }) => text);
}

const WHY: Record<CardResult['earlier'][number]['why'], string> = { rerun: 'avant repasse', correction: 'avant correction du SIL', unsaid: 'auparavant' };

function measuredBefore({ label, earlier, valuesBefore, dilution, analysedAt }: CardResult, reference: Date): Deed[] {
  const byLis = (['correction', 'rerun', 'unsaid'] as const).flatMap((why): Deed[] => {
    const own = earlier.filter((version) => version.why === why);
    const [last] = own;
    if (!last) return [];
    return [{ at: last.at, text: `${label} ${WHY[why]}${NBSP}: ${own.map(({ value, at }) => `${value} ${atHour(at, reference)}`).join(', ')}` }];
  });
  if (valuesBefore.length === 0 && dilution === '') return byLis;
  const text = [
    valuesBefore.length > 0 && `${label} avant ${dilution ? 'dilution' : 'repasse'}${NBSP}: ${valuesBefore.join(', ')}`,
    dilution && `${label} dilué (${dilution})`,
  ]
    .filter(Boolean)
    .join(', ');
  return [...byLis, { at: analysedAt ?? reference, text }];
}

const CAME: Record<CardRequest['kind'], string> = {
  rerun: 'Repasse reçue',
  dilution: 'Dilution reçue',
  recollection: 'Nouveau prélèvement reçu',
  'add-on': 'Ajout reçu',
};

/** What is still open stands in the lines of requests. */
function requestDeed({ kind, state, labels, answeredAt }: CardRequest, reference: Date): Deed[] {
  if (state !== 'answered' || !answeredAt) return [];
  return [{ at: answeredAt, text: `${CAME[kind]} ${atHour(answeredAt, reference)}${NBSP}: ${labels.join(', ')}` }];
}

function decisionWords({ kind, state, by, signedAt, holdReason, results }: CardDecision, reference: Date): string {
  const done = {
    validate: state === 'pending' ? 'Signé' : 'Validé',
    hold: 'Mis en attente',
    refuse: 'Refusé',
    lis: 'Validé au laboratoire',
    comment: 'Commenté',
    auto: 'Validé automatiquement',
  }[kind];
  const who = by ? ` par ${by}` : '';
  const what =
    results.length === 0
      ? kind === 'comment'
        ? 'compte rendu'
        : 'identité du patient'
      : results.length <= 3
        ? results.join(', ')
        : `${results.length} résultats`;
  return `${done}${who} ${atHour(signedAt, reference)}${NBSP}: ${what}${holdReason ? ` (${holdReason})` : ''}`;
}
