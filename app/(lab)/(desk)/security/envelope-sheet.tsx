'use client';

import type { Envelope } from '../../../_security/types';
import { formatInstant } from '../../../_text/format';
import { Button } from '../../../_ui/button';

/** What goes into the envelope: shown once, printed, kept nowhere. */
export function EnvelopeSheet({ envelope, now, onClose }: { envelope: Envelope; now: Date; onClose: () => void }) {
  const cell = 'figures border-b border-line py-1.5 text-l';
  return (
    <main aria-labelledby="enveloppe" className="flex-1 bg-surface p-6 text-ink tablet:p-12">
      <div className="mx-auto grid max-w-160 gap-4">
        <h1 id="enveloppe" className="text-title font-strong">
          Relais, compte de secours
        </h1>
        <p>
          Scellé le {formatInstant(envelope.sealedAt)}. À mettre sous enveloppe, à fermer, à signer et à garder au coffre. N’ouvrir que si aucun administrateur
          ne peut agir. Chaque ouverture prévient aussitôt tous les biologistes.
        </p>
        <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6">
          <dt className={`${cell} text-ink-2`}>Adresse</dt>
          <dd className={cell}>/login/secours</dd>
          <dt className={`${cell} text-ink-2`}>Identifiant</dt>
          <dd className={cell}>{envelope.login}</dd>
          <dt className={`${cell} text-ink-2`}>Phrase de passe</dt>
          <dd className={cell}>{envelope.passphrase}</dd>
        </dl>
        <p>Dix codes, chacun une fois. Barrez celui qui a servi.</p>
        <ol className="grid grid-cols-2 gap-x-6">
          {envelope.codes.map((code) => (
            <li key={code} className={cell}>
              <span aria-hidden="true">☐ </span>
              {code}
            </li>
          ))}
        </ol>
        <p className="text-s text-ink-2">Imprimé le {formatInstant(now)}. Cette feuille n’est montrée qu’une fois et n’est gardée nulle part.</p>
        <div className="flex flex-wrap gap-2" data-print="no">
          <Button variant="primary" onClick={() => window.print()}>
            Imprimer
          </Button>
          <Button onClick={onClose}>La feuille est imprimée, fermer</Button>
        </div>
      </div>
    </main>
  );
}
