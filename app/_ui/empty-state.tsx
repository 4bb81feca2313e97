import type { ReactNode } from 'react';

/** Says that there is nothing, and since when: « Rien ne demande votre décision. Dernier dossier reçu à 03:12. » */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="grid max-w-[44ch] gap-1 px-6 py-8">
      <p className="text-l font-strong">{title}</p>
      {children && <div className="text-ink-2">{children}</div>}
    </div>
  );
}
