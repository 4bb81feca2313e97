'use client';

import { type ReactNode, useState } from 'react';
import { Checkbox } from './checkbox';
import { Dialog } from './dialog';
import { Kbd } from './kbd';
import { keysAreOn, turnKeys } from './keys-setting';
import { type KeyBinding, keyName, originalName, useKeys } from './use-keys';

const NONE: readonly KeyBinding[] = [];

export interface HelpDialogProps {
  keys: readonly KeyBinding[];
  /** Keys that parts of the page bind themselves: listed, not bound here. */
  listed?: readonly KeyBinding[];
  title?: string;
  /** For a page that has a button for it too; else `?` alone opens it. */
  open?: boolean;
  onOpen?: (open: boolean) => void;
  /** Below the list: how to choose other keys. */
  children?: ReactNode;
}

/** Binds the keys of a page and lists them on `?`, with the switch that turns them off on this device. */
export function HelpDialog({ keys, listed = NONE, title = 'Raccourcis du clavier', open: given, onOpen, children }: HelpDialogProps) {
  const [own, setOwn] = useState(false);
  const open = given ?? own;
  const setOpen = onOpen ?? setOwn;
  useKeys([...keys, { key: '?', label: 'cette liste', run: () => setOpen(true) }]);
  return (
    <Dialog title={title} open={open} onClose={() => setOpen(false)}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
        {[...keys, ...listed, { key: '?', label: 'cette liste', run: () => undefined }].map((binding) => (
          <div key={originalName(binding)} className="contents">
            <dt>
              <span className="sr-only">{keyName(binding)}</span>
              <Kbd>{originalName(binding)}</Kbd>
            </dt>
            <dd>{binding.label}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-s text-ink-2">Aucun raccourci n’agit pendant qu’un champ est actif.</p>
      <KeysSwitch />
      {children}
    </Dialog>
  );
}

function KeysSwitch() {
  const [on, setOn] = useState(keysAreOn);
  const turn = (next: boolean) => {
    turnKeys(next);
    setOn(next);
  };
  return <Checkbox label="Raccourcis d’une touche actifs sur cet appareil" checked={on} onChange={(event) => turn(event.target.checked)} />;
}
