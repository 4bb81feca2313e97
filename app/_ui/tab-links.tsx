import Link from 'next/link';

export interface TabLink {
  href: string;
  label: string;
  count?: number;
  current?: boolean;
}

/** Tabs that are pages of their own (À valider, Appels, Relève), each with its count beside the word. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className="grid auto-cols-fr grid-flow-col border-b border-line-strong">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          prefetch={false}
          aria-current={tab.current ? 'page' : undefined}
          className="flex min-h-touch items-center justify-center gap-1.5 border-b-[3px] border-transparent px-2 whitespace-nowrap text-ink-2 aria-[current]:border-action aria-[current]:font-strong aria-[current]:text-ink"
        >
          {tab.label} {tab.count !== undefined && <b>{tab.count}</b>}
        </Link>
      ))}
    </nav>
  );
}
