import { formatInstant } from '../../../../../_text/format';
import type { IdentityCandidates } from '../../../_logic/types';

/** Who said whose it was, when and why, also what was undone. */
export function AttachmentHistory({ history }: { history: IdentityCandidates['history'] }) {
  if (history.length === 0) return null;
  return (
    <section aria-labelledby="rattacher-histoire">
      <h3 id="rattacher-histoire" className="text-l font-strong">
        Rattachements
      </h3>
      <ul>
        {history.map((entry) => (
          <li key={entry.id} className="border-t border-line py-1.5">
            Rattaché le {formatInstant(entry.attachedAt)} par {entry.attachedByName} : {entry.reason}
            {entry.confirmedAt && <span className="block text-s text-ink-2">Confirmé par le SIL le {formatInstant(entry.confirmedAt)}.</span>}
            {entry.detachedAt && (
              <span className="block text-s text-ink-2">
                Défait le {formatInstant(entry.detachedAt)} par {entry.detachedByName} : {entry.detachReason}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
