'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPCClient } from '../../../../_client/trpc';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { useProof } from '../../../../_ui/prove';
import type { RulesLife } from '../../_logic/types';

/** Goes back to a version, as a new one, at once; with a reason and a proof. */
export function RestoreButton({ version, life, onDone }: { version: RulesLife['versions'][number]; life: RulesLife; onDone: () => void }) {
  const client = useTRPCClient();
  const proving = useProof();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const restore = async () => {
    setProblem(null);
    const input = { laboratoryId: life.laboratoryId, versionId: version.versionId, contentHash: version.contentHash, reason: reason.trim() };
    const next = (life.versions[0]?.version ?? 0) + 1;
    const what = {
      title: `Revenir à la version ${version.version}`,
      lines: [
        `${life.laboratory}\u00a0: elle redevient la version ${next}, en vigueur aussitôt`,
        ...(life.suspension ? ['La suspension des règles est levée'] : []),
        `Motif\u00a0: ${input.reason}`,
      ],
    };
    try {
      if ((await proving.confirm('approve-rules', input, what, (proof) => client.rules.restore.mutate({ ...input, proof }))) !== null) onDone();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <details data-print="no">
      <summary className="min-h-touch cursor-pointer py-3 text-action">Revenir à la version {version.version}</summary>
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Motif" className="w-80 max-w-full" value={reason} onChange={(event) => setReason(event.target.value)} />
        <Button closed={reason.trim().length < 5 && 'dites pourquoi'} onClick={() => void restore()}>
          Revenir à cette version
        </Button>
      </div>
      {problem && <ErrorLine sentence={problem} />}
      {proving.dialog}
    </details>
  );
}
