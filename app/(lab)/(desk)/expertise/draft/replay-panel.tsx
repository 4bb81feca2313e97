'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPCClient } from '../../../../_client/trpc';
import { formatDate, formatInstant, formatNumber } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import type { RuleDraft, RuleReplay } from '../../_logic/types';
import { ReplayNumbers } from '../replay-numbers';
import { ReplayDossiers } from './replay-dossiers';

/** What the draft would have changed over the last ninety days; running, it says how far it is and can be stopped. */
export function ReplayPanel({ draft, onChanged }: { draft: RuleDraft; onChanged: () => Promise<void> }) {
  const client = useTRPCClient();
  const [problem, setProblem] = useState<string | null>(null);
  const { replay } = draft;
  const act = async (run: () => Promise<unknown>) => {
    setProblem(null);
    try {
      await run();
      await onChanged();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const { draftId, revision } = draft;
  const isRunning = replay?.state === 'running';
  return (
    <section aria-label="Rejeu" className="grid gap-3">
      <h2 className="text-l font-strong">Rejeu sur 90 jours</h2>
      <p className="text-ink-2">Les règles en vigueur et celles du brouillon, sur les mêmes dossiers. Aucun dossier n’est touché, personne n’est prévenu.</p>
      {draft.mayWrite && !isRunning && (
        <p data-print="no">
          <Button onClick={() => void act(() => client.rules.askReplay.mutate({ draftId, revision }))}>
            {replay ? 'Rejouer à nouveau' : 'Rejouer sur 90 jours'}
          </Button>
        </p>
      )}
      {problem && <ErrorLine sentence={problem} />}
      {replay && isRunning && (
        <Progress replay={replay} onStop={draft.mayWrite ? () => void act(() => client.rules.stopReplay.mutate({ replayId: replay.replayId })) : null} />
      )}
      {replay && !isRunning && (
        <>
          <p role="status">
            {standing(replay)} Du {formatDate(replay.from)} au {formatDate(replay.until)}, {formatNumber(replay.counts.dossiers)} dossiers, demandé par{' '}
            {replay.askedBy}.
          </p>
          <ReplayNumbers counts={replay.counts} />
          <ReplayDossiers key={replay.replayId} replay={replay} />
        </>
      )}
    </section>
  );
}

function standing(replay: RuleReplay): string {
  if (replay.state === 'stopped') return 'Arrêté avant la fin : il ne vaut pas pour la fiche.';
  return replay.isOfDraft
    ? `Terminé le ${formatInstant(replay.endedAt ?? replay.askedAt)}, sur le brouillon tel qu’il est.`
    : 'Le brouillon, ou les règles en vigueur, ont changé depuis : à rejouer.';
}

function Progress({ replay: { done, total }, onStop }: { replay: RuleReplay; onStop: (() => void) | null }) {
  return (
    <div className="grid max-w-[60ch] gap-2">
      <p role="status">
        Rejeu en cours : {formatNumber(done)} dossiers sur {formatNumber(total)}.
      </p>
      <progress aria-label="Avancement du rejeu" value={done} max={Math.max(total, 1)} className="h-3 w-full accent-(--action)" />
      {onStop && (
        <p>
          <Button onClick={onStop}>Arrêter</Button>
        </p>
      )}
    </div>
  );
}
