import type { ReactNode } from 'react';

/** The line under the header: what this page is, and what can be chosen on it. */
export function DeskBar({ title, subtitle, children }: { title: string; subtitle?: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line-strong bg-surface px-4 py-2.5 desk:px-6">
      <h1 className="text-title font-strong">{title}</h1>
      {subtitle && <p className="text-ink-2">{subtitle}</p>}
      {children && <div className="flex flex-wrap items-center gap-2 tablet:ml-auto tablet:justify-end">{children}</div>}
    </div>
  );
}
