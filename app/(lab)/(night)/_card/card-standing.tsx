import { formatMoment } from '../../../_text/format';
import type { Card } from '../_logic/types';
import { TimeLeft } from './card-header';

/** Right of the name: the time that is left, or what has become of the dossier, as the server says it. */
export function CardStanding({ card, now, isSigned }: { card: Card; now: Date; isSigned: boolean }) {
  const last = card.decisions
    .filter(({ kind, state }) => kind !== 'hold' && state !== 'cancelled')
    .toSorted((a, b) => b.signedAt.getTime() - a.signedAt.getTime())[0];
  if ((isSigned || card.standing === 'pending') && last?.kind === 'refuse' && last.state === 'pending')
    return <>refusé {formatMoment(last.signedAt, now)}, pas encore transmis</>;
  if (card.standing === 'pending' && last?.kind === 'auto') return <>validation automatique {formatMoment(last.signedAt, now)}, non diffusée</>;
  if ((isSigned || card.standing === 'pending') && last) return <>signé {formatMoment(last.signedAt, now)}, non diffusé</>;
  if ((card.standing === 'validated' || card.standing === 'partial') && last)
    return (
      <>
        {last.kind === 'auto' ? 'validé automatiquement' : 'validé'} {formatMoment(last.signedAt, now)}
        {card.standing === 'partial' && ', en partie'}
      </>
    );
  return <TimeLeft card={card} now={now} />;
}
