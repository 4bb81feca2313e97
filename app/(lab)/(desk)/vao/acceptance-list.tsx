'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../_client/sentence-of';
import { useTRPCClient } from '../../../_client/trpc';
import { formatInstant } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { ErrorLine } from '../../../_ui/error-line';
import type { VaoAcceptance } from '../_logic/types';

/** Who has accepted what, until when, in the words that were signed. */
export function AcceptanceList({ acceptances, onDone }: { acceptances: readonly VaoAcceptance[]; onDone: () => void }) {
  const client = useTRPCClient();
  const [problem, setProblem] = useState<string | null>(null);
  const end = async (acceptanceId: string) => {
    setProblem(null);
    try {
      await client.autoverification.end.mutate({ acceptanceId });
      onDone();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <section aria-label="Acceptations" className="grid gap-2">
      <h2 className="text-l font-strong">Acceptations</h2>
      {problem && <ErrorLine sentence={problem} />}
      {acceptances.length === 0 && <p className="text-ink-2">Personne ne l’a acceptée ces sept derniers jours.</p>}
      <ul>
        {acceptances.map((one) => (
          <li key={one.id} className="grid gap-1 border-b border-line py-2">
            <p>
              <b className="font-strong">{one.name}</b>, {one.sites.join(', ')}, du {formatInstant(one.startsAt)} au {formatInstant(one.endsAt)}
              {one.isInForce && <span className="ml-1.5 border border-line-strong px-1 text-s">en vigueur</span>}
              {one.endedAt && `, terminée le ${formatInstant(one.endedAt)} par ${one.endedBy}`}
            </p>
            <p className="text-s text-ink-2">
              {[...one.chapters, ...one.tests].join(', ')}. Règles « {one.ruleSetTitle} », version {one.ruleSetVersion}. {one.samplePercent} dossiers sur cent
              relus.
            </p>
            <details className="text-s">
              <summary className="min-h-touch cursor-pointer py-3 text-action">Texte signé le {formatInstant(one.acceptedAt)}</summary>
              <p className="whitespace-pre-line">{one.statement}</p>
            </details>
            {one.mayEnd && (
              <p data-print="no">
                <Button aria-label={`Terminer l’acceptation de ${one.name}`} onClick={() => void end(one.id)}>
                  Terminer maintenant
                </Button>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
