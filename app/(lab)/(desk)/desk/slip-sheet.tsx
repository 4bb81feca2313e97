'use client';

import { formatDate, NBSP } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { DeskBar } from '../_desk/desk-bar';
import { PrintButton } from '../_desk/print-button';
import type { Slip } from './types';

/** The slip of a code of access, to be printed and handed over: the code once, no birth date, and what to do in plain words. */
export function SlipSheet({ slip, onClose }: { slip: Slip; onClose: () => void }) {
  return (
    <>
      <div data-print="no">
        <DeskBar title="Code d’accès à imprimer" subtitle="montré une seule fois">
          <PrintButton />
          <Button onClick={onClose}>Fermer</Button>
        </DeskBar>
      </div>
      <main className="flex-1 bg-surface px-4 py-6 desk:px-6">
        <article aria-label="Code d’accès" className="grid max-w-[62ch] gap-4 text-p leading-normal">
          <p>
            <b>{slip.laboratory.name}</b>
            {slip.laboratory.addressLines.map((line) => (
              <span key={line} className="block">
                {line}
              </span>
            ))}
            <span className="block">{slip.laboratory.phone}</span>
          </p>
          <h2 className="text-title font-strong">Lire des résultats en ligne</h2>
          <p>
            Pour <b>{slip.person}</b>
            {slip.patient && (
              <>
                , qui lit les résultats de <b>{slip.patient}</b>
              </>
            )}
            .
          </p>
          <p>
            Votre code{NBSP}:<b className="figures block text-[2rem] leading-12 tracking-[0.04em]">{slip.code}</b>
          </p>
          <ol className="list-decimal pl-6">
            <li>Ouvrez {slip.address} sur votre téléphone ou votre ordinateur.</li>
            <li>Choisissez « J’ai un code du laboratoire », puis tapez ce code et votre date de naissance.</li>
            <li>Choisissez comment vous entrerez les fois suivantes{NBSP}: une clé d’accès, ou un mot de passe et un code.</li>
          </ol>
          <p>
            Ce code sert une fois, jusqu’au {formatDate(slip.expiresAt)}. Un code imprimé avant ne marche plus. Ne le donnez à personne{NBSP}: avec votre date
            de naissance, il ouvre votre espace.
          </p>
          <p>Le laboratoire ne vous demandera jamais ce code par téléphone ou par message. Perdu{'\u202f'}? Revenez avec une pièce d’identité.</p>
        </article>
      </main>
    </>
  );
}
