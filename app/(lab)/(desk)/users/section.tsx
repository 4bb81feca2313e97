import { type ReactNode, useId } from 'react';

/** A part of a page about a person, under its own title. */
export function Section({ title, aside, children, print = 'whole' }: { title: string; aside?: ReactNode; children: ReactNode; print?: 'whole' | 'no' }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-2 border-b border-line py-4" data-print={print}>
      <div className="flex flex-wrap items-baseline justify-between gap-3 px-4 desk:px-6">
        <h2 id={id} className="text-l font-strong">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
