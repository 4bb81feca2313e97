import { formatDate } from '../../../_text/format';
import { effectWords } from '../_logic/rule-words';
import type { RuleOfSet } from '../_logic/types';

/** One rule, readable without knowing how it is written: what it looks at, when, what it asks for, on whose word, and what it was tried on. */
export function RuleArticle({ rule }: { rule: RuleOfSet }) {
  return (
    <article className="grid gap-1 border-b border-line py-3 tablet:grid-cols-[88px_minmax(0,1fr)]">
      <p className="figures font-strong">{rule.code}</p>
      <div className="grid gap-1">
        <h3 className="font-strong">{rule.title}</h3>
        <p>{rule.describes}.</p>
        <p>
          Effet : <b className="font-semibold">{effectWords(rule.effect)}</b>.{rule.says && <span className="text-ink-2"> Dit : {rule.says}</span>}
        </p>
        <p className="text-s text-ink-2">
          Version {rule.version} du {formatDate(`${rule.date}T12:00:00Z`)}, {rule.author}. Source : {rule.source}.
        </p>
        <details className="text-s">
          <summary className="min-h-touch cursor-pointer py-3 text-action">{rule.examples.length} exemples qui la vérifient</summary>
          <ul className="list-disc pl-5">
            {rule.examples.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </details>
      </div>
    </article>
  );
}
