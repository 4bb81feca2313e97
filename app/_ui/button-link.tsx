import Link from 'next/link';
import type { ReactNode } from 'react';
import { type ButtonLook, buttonLook } from './button-look';
import { Kbd } from './kbd';

export interface ButtonLinkProps extends ButtonLook {
  href: string;
  children: ReactNode;
  kbd?: string;
  /** A plain anchor for what the router must not handle: telephone numbers, PDF files, other tabs. */
  plain?: boolean;
  target?: '_blank';
  className?: string;
}

/** A link that looks like a button: it goes somewhere, it changes nothing. Nominative pages are never prefetched. */
export function ButtonLink({ href, children, kbd, plain = false, target, className, ...look }: ButtonLinkProps) {
  const classes = `${buttonLook(look)} no-underline ${className ?? ''}`;
  const rel = target ? 'noopener noreferrer' : undefined;
  if (plain)
    return (
      <a href={href} target={target} rel={rel} className={classes}>
        {children}
        {kbd && <Kbd>{kbd}</Kbd>}
      </a>
    );
  return (
    <Link href={href} prefetch={false} className={classes}>
      {children}
      {kbd && <Kbd>{kbd}</Kbd>}
    </Link>
  );
}
