import { formatInstant } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import type { Card } from '../_logic/types';
import { IdentityTable } from './identity-table';

/** Who the dossier is about changed after it was signed: what it was, what it is, and the act that settles it. */
export function IdentityBanner({ identity, closed, onSign }: { identity: NonNullable<Card['identity']>; closed: boolean; onSign: () => void }) {
  const isSigned = identity.decisionId !== null;
  return (
    <section
      aria-label="Identité modifiée"
      className="flex items-end justify-between gap-x-4 gap-y-2 border-b-2 border-changed bg-changed-soft px-4 py-1.5 max-tablet:flex-col max-tablet:items-stretch"
    >
      <div>
        <h2 className="font-strong text-changed">
          <span aria-hidden="true">◆ </span>Identité modifiée le {formatInstant(identity.since)}, après la validation
        </h2>
        <IdentityTable changes={identity.changes} />
        <p className="text-s">
          {isSigned
            ? 'La nouvelle identité est signée. Le compte rendu corrigé part à la fin du délai d’annulation.'
            : 'Le compte rendu diffusé porte l’ancienne identité. Votre signature, même sans nouveau résultat, l’annule et le remplace.'}
        </p>
      </div>
      {!isSigned && (
        <span data-print="no" className="shrink-0">
          <Button variant="primary" kbd="I" closed={closed} onClick={onSign} className="max-tablet:w-full">
            Signer la nouvelle identité
          </Button>
        </span>
      )}
    </section>
  );
}
