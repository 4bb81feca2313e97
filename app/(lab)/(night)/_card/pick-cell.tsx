import { Checkbox } from '../../../_ui/checkbox';
import { isDecidable } from '../_logic/selection';
import type { CardResult } from '../_logic/types';
import type { Picking } from './picking';

const WORDS = { awaited: '', awaiting: 'à valider', held: 'en attente', refused: 'refusé', pending: 'signé', validated: 'validé', dropped: 'retiré' } as const;

/** A box to tick for what can be decided, and the word of its standing for everything else. Nothing is ticked beforehand. */
export function PickCell({ result, picking, className }: { result: CardResult; picking: Picking; className: string }) {
  if (picking.isOpen && isDecidable(result))
    return (
      <td className={`${className} p-0 text-center`}>
        <Checkbox
          data-pick=""
          label={`Sélectionner ${result.label}${result.standing === 'held' ? ', en attente' : ''}`}
          labelHidden
          checked={picking.selected.has(result.id)}
          onChange={(event) => picking.onPick([result.id], event.target.checked)}
        />
      </td>
    );
  const done = result.standing === 'validated' || result.standing === 'pending';
  return (
    <td className={`${className} text-center leading-4 font-semibold tracking-tight ${done ? 'text-fresh' : 'text-ink-2'}`}>
      {done && (
        <span aria-hidden="true" className="block">
          ✓
        </span>
      )}
      {WORDS[result.standing]}
    </td>
  );
}
