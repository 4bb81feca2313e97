'use client';

import { type ButtonHTMLAttributes, type MouseEvent, type ReactNode, useSyncExternalStore } from 'react';
import { type ButtonLook, buttonLook } from './button-look';
import { Kbd } from './kbd';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'children'>, ButtonLook {
  children: ReactNode;
  /** Key that does the same (`V`, `⇧V`, `⏎`, `Échap`); shown only, the page binds it with `useKeys`. */
  kbd?: string;
  /** The request is under way: the button keeps its place and focus, says so, and refuses a second press. */
  pending?: boolean;
  /** Why it is closed now, shown after the verb; the button stays reachable so that the reason can be read. */
  closed?: string | boolean;
}

/**
 * A button that says its verb, is never smaller than 44 px, and never fires twice while it is pending. One that sends a form is shut until the page is alive: the browser alone would send it
 * to nobody, and empty it.
 */
export function Button({ children, kbd, pending = false, closed = false, onClick, variant, size, stacked, type, className, ...rest }: ButtonProps) {
  const shut = pending || closed !== false;
  const isAlive = useSyncExternalStore(never, yes, no);
  const act = (event: MouseEvent<HTMLButtonElement>) => {
    if (shut) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      disabled={type === 'submit' && !isAlive}
      aria-disabled={shut || undefined}
      aria-busy={pending || undefined}
      onClick={act}
      className={`${buttonLook({ variant, size, stacked }, closed !== false)} ${className ?? ''}`}
    >
      <span>
        {children}
        {typeof closed === 'string' && <span className="text-s"> : {closed}</span>}
        {pending && <span className="font-medium"> : en cours…</span>}
      </span>
      {kbd && <Kbd>{kbd}</Kbd>}
    </button>
  );
}

const never = () => () => undefined;
const yes = () => true;
const no = () => false;
