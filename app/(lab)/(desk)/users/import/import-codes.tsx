'use client';

import { plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { PrintButton } from '../../_desk/print-button';
import type { ImportDone } from '../../_logic/types';

/** What was done, and the activation codes of the new accounts, once: one slip each, to be cut and handed over in person. */
export function ImportCodes({ done, onClose }: { done: ImportDone; onClose: () => void }) {
  return (
    <section aria-label="Import appliqué" className="grid gap-4 px-4 py-4 desk:px-6">
      <p role="status" className="text-l font-strong">
        Import appliqué&nbsp;: {plural(done.created.length, 'compte créé', 'comptes créés')}, {plural(done.changed, 'identité corrigée', 'identités corrigées')}
        , {plural(done.granted, 'droit donné', 'droits donnés')}.
      </p>
      {done.created.length > 0 && (
        <>
          <p className="max-w-[80ch]">
            Ces codes sont montrés une seule fois et valables 72 heures. Imprimez-les maintenant, et remettez chacun en main propre, après avoir vérifié
            l’identité de la personne.
          </p>
          <ul className="grid gap-x-6 tablet:grid-cols-2">
            {done.created.map(({ login, name, code }) => (
              <li key={login} className="grid gap-1 border-b border-dashed border-line-strong py-3" data-print="whole">
                <span>
                  <b className="font-strong">{name}</b>, identifiant <b className="font-strong">{login}</b>
                </span>
                <span className="figures text-value font-strong tracking-wide break-all select-all">{code}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="flex flex-wrap gap-2" data-print="no">
        {done.created.length > 0 && <PrintButton />}
        <Button onClick={onClose}>{done.created.length > 0 ? 'J’ai les codes, fermer' : 'Fermer'}</Button>
      </div>
    </section>
  );
}
