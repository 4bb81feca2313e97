'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../_client/sentence-of';
import { useTRPCClient } from '../../../_client/trpc';
import { formatInstant } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { Dialog } from '../../../_ui/dialog';
import { ErrorLine } from '../../../_ui/error-line';
import { useProof } from '../../../_ui/prove';
import { TextArea } from '../../../_ui/text-area';
import type { RulesLife } from '../_logic/types';

/** Stops the rules of the laboratory by one press and a reason; says since when they are, and puts them back with a proof. */
export function Suspension({ life, onDone }: { life: RulesLife; onDone: () => void }) {
  const [open, setOpen] = useState(false);
  const client = useTRPCClient();
  const proving = useProof();
  const [problem, setProblem] = useState<string | null>(null);
  const lift = async () => {
    setProblem(null);
    const input = { laboratoryId: life.laboratoryId };
    const what = { title: 'Remettre les règles en service', lines: [`${life.laboratory}\u00a0: version ${life.inForce?.version ?? '?'}, dès maintenant`] };
    try {
      if ((await proving.confirm('approve-rules', input, what, (proof) => client.rules.lift.mutate({ ...input, proof }))) !== null) onDone();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <>
      {life.suspension ? (
        <section aria-label="Suspension" className="grid gap-2 border-l-3 border-critical bg-critical-soft px-4 py-3">
          <p role="status">
            <b className="font-strong">Règles suspendues depuis le {formatInstant(life.suspension.since)}</b> par {life.suspension.by} :{' '}
            {life.suspension.reason}. Aucun dossier n’est évalué par elles, et la validation automatique est arrêtée.
          </p>
          {life.maySuspend && (
            <p data-print="no">
              <Button onClick={() => void lift()}>Remettre les règles en service</Button>
            </p>
          )}
        </section>
      ) : (
        life.maySuspend && (
          <p data-print="no">
            <Button onClick={() => setOpen(true)}>Suspendre les règles</Button>
          </p>
        )
      )}
      {problem && <ErrorLine sentence={problem} />}
      <SuspendDialog life={life} open={open} onClose={() => setOpen(false)} onDone={onDone} />
      {proving.dialog}
    </>
  );
}

function SuspendDialog({ life, open, onClose, onDone }: { life: RulesLife; open: boolean; onClose: () => void; onDone: () => void }) {
  const client = useTRPCClient();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const suspend = async () => {
    if (reason.trim().length < 5) return setProblem('Dites pourquoi en quelques mots. Rien n’est suspendu pour l’instant.');
    setBusy(true);
    try {
      await client.rules.suspend.mutate({ laboratoryId: life.laboratoryId, reason: reason.trim() });
      setReason('');
      onClose();
      onDone();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
    setBusy(false);
  };
  return (
    <Dialog
      title={`Suspendre les règles, ${life.laboratory}`}
      open={open}
      onClose={onClose}
      busy={busy}
      footer={
        <Button variant="primary" pending={busy} onClick={() => void suspend()}>
          Suspendre maintenant
        </Button>
      }
    >
      <div className="grid gap-3">
        <p>Effet immédiat : plus aucun dossier n’est évalué, la validation automatique s’arrête, et chaque carte le dit.</p>
        <TextArea label="Motif" value={reason} onChange={(event) => setReason(event.target.value)} rows={2} />
        {problem && <ErrorLine sentence={problem} />}
      </div>
    </Dialog>
  );
}
