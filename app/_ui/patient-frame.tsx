import Link from 'next/link';
import type { ReactNode } from 'react';

export interface PatientTab {
  href: string;
  label: string;
  current?: boolean;
}

/** The frame of a patient's pages: warm paper, large text, whose results these are on top, the tabs under the thumb. */
export function PatientFrame({ name, aside, tabs, children }: { name: string; aside?: ReactNode; tabs: readonly PatientTab[]; children: ReactNode }) {
  return (
    <div className="min-h-dvh bg-warm text-p leading-normal">
      <header className="border-b border-warm-line bg-surface">
        <div className="mx-auto flex max-w-150 items-center justify-between gap-4 px-5 py-1.5">
          <p className="leading-[22px]">
            <span className="block text-s text-ink-2">Vous lisez les résultats de</span>
            <b>{name}</b>
          </p>
          {aside}
        </div>
      </header>
      <main className="mx-auto max-w-150 pb-24">{children}</main>
      <PatientTabs tabs={tabs} />
    </div>
  );
}

function PatientTabs({ tabs }: { tabs: readonly PatientTab[] }) {
  return (
    <nav aria-label="Principal" className="fixed inset-x-0 bottom-0 border-t border-line-strong bg-surface">
      <div className="mx-auto grid max-w-150 auto-cols-fr grid-flow-col">
        {tabs.map((tab) => (
          <Link
            key={tab.href}
            href={tab.href}
            prefetch={false}
            aria-current={tab.current ? 'page' : undefined}
            className="flex min-h-14 items-center justify-center border-t-[3px] border-transparent px-1 text-center text-base font-medium text-ink-2 -outline-offset-3 aria-[current]:border-ink aria-[current]:font-strong aria-[current]:text-ink"
          >
            {tab.label}
          </Link>
        ))}
      </div>
    </nav>
  );
}

/** The frame of a patient's door, before anybody is known: says nothing of a person, a laboratory or a result. */
export function PatientDoor({ step, title, lead, help, children }: { step?: string; title: string; lead?: string; help?: ReactNode; children: ReactNode }) {
  return (
    <div className="min-h-dvh bg-warm text-p leading-normal">
      <div className="mx-auto flex min-h-dvh max-w-110 flex-col px-5 pt-4 pb-6">
        <header className="flex min-h-touch items-center justify-between">
          <span className="text-[1.25rem] font-bold tracking-[-0.02em]">Relais</span>
          {help}
        </header>
        <main className="flex flex-1 flex-col pt-4">
          {step && <p className="text-base text-ink-2">{step}</p>}
          <h1 className="text-[1.625rem] leading-8 font-strong">{title}</h1>
          {lead && <p className="mt-1 text-ink-2">{lead}</p>}
          <div className="mt-5 flex flex-1 flex-col gap-5">{children}</div>
        </main>
      </div>
    </div>
  );
}

/** A band of a patient's page, white between warm ones: one report, one thing to know. */
export function PatientSection({ label, tone = 'surface', children }: { label?: string; tone?: 'surface' | 'warm'; children: ReactNode }) {
  return (
    <section aria-label={label} className={`border-y border-warm-line px-5 pt-3.5 pb-5 not-first:-mt-px ${tone === 'surface' ? 'bg-surface' : 'bg-warm'}`}>
      {children}
    </section>
  );
}
