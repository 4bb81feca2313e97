import { plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { PICK_MOST, type Picked } from './use-picked';

/** What is picked, and the way on: over the lines, so that it never leaves the eye. */
export function PickBar({ picked, onReview }: { picked: Picked; onReview: () => void }) {
  const count = picked.ids.size;
  return (
    <div className="sticky top-0 z-1 border-b border-action bg-action-soft px-3 py-1">
      <p role="status" className="text-s">
        {count === 0 ? 'Cochez les dossiers à lire ensemble (B, ⇧B jusqu’à).' : plural(count, 'dossier choisi', 'dossiers choisis')}
        {picked.isFull && ` : ${PICK_MOST} au plus.`}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" closed={count === 0} onClick={onReview}>
          Lire ensemble
        </Button>
        <Button onClick={() => picked.turn(false)}>Abandonner</Button>
      </div>
    </div>
  );
}
