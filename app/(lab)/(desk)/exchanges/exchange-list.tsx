import { formatDate, formatTimeWithSeconds } from '../../../_text/format';
import { parisDay } from '../../../_text/paris-day';
import { Button } from '../../../_ui/button';
import { answerWords, kindWords, stateWords, type Tone } from '../_logic/exchange-words';
import type { Exchange, ExchangePage } from '../_logic/types';

interface ExchangeListProps {
  page: ExchangePage;
  names: ReadonlyMap<string, string>;
  chosenId: string | null;
  now: Date;
  isStale: boolean;
  onChoose: (exchange: Exchange) => void;
  older: (() => void) | null;
  newer: (() => void) | null;
}

export const STATE_TONES: Record<Tone, string> = { good: 'text-fresh', waiting: 'text-abnormal', bad: 'text-critical' };

/** Messages in and out, newest first, a page at a time. */
export function ExchangeList({ page, names, chosenId, now, isStale, onChoose, older, newer }: ExchangeListProps) {
  if (page.items.length === 0 && !newer) return <p className="px-4 py-6 text-ink-2">Aucun message ne correspond.</p>;
  return (
    <div className={isStale ? 'opacity-60' : ''}>
      <div className="overflow-x-auto">
        <table className="w-full border-collapse">
          <caption className="sr-only">Messages, les plus récents d’abord</caption>
          <thead>
            <tr className="text-left text-s text-ink-2">
              {['Quand', 'Sens', 'Quoi', 'Laboratoire', 'État', 'Réponse, essais'].map((heading) => (
                <th key={heading} scope="col" className="border-b border-line-strong px-2 py-1.5 font-medium first:pl-4">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.items.map((item) => (
              <Row
                key={item.id}
                item={item}
                name={item.laboratoryId ? names.get(item.laboratoryId) : undefined}
                isChosen={item.id === chosenId}
                now={now}
                onChoose={onChoose}
              />
            ))}
          </tbody>
        </table>
      </div>
      {(older || newer) && (
        <nav aria-label="Pages" className="flex items-center justify-between gap-3 px-4 py-3">
          <Button onClick={newer ?? undefined} closed={!newer}>
            Plus récents
          </Button>
          <Button onClick={older ?? undefined} closed={!older}>
            Plus anciens
          </Button>
        </nav>
      )}
    </div>
  );
}

function Row({
  item,
  name,
  isChosen,
  now,
  onChoose,
}: {
  item: Exchange;
  name: string | undefined;
  isChosen: boolean;
  now: Date;
  onChoose: (exchange: Exchange) => void;
}) {
  const state = stateWords(item);
  const isToday = parisDay(item.at) === parisDay(now);
  const worst = item.problems.find((problem) => problem.severity === 'E') ?? item.problems.find((problem) => problem.severity === 'W');
  const cell = 'border-b border-line px-2 py-1.5 align-top';
  return (
    <tr id={`message-${item.id}`} aria-current={isChosen} className="aria-[current=true]:bg-action-soft">
      <td className={`${cell} figures whitespace-nowrap pl-4`}>
        {!isToday && <span className="block text-s text-ink-2">{formatDate(item.at)}</span>}
        <time dateTime={item.at.toISOString()}>{formatTimeWithSeconds(item.at)}</time>
      </td>
      <td className={`${cell} whitespace-nowrap text-s`}>{item.direction === 'in' ? '→ reçu' : '← envoyé'}</td>
      <th scope="row" className={`${cell} text-left font-normal`}>
        <button type="button" onClick={() => onChoose(item)} className="min-h-touch cursor-pointer text-left underline-offset-[3px] hover:underline">
          <b className="font-strong">{kindWords(item.kind)}</b> <span className="figures">{item.accessionNumbers.join(', ')}</span>
          <span className="block text-s text-ink-2">{item.controlId || 'sans numéro'}</span>
        </button>
      </th>
      <td className={cell}>{name ?? 'inconnu'}</td>
      <td className={cell}>
        <b className={`font-strong ${STATE_TONES[state.tone]}`}>
          {state.sign} {state.text}
        </b>
        {worst && state.tone === 'bad' && <span className="block text-s">{worst.text}</span>}
      </td>
      <td className={`${cell} figures text-s`}>
        {answerWords(item)}
        {worst && state.tone !== 'bad' && (
          <span className="block text-abnormal">{item.problems.length === 1 ? '1 remarque' : `${item.problems.length} remarques`}</span>
        )}
      </td>
    </tr>
  );
}
