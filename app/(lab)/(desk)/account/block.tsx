import { type ReactNode, useId } from 'react';

/** One subject of the page: its name, a line, what belongs to it. */
export function Block({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid min-w-0 content-start gap-3">
      <div className="flex min-h-touch flex-wrap items-center justify-between gap-x-4 border-b border-line-strong">
        <h2 id={id} className="text-l font-strong">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
