'use client';

import { PrintButton } from '../_desk/print-button';

/** An activation code, once: to be copied or printed now, and handed over in person. */
export function CodeShown({ login, code }: { login: string; code: string }) {
  return (
    <div role="status" className="grid gap-2 border-l-[3px] border-action bg-action-soft px-4 py-3" data-print="whole">
      <p className="font-strong">Code d’activation de {login}</p>
      <p className="figures text-value font-strong tracking-wide break-all select-all">{code}</p>
      <p>
        Montré une seule fois, valable 72 heures. Remettez-le en main propre, après avoir vérifié l’identité de la personne. Il ouvre la page «&nbsp;Première
        connexion&nbsp;», où elle choisit ses moyens d’identification.
      </p>
      <div data-print="no">
        <PrintButton />
      </div>
    </div>
  );
}
