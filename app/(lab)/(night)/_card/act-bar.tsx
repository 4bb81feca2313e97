'use client';

import { plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import type { WholeSelection } from '../_logic/selection';
import type { CardResult } from '../_logic/types';

export interface ActBarProps {
  selectedCount: number;
  decidableCount: number;
  whole: WholeSelection;
  /** Results that can be decided and were not on the screen yet. */
  unseen: readonly CardResult[];
  /** Whether anything is left that a hold can be put on. */
  canHold: boolean;
  onAll: () => void;
  onSelection: () => void;
  /** Whether anything is left that can be refused. */
  canRefuse: boolean;
  onHold: () => void;
  onRefuse: () => void;
  onRequest: () => void;
  onScroll: () => void;
}

/** What will be decided in words, and the five acts. « Valider tout » stays closed until everything was displayed. */
export function ActBar({
  selectedCount,
  decidableCount,
  whole,
  unseen,
  canHold,
  canRefuse,
  onAll,
  onSelection,
  onHold,
  onRefuse,
  onRequest,
  onScroll,
}: ActBarProps) {
  return (
    <div className="px-4 pt-[5px] pb-2">
      <div className="mb-[5px] flex min-h-[18px] items-center justify-between gap-x-4 text-s max-tablet:flex-col max-tablet:items-start leading-[18px] text-ink-2">
        <p id="act-words">
          <b>
            {plural(selectedCount, 'résultat sélectionné', 'résultats sélectionnés')} sur {decidableCount}.
          </b>{' '}
          {wholeWords(whole, unseen.length)}
        </p>
        {unseen.length > 0 && (
          <button
            type="button"
            onClick={onScroll}
            className="-my-3.5 min-h-touch shrink-0 cursor-pointer text-left tablet:max-w-[50%] tablet:text-right max-tablet:my-0 font-semibold text-action"
          >
            Plus bas : {unseenWords(unseen)} ↓
          </button>
        )}
      </div>
      <div className="grid grid-cols-5 gap-2 max-tablet:grid-cols-3 max-tablet:[&_kbd]:hidden">
        <Button stacked kbd="⇧V" closed={whole.ids.length === 0 || unseen.length > 0} aria-describedby="act-words" onClick={onAll}>
          Valider
          <br />
          tout
        </Button>
        <Button stacked kbd="V" variant="primary" closed={selectedCount === 0} aria-describedby="act-words" onClick={onSelection}>
          Valider
          <br />
          la sélection
        </Button>
        <Button stacked kbd="M" closed={!canHold} onClick={onHold}>
          Mettre
          <br />
          en attente
        </Button>
        <Button stacked kbd="X" closed={!canRefuse} onClick={onRefuse}>
          Refuser
        </Button>
        <Button stacked kbd="C" onClick={onRequest}>
          Demander
          <br />
          un contrôle
        </Button>
      </div>
    </div>
  );
}

function wholeWords({ ids, left }: WholeSelection, unseen: number): string {
  if (unseen > 0) return `« Valider tout » s’ouvre quand tout a été affiché.`;
  if (ids.length === 0) return '« Valider tout » est fermé : le SIL n’a évalué aucun résultat.';
  if (left.length === 0) return '';
  const named = left.slice(0, 4).map(({ label, reason }) => `${label} (${reason})`);
  return `« Valider tout » laisse ${named.join(', ')}${left.length > 4 ? ` et ${plural(left.length - 4, 'autre', 'autres')}` : ''}.`;
}

function unseenWords(unseen: readonly CardResult[]): string {
  const named = unseen.slice(0, 2).map(({ label }) => label);
  return `${named.join(', ')}${unseen.length > 2 ? ` et ${plural(unseen.length - 2, 'autre', 'autres')}` : ''}`;
}
