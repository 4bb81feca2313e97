import { formatInstant } from '../../../_text/format';
import { TRACE_SENTENCES } from '../_logic/trace-sentences';
import type { OwnAccount } from '../_logic/types';
import { Block } from './block';

/** What was last done or tried with this account: whoever sees an entry that is not his own knows it first. */
export function EntriesBlock({ entries }: { entries: OwnAccount['entries'] }) {
  return (
    <Block title="Dernières entrées">
      <ol>
        {entries.map((entry) => (
          <li key={entry.sequence} className="flex flex-wrap gap-x-4 border-b border-line py-2">
            <time className="figures w-36 shrink-0 text-ink-2">{formatInstant(entry.at)}</time>
            <span className={`min-w-44 flex-1 ${entry.outcome === 'refused' ? 'font-medium text-abnormal' : ''}`}>
              {TRACE_SENTENCES[entry.action]?.(entry.detail, entry.outcome === 'refused') ?? entry.action}
              {entry.address && <span className="block text-s text-ink-2">depuis {entry.address}</span>}
            </span>
          </li>
        ))}
      </ol>
      <p className="text-s text-ink-2">Une entrée n’est pas de vous{'\u202f'}? Prévenez l’administrateur, et changez vos moyens d’entrer.</p>
    </Block>
  );
}
