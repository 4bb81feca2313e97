import type { ReactNode } from 'react';
import { placeWords } from '../_logic/identity-words';
import { type ReadingReason, readingReasons } from '../_logic/reading-words';
import type { Card, CardResult, Signer } from '../_logic/types';

export interface SignSideProps {
  card: Card;
  signer: Signer;
  signed: readonly CardResult[];
  mention: string | null;
  fingerprint: string | null;
  /** Why a second reader is needed; empty = none is. */
  why: readonly ReadingReason[];
  isOwnRefused: boolean;
  /** The executing laboratory whose part alone it is; null = the whole. */
  part: string | null;
  /** Executing laboratories in whose name it stands as well. */
  capacities: readonly string[];
}

/** In whose name, with which mention, over which fingerprint, and what follows. */
export function SignSide({ card, signer, signed, mention, fingerprint, why, isOwnRefused, part, capacities }: SignSideProps) {
  const own = signed.filter(({ isOwnTechnical }) => isOwnTechnical).map(({ label }) => label);
  const critical = signed.filter(({ flag }) => flag.startsWith('critical')).map(({ label }) => label);
  return (
    <dl className="grid content-start gap-2">
      <Item term="Sous votre nom">
        <b>{signer.name}</b>
        <span className="block text-s">
          {signer.rppsNumber && <span className="block">RPPS {signer.rppsNumber}</span>}
          {part ?? card.laboratory.name}
          {capacities.length > 0 && <b className="block">et au titre du laboratoire exécutant : {capacities.join(', ')}</b>}
        </span>
      </Item>
      <Item term="Mention du compte rendu">
        <b>{part ? `Aucun : ${card.laboratory.shortName} valide l’ensemble` : (mention ?? 'Compte rendu complet')}</b>
      </Item>
      <Item term="Empreinte du contenu">
        <span className="block min-h-6 font-mono text-l font-semibold tracking-normal" aria-live="off">
          {fingerprint ? shortFingerprint(fingerprint) : '…'}
        </span>
        <span className="text-s">Elle porte sur ce que vous lisez ici. Si le dossier change avant, la signature est refusée.</span>
      </Item>
      <Item term="Après la signature">
        {part ? (
          <p className="text-s">
            Effet immédiat pour votre part, que vous pouvez reprendre tant que {card.laboratory.shortName} n’a pas validé l’ensemble. Rien ne part.
          </p>
        ) : (
          <ol className="list-inside list-decimal text-s leading-5">
            {why.length > 0 && <li>Second lecteur : {readingReasons(why)}. Rien ne part avant son accord.</li>}
            <li>{card.undoSeconds === 0 ? 'Aucun délai pour annuler.' : `${card.undoSeconds} secondes pour annuler.`}</li>
            <li>
              Diffusion : {placeWords(card.place)}, {card.request.prescriber || 'prescripteur non transmis'}.
            </li>
            <li>Retour au SIL de {card.laboratory.shortName}.</li>
          </ol>
        )}
        {own.length > 0 && (
          <b className="block text-s">
            Validés techniquement par vous-même : {own.join(', ')}.{isOwnRefused && ' Un autre biologiste doit les valider.'}
          </b>
        )}
        {critical.length > 0 && <b className="block text-s">Critique : {critical.join(', ')}. L’appel au service reste à faire.</b>}
      </Item>
    </dl>
  );
}

function Item({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-s font-semibold text-ink-2">{term}</dt>
      <dd className="leading-5">{children}</dd>
    </div>
  );
}

/** « 2022 8b40 … ef1b 91e0 »: enough to compare with the report, never the whole. */
const shortFingerprint = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-8, -4)} ${hash.slice(-4)}`;
