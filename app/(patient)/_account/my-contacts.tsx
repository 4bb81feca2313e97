'use client';

import { useState } from 'react';
import { formatPhone } from '../../_text/format';
import { Button } from '../../_ui/button';
import type { MyAccess } from '../_logic/access-types';
import { ConfirmContact } from './confirm-contact';

/** Where codes go, and words about the account: confirmed addresses only. Both are needed to recover by oneself. */
export function MyContacts({ access, onChanged }: { access: MyAccess; onChanged: () => void }) {
  const [changing, setChanging] = useState<'mail' | 'sms' | null>(null);
  const kept = () => {
    setChanging(null);
    onChanged();
  };
  return (
    <>
      <h2 className="text-[1.1875rem] font-strong">Mes coordonnées</h2>
      <p className="text-ink-2">Avec les deux, vous rétablissez vous-même votre accès.</p>
      {(['mail', 'sms'] as const).map((channel) => {
        const value = channel === 'mail' ? access.login : access.phone && formatPhone(access.phone);
        const label = channel === 'mail' ? 'Adresse e-mail' : 'Téléphone';
        return (
          <div key={channel} className="border-b border-warm-line py-3">
            <span className="block text-base text-ink-2">{label}</span>
            <b className="block [overflow-wrap:anywhere]">{value ?? 'Aucun, à confirmer'}</b>
            {changing === channel ? (
              <div className="mt-3">
                <ConfirmContact channel={channel} onKept={kept} />
              </div>
            ) : (
              <Button variant="text" aria-label={`${value ? 'Changer' : 'Confirmer'}\u00a0: ${label}`} onClick={() => setChanging(channel)}>
                {value ? 'Changer' : 'Confirmer'}
              </Button>
            )}
          </div>
        );
      })}
    </>
  );
}
