import { resultsOf } from '../_logic/changes';
import type { Card } from '../_logic/types';

/** What biologists wrote that a reader reads now, each with what it is on and by whom. */
export function BiologistComments({ card }: { card: Card }) {
  const on = ({ level, target }: Card['comments'][number]): string => {
    if (level === 'dossier') return 'dossier';
    return level === 'sample' ? `échantillon ${target}` : (resultsOf(card).find(({ id }) => id === target)?.label ?? '');
  };
  return (
    <ul>
      {card.comments.map((comment) => (
        <li key={comment.id} className="whitespace-pre-line">
          {on(comment)} : « {comment.text} » <span className="text-ink-2">{comment.by}</span>
        </li>
      ))}
    </ul>
  );
}
