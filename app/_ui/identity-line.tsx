'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

export interface Identity {
  /** « Dr Claire AUBIN » */
  name: string;
  /** « Médecine interne 3B, CH Valmont » */
  role: string;
}

/** In whose name one acts; a way to the person's own account where the header has room for no other. */
export function IdentityLine({
  identity: { name, role },
  accountHref,
  className,
}: {
  identity: Identity;
  accountHref?: string | undefined;
  className: string;
}) {
  const path = usePathname();
  const words = (
    <>
      <b className="tablet:block">{name}</b> <span className="text-ink-2">{role}</span>
    </>
  );
  if (accountHref === undefined) return <p className={className}>{words}</p>;
  return (
    <div className={className}>
      <Link
        href={accountHref}
        prefetch={false}
        aria-current={path === accountHref ? 'page' : undefined}
        className="inline-block min-h-touch py-1 hover:bg-sunken max-tablet:py-3"
      >
        {words}
        <span className="text-ink-2"> · </span>
        <span className="underline decoration-1 underline-offset-[3px]">Mon compte</span>
      </Link>
    </div>
  );
}
