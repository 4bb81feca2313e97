'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { NavGroup } from './nav-group';
import { isAt, NAV_LOOK, type NavFold, type NavLink } from './nav-look';

/** The main navigation; the page one is on, or below, is told by `aria-current` and a line, not by colour alone. Nothing of it is ever out of sight: what does not fit goes on below. */
export function NavLinks({
  links,
  label = 'Principal',
  exact = false,
}: {
  links: readonly (NavLink | NavFold)[];
  label?: string;
  /** Pages beside each other, none below another. */
  exact?: boolean;
}) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="relative flex min-w-0 flex-wrap gap-x-1 self-stretch">
      {links.map((entry) =>
        'links' in entry ? (
          <NavGroup key={entry.label} {...entry} path={path} />
        ) : (
          <Link key={entry.href} href={entry.href} prefetch={false} aria-current={isAt(path, entry.href, exact) ? 'page' : undefined} className={NAV_LOOK}>
            {entry.label} {entry.count !== undefined && <b>{entry.count}</b>}
          </Link>
        ),
      )}
    </nav>
  );
}
