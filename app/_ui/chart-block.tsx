'use client';

import { type ReactNode, useId, useState } from 'react';

export interface ChartBlockProps {
  title: string;
  subtitle?: ReactNode;
  /** What the signs mean, right of the title. */
  legend?: ReactNode;
  chart: ReactNode;
  /** The same numbers as a `DataTable`. */
  table: ReactNode;
}

/** A picture and the same numbers as a table, one press apart, for whoever reads figures or hears the page. */
export function ChartBlock({ title, subtitle, legend, chart, table }: ChartBlockProps) {
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  return (
    <section aria-labelledby={id} data-print="whole">
      <div className="flex min-h-touch flex-wrap items-center gap-x-4">
        <h2 id={id} className="text-l font-strong">
          {title}
        </h2>
        {subtitle && <p className="text-s text-ink-2">{subtitle}</p>}
        <span className="flex-1" />
        {!asTable && legend}
        <button
          type="button"
          data-print="no"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
          className="min-h-touch cursor-pointer text-s font-medium text-action underline decoration-1 underline-offset-[3px]"
        >
          {asTable ? 'Voir le graphique' : 'Voir le tableau'}
        </button>
      </div>
      {asTable ? table : chart}
    </section>
  );
}

/** One sign of a legend with its word. */
export function LegendSign({ sign, children }: { sign: 'bar' | 'open-bar' | 'line' | 'dot' | 'open-dot' | 'target'; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-s whitespace-nowrap text-ink-2">
      <svg width="18" height="12" aria-hidden="true">
        {sign === 'bar' && <rect x="3" width="12" height="12" className="fill-data" />}
        {sign === 'open-bar' && <rect x="3.5" y=".5" width="11" height="11" fill="none" className="stroke-data" />}
        {sign === 'line' && <path d="M0 6h18" strokeWidth="2" className="stroke-action" />}
        {sign === 'dot' && <circle cx="9" cy="6" r="5" className="fill-ink" />}
        {sign === 'open-dot' && <circle cx="9" cy="6" r="4.5" strokeWidth="2" className="fill-surface stroke-ink" />}
        {sign === 'target' && <path d="M9 0v12" strokeWidth="2" strokeDasharray="3 2" className="stroke-ink" />}
      </svg>
      {children}
    </span>
  );
}
