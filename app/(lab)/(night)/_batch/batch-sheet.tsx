'use client';

import { formatTimeWithSeconds, NBSP, plural } from '../../../_text/format';
import { Sheet } from '../../../_ui/sheet';
import { nameOf } from '../_logic/identity-words';
import type { BatchAnswer, Card, Signer } from '../_logic/types';
import { SignFooter } from '../_sign/sign-footer';
import { barsInWords } from './batch-words';
import { useBatch } from './use-batch';
import type { ReadyBatch } from './use-review';

export interface BatchSheetProps {
  batch: ReadyBatch;
  cards: ReadonlyMap<string, Card>;
  signer: Signer;
  onSigned: (answer: BatchAnswer) => void;
  onClose: () => void;
}

/** Sign exactly these dossiers: each with its version, how many results and the fingerprint of its own statement; and those that are left out, with the reason. */
export function BatchSheet({ batch, cards, signer, onSigned, onClose }: BatchSheetProps) {
  const decision = useBatch(batch.parts, onSigned);
  const named = (dossierId: string) => {
    const card = cards.get(dossierId);
    return card ? nameOf(card.patient) : 'Dossier';
  };
  return (
    <Sheet
      title={`Signer ${plural(batch.parts.length, 'dossier', 'dossiers')}`}
      subtitle={
        <p>
          <b>{signer.name}</b>
          {signer.rppsNumber && (
            <>
              , RPPS <span className="figures">{signer.rppsNumber}</span>
            </>
          )}
          . Une seule preuve, une décision par dossier. Un dossier qui change d’ici là est laissé de côté, et vous le saurez.
        </p>
      }
      onClose={() => {
        if (decision.state === 'ready') onClose();
      }}
      footer={
        <SignFooter
          verb="Signer"
          signing={{ decision, signable: batch.parts[0]?.fingerprint ?? null, method: batch.method }}
          closed={batch.parts.length === 0 ? 'aucun dossier à signer ensemble' : undefined}
          onClose={onClose}
        />
      }
    >
      <div className="grid gap-3">
        {batch.parts.length > 0 && (
          <table className="w-full border-collapse">
            <caption className="pb-1 text-left font-strong">Vous signez tout ce qui y attend</caption>
            <thead className="sr-only">
              <tr>
                <th scope="col">Dossier</th>
                <th scope="col">Version</th>
                <th scope="col">Résultats</th>
                <th scope="col">Empreinte</th>
              </tr>
            </thead>
            <tbody>
              {batch.parts.map(({ dossierId, fingerprint, observationIds }) => {
                const card = cards.get(dossierId);
                return (
                  <tr key={dossierId} className="border-b border-line">
                    <th scope="row" className="py-[3px] pr-2 text-left font-strong">
                      {named(dossierId)} <span className="figures font-normal text-ink-2">{card?.accessionNumber}</span>
                    </th>
                    <td className="pr-2 text-s">{card && `version ${card.revision}, reçue à ${formatTimeWithSeconds(card.receivedAt)}`}</td>
                    <td className="pr-2 text-s whitespace-nowrap">{plural(observationIds.length, 'résultat', 'résultats')}</td>
                    <td className="figures text-right text-s text-ink-2" title={fingerprint}>
                      {fingerprint.slice(0, 12)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
        {batch.leftOut.length > 0 && (
          <section aria-label="Laissés de côté">
            <h3 className="font-strong">Laissés de côté, ils attendent comme avant</h3>
            <ul>
              {batch.leftOut.map(({ dossierId, fingerprint, bars }) => (
                <li key={dossierId} className="border-b border-line py-[3px]">
                  {named(dossierId)}
                  {NBSP}: {fingerprint === null ? 'a changé entre-temps' : barsInWords(bars)}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Sheet>
  );
}
