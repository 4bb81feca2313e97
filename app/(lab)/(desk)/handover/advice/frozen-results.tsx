import { formatDate, withDecimalComma } from '../../../../_text/format';
import type { AdviceRead } from '../../_logic/types';

const FLAGS: Readonly<Record<string, string>> = {
  'critical-high': '▲▲ critique haut',
  'critical-low': '▼▼ critique bas',
  critical: '▲ critique',
  high: '▲ haut',
  low: '▼ bas',
  abnormal: '◆ anormal',
  normal: '',
  'not-evaluated': 'non évalué',
};

/** Every result of the frozen view with its range, its earlier values and what the rules had said; on a phone one under the other. */
export function FrozenResults({ panels }: { panels: AdviceRead['shown']['panels'] }) {
  return (
    <>
      {panels.map((panel) => (
        <section key={panel.title} aria-label={panel.title}>
          <h2 className="border-b border-line-strong pb-1 font-strong">{panel.title}</h2>
          {panel.notes.map((note) => (
            <p key={note} className="text-s text-ink-2 whitespace-pre-line">
              {note}
            </p>
          ))}
          <ul>
            {panel.results.map((result, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a frozen list never moves
              <li key={index} className="border-b border-line py-1">
                <div className="flex flex-wrap items-baseline gap-x-3">
                  <span className="min-w-40">{result.label}</span>
                  <b className={`figures font-strong ${result.flag.startsWith('critical') ? 'text-critical' : ''}`}>
                    {withDecimalComma(result.value)} {result.unit}
                  </b>
                  <span className={result.flag.startsWith('critical') ? 'text-critical' : 'text-abnormal'}>{FLAGS[result.flag] ?? result.flag}</span>
                  {result.referenceRange && <span className="text-ink-2">réf. {withDecimalComma(result.referenceRange)}</span>}
                  {result.earlier.length > 0 && <span className="text-ink-2">avant : {result.earlier.map(withDecimalComma).join(', ')}</span>}
                </div>
                {result.priors.length > 0 && (
                  <p className="figures text-s text-ink-2">
                    {result.priors.map(({ on, value, unit }) => `${formatDate(on)} : ${withDecimalComma(value)} ${unit}`).join(' · ')}
                  </p>
                )}
                {[...result.findings, ...result.notes].map((sentence) => (
                  <p key={sentence} className="text-s whitespace-pre-line">
                    {sentence}
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
