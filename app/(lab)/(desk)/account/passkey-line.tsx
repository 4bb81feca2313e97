'use client';

import { type FormEvent, useState } from 'react';
import { formatDate, formatInstant } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { Field } from '../../../_ui/field';
import type { OwnAccount } from '../_logic/types';

export interface PasskeyLineProps {
  passkey: OwnAccount['means']['passkeys'][number];
  isSending: boolean;
  onRename: (id: string, name: string) => Promise<boolean>;
  onRevoke: (id: string, name: string) => Promise<boolean>;
}

/** One key: its name and dates, and what can be done with it. */
export function PasskeyLine({ passkey, isSending, onRename, onRevoke }: PasskeyLineProps) {
  const [name, setName] = useState<string | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (name !== null && (await onRename(passkey.id, name))) setName(null);
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-2">
      {name === null ? (
        <>
          <p className="min-w-44 flex-1">
            <b className="block font-medium">{passkey.name}</b>
            <span className="text-s text-ink-2">
              ajoutée le {formatDate(passkey.createdAt)}, {passkey.lastUsedAt ? `utilisée le ${formatInstant(passkey.lastUsedAt)}` : 'jamais utilisée'}
            </span>
          </p>
          <Button variant="text" aria-label={`Renommer ${passkey.name}`} onClick={() => setName(passkey.name)}>
            Renommer
          </Button>
          <Button variant="danger-quiet" aria-label={`Révoquer ${passkey.name}`} pending={isSending} onClick={() => void onRevoke(passkey.id, passkey.name)}>
            Révoquer
          </Button>
        </>
      ) : (
        <form method="post" onSubmit={(event) => void save(event)} className="flex flex-1 flex-wrap items-end gap-2">
          <div className="min-w-44 flex-1">
            <Field label="Nouveau nom" value={name} onChange={(event) => setName(event.target.value)} maxLength={60} required />
          </div>
          <Button type="submit" pending={isSending}>
            Garder ce nom
          </Button>
          <Button variant="text" onClick={() => setName(null)}>
            Laisser l’ancien
          </Button>
        </form>
      )}
    </li>
  );
}
