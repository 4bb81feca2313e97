import { diffKindWords } from '../_logic/rule-words';
import type { RuleDraft } from '../_logic/types';

/** Each rule that is not as it was, as it reads before and after. */
export function DiffList({ diff }: { diff: RuleDraft['diff'] }) {
  if (diff.length === 0) return <p className="text-ink-2">Rien ne change.</p>;
  return (
    <ul className="grid gap-3">
      {diff.map(({ kind, code, title, before, after }) => (
        <li key={`${kind} ${code}`} className="grid gap-1 border-b border-line pb-3">
          <p>
            <b className="font-strong">
              {code} {title}
            </b>{' '}
            <span className="font-semibold text-changed">◆ {diffKindWords(kind)}</span>
          </p>
          {before !== '' && (
            <p className="text-ink-2">
              <span className="text-s">Avant : </span>
              {before}
            </p>
          )}
          {after !== '' && (
            <p>
              <span className="text-s">Après : </span>
              {after}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
