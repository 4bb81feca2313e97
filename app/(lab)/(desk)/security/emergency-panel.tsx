'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { refusalOf } from '../../../_client/refusal';
import { useTRPC } from '../../../_client/trpc';
import type { EmergencyStanding, Envelope } from '../../../_security/types';
import { formatInstant, NBSP, plural } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { useProof } from '../../../_ui/prove';

/** Whether the envelope in the safe is still sealed; for an administrator, the way to seal it anew. */
export function EmergencyPanel({ maySeal, onSealed }: { maySeal: boolean; onSealed: (envelope: Envelope) => void }) {
  const trpc = useTRPC();
  const standing = useQuery(trpc.emergency.standing.queryOptions());
  const seal = useMutation(trpc.emergency.seal.mutationOptions({ onSuccess: () => standing.refetch() }));
  const { prove, dialog } = useProof();
  const refusal = refusalOf(seal.error);
  const sealAnew = async () => {
    const proof = await prove(
      'emergency',
      {},
      {
        title: 'Sceller le compte de secours',
        lines: ['Un nouvel identifiant, une nouvelle phrase de passe et dix codes sont faits. L’enveloppe d’avant n’ouvre plus rien, et sa session se ferme.'],
      },
    );
    if (proof) seal.mutate({ proof }, { onSuccess: onSealed });
  };
  return (
    <section aria-labelledby="compte-de-secours" className="grid content-start gap-3 border-line px-4 py-4 max-desk:border-t desk:border-l desk:px-6">
      <h2 id="compte-de-secours" className="text-l font-strong">
        Compte de secours
      </h2>
      {standing.isError && <ErrorLine sentence="L’état du compte de secours n’a pas pu être lu." onRetry={() => void standing.refetch()} />}
      {!standing.data && !standing.isError && <LoadingLine what="Lecture de son état…" />}
      {standing.data && <Standing standing={standing.data} />}
      {seal.isError && <ErrorLine sentence={refusal ? refusalSentence(refusal.code, refusal.detail) : refusalSentence('')} />}
      {maySeal && standing.data && (
        <div>
          <Button onClick={() => void sealAnew()} pending={seal.isPending}>
            {standing.data.state === 'none' ? 'Sceller le compte de secours' : 'Sceller de nouveau'}
          </Button>
        </div>
      )}
      {dialog}
    </section>
  );
}

function Standing({ standing }: { standing: EmergencyStanding }) {
  const { state, sealedAt, sealedBy, openings } = standing;
  return (
    <>
      {state === 'none' && <p>Il n’y a pas de compte de secours. Tant qu’il manque, un administrateur injoignable ne peut pas être remplacé.</p>}
      {state !== 'none' && sealedAt && (
        <p className={state === 'opened' ? 'border-l-[3px] border-critical bg-critical-soft px-3 py-2' : ''}>
          <b className="font-strong">{state === 'opened' ? '▲ Ouvert, à resceller' : 'Sous scellés'}</b>
          {`, scellé le ${formatInstant(sealedAt)} par ${sealedBy ?? 'la console du serveur'}.`}
        </p>
      )}
      <p className="text-s text-ink-2">
        Une enveloppe au coffre{NBSP}: elle ouvre une session d’administrateur de 60 min au plus, et prévient aussitôt tous les biologistes.
      </p>
      {openings.length > 0 && (
        <details>
          <summary className="flex min-h-touch cursor-pointer items-center text-action underline underline-offset-[3px]">
            {plural(openings.length, 'ouverture', 'ouvertures')}
          </summary>
          <ul>
            {openings.map((opening) => (
              <li key={opening.at.toISOString()} className="border-b border-line py-1.5">
                <time dateTime={opening.at.toISOString()} className="figures">
                  {formatInstant(opening.at)}
                </time>
                {`, depuis ${opening.address}`}
                <span className="block text-s text-ink-2">{opening.reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
