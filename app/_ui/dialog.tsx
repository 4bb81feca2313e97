'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './button';

export interface DialogProps {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  /** What was asked for is on its way: the dialog stays until the answer is there, whatever is pressed. */
  busy?: boolean;
}

/** A dialog over the whole page (help, small forms): the browser's own, so focus, Échap and the page behind are right. */
export function Dialog({ title, open, onClose, children, footer, busy = false }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = box.current;
    if (!dialog || dialog.open === open) return;
    if (open) dialog.showModal();
    else dialog.close();
  }, [open]);
  return (
    <dialog
      ref={box}
      aria-labelledby={id}
      onCancel={(event) => busy && event.preventDefault()}
      onClose={() => (busy ? box.current?.showModal() : onClose())}
      className="m-auto max-h-[85dvh] w-[min(40rem,92vw)] rounded-control border border-line-strong bg-surface p-6 text-ink backdrop:bg-[rgb(8_14_20/0.5)]"
    >
      {open && (
        <>
          <div className="mb-3 flex items-center justify-between gap-4">
            <h2 id={id} className="text-title font-strong">
              {title}
            </h2>
            <Button kbd="Échap" closed={busy} onClick={onClose}>
              Fermer
            </Button>
          </div>
          {children}
          {footer && <div className="mt-4 flex flex-wrap gap-2">{footer}</div>}
        </>
      )}
    </dialog>
  );
}
