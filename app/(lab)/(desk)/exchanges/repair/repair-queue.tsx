import { sinceWords } from '../../_logic/activity-words';
import { kindTitle, ringWords, waitingWords } from '../../_logic/repair-words';
import type { DeskLine } from '../../_logic/types';

interface RepairQueueProps {
  items: readonly DeskLine[];
  laboratories: readonly { id: string; name: string }[];
  chosenId: string | null;
  now: Date;
  onChoose: (id: string) => void;
}

/** What presses first, then what harms most, then the oldest. */
export function RepairQueue({ items, laboratories, chosenId, now, onChoose }: RepairQueueProps) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item.id} id={`reparer-${item.id}`} className="border-b border-line">
          <button
            type="button"
            aria-current={item.id === chosenId}
            onClick={() => onChoose(item.id)}
            className="grid min-h-touch w-full cursor-pointer gap-0.5 border-l-4 border-transparent px-4 py-2 text-left -outline-offset-3 hover:bg-sunken aria-[current=true]:border-action aria-[current=true]:bg-surface"
          >
            <b className="font-strong">{kindTitle(item.kind)}</b>
            <span className="text-s text-ink-2">
              {laboratories.find(({ id }) => id === item.laboratoryId)?.name ?? 'émetteur inconnu'} · {item.subject || 'sans numéro'} · depuis{' '}
              {sinceWords(item.openedAt, now)}
            </span>
            <span className="text-s">
              {item.pressing && <b className="font-strong text-abnormal">▲ urgent · </b>}
              {waitingWords(item)}
              {item.askedAt && (item.correctedAt ? ' · correction reçue' : ' · correction demandée')}
            </span>
            <span className={`text-s ${item.ringsAt <= now ? 'font-strong text-critical' : 'text-ink-2'}`}>{ringWords(item.ringsAt, now)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
