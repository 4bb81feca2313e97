import { formatInstant } from '../../../_text/format';
import type { Card, CardResult } from './types';

/** What the executing laboratory said of a result, in one sentence; null = it was executed at home. @see GBUI XIV-2, XIV-3.2 */
export function partWords({ part }: Pick<CardResult, 'part'>): string | null {
  if (!part) return null;
  const { laboratory, standing, source, by, at, reason } = part;
  const when = at ? ` le ${formatInstant(at)}` : '';
  switch (standing) {
    case 'awaiting':
      return `attend la validation de ${laboratory}`;
    case 'held':
      return `mis en attente par ${laboratory} (${by}${when}) : ${reason}`;
    case 'refused':
      return `refusé par ${laboratory} (${by}${when}), contrôle demandé : ${reason}`;
    case 'validated':
      if (source === 'received') return `validation de ${laboratory} reçue autrement : ${reason}`;
      if (source === 'lis') return by === '' ? `validé par ${laboratory} (son SIL, sans nom)` : `validé par ${laboratory} (${by}), dit son SIL`;
      return `validé par ${laboratory} (${by})${when}${source === 'both' ? ', au titre des deux laboratoires' : ''}`;
  }
}

/** Over the card of who executed: what is hers in it. */
export const scopeWords = ({ scope, laboratory }: Pick<Card, 'scope' | 'laboratory'>): string | null => {
  if (scope.kind === 'whole') return null;
  if (scope.kind === 'read') return 'Lecture seule : le laboratoire préleveur et ses exécutants décident.';
  return `Part sous-traitée pour ${laboratory.shortName} : vous validez ce que votre laboratoire a exécuté, ${laboratory.shortName} valide l’ensemble. Rien ne part de votre validation seule.`;
};

const DONE = { validate: 'part validée', hold: 'part mise en attente', refuse: 'part refusée' } as const;

/** One decision of an executing laboratory. */
export function partDecisionWords({ kind, laboratory, by, signedAt, results, reason, comment, withdrawn, isInForce }: Card['parts'][number]): string {
  const why = [reason, comment].filter((text) => text !== '').join('. ');
  const since = withdrawn
    ? `. Reprise par ${withdrawn.by} le ${formatInstant(withdrawn.at)} : ${withdrawn.reason}`
    : isInForce
      ? ''
      : '. Ne vaut plus : le résultat a changé, ou une décision l’a suivie';
  return `${laboratory}, ${DONE[kind]} par ${by} le ${formatInstant(signedAt)} : ${results.join(', ')}${why === '' ? '' : ` (${why})`}${since}`;
}

/** Which rules the executing laboratory had, and what they said. */
export function partRulesWords({ rules }: Pick<Card['parts'][number], 'rules'>): string {
  if (!rules) return 'Aucune règle en vigueur dans ce laboratoire.';
  const approved = rules.approvedBy ? `, approuvées par ${rules.approvedBy}` : ', non approuvées';
  const said = rules.findings.length === 0 ? 'rien signalé' : rules.findings.map(({ label, sentence }) => `${label} : ${sentence}`).join(' ');
  return `Règles « ${rules.title} », version ${rules.version}${approved} : ${said}.`;
}
