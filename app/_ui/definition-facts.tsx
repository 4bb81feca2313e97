import type { ReactNode } from 'react';

export interface Fact {
  term: string;
  value: ReactNode;
}

export interface DefinitionFactsProps {
  facts: readonly Fact[];
  /** `four-lines`: the sunken block of the card; `small`: everything at 13 px; `ruled`: a line between the facts. */
  look?: 'plain' | 'four-lines' | 'small' | 'ruled';
  /** Width of the terms, as CSS (`96px`). */
  termWidth?: string;
  label?: string;
}

const looks = {
  plain: { list: '', term: 'text-ink-2', value: '' },
  'four-lines': { list: 'border-y border-line bg-sunken pt-[5px] pb-1.5', term: 'text-ink', value: '' },
  small: { list: 'text-s', term: 'text-ink-2', value: 'leading-[19px]' },
  ruled: { list: '', term: 'border-b border-line py-1.5 font-medium! text-ink-2', value: 'border-b border-line py-1.5' },
} as const;

/** Terms and facts in two columns; no value is cut, and line breaks sent by the laboratory are kept. */
export function DefinitionFacts({ facts, look = 'plain', termWidth = '96px', label }: DefinitionFactsProps) {
  const { list, term, value } = looks[look];
  return (
    <dl aria-label={label} className={`grid px-4 leading-[21px] ${list}`} style={{ gridTemplateColumns: `${termWidth} minmax(0, 1fr)` }}>
      {facts.map((fact) => (
        <div key={fact.term} className="contents">
          <dt className={`text-s leading-[21px] font-semibold ${term}`}>{fact.term}</dt>
          <dd className={`whitespace-pre-line ${value}`}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
