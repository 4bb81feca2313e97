'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

export interface NavLink {
  href: string;
  label: string;
  count?: number;
}

/** The main navigation; the page one is on, or below, is told by `aria-current` and a line, not by colour alone. */
export function NavLinks({
  links,
  label = 'Principal',
  exact = false,
}: {
  links: readonly NavLink[];
  label?: string;
  /** Pages beside each other, none below another. */
  exact?: boolean;
}) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="flex gap-1 self-stretch overflow-x-auto">
      {links.map(({ href, label, count }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          aria-current={path === href || (!exact && path.startsWith(`${href}/`)) ? 'page' : undefined}
          className="flex min-h-touch items-center gap-1.5 border-y-[3px] border-transparent px-3 font-medium whitespace-nowrap text-ink-2 -outline-offset-3 aria-[current]:border-b-ink aria-[current]:font-strong aria-[current]:text-ink"
        >
          {label} {count !== undefined && <b>{count}</b>}
        </Link>
      ))}
    </nav>
  );
}
