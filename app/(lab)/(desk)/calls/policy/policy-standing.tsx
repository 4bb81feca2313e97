'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPCClient } from '../../../../_client/trpc';
import { formatInstant, NBSP, plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { useProof } from '../../../../_ui/prove';
import { changesOf } from '../../_logic/call-policy-words';
import type { PolicyOfLaboratory, PolicyVersion } from '../../_logic/types';

interface PolicyStandingProps {
  laboratory: PolicyOfLaboratory;
  version: PolicyVersion;
  inForce: PolicyVersion | null;
  onDone: () => void;
}

/** Whose word this version is, what a draft changes, and the signature that puts it in force. */
export function PolicyStanding({ laboratory, version, inForce, onDone }: PolicyStandingProps) {
  const client = useTRPCClient();
  const proving = useProof();
  const [problem, setProblem] = useState<string | null>(null);
  const isDraft = version.state === 'draft';
  const changes = isDraft && version.content ? changesOf(version.content, inForce?.content ?? null) : null;
  const approve = async () => {
    setProblem(null);
    const input = { laboratoryId: laboratory.laboratoryId, versionId: version.id, contentHash: version.contentHash };
    const what = {
      title: 'Approuver cette politique d’appel',
      lines: [
        `${laboratory.laboratory}${NBSP}: version ${version.version}, ${plural(version.content?.rows.length ?? 0, 'ligne', 'lignes')}`,
        'En vigueur dès la signature ; les appels ouverts gardent la leur.',
      ],
    };
    try {
      if ((await proving.confirm('change-call-policy', input, what, (proof) => client.callPolicy.approve.mutate({ ...input, proof }))) !== null) onDone();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <section aria-label="Approbation" className={`grid gap-2 border-l-3 pl-3 ${isDraft ? 'border-abnormal' : 'border-line-strong'}`}>
      <p>
        {isDraft ? (
          <b className="font-strong">Projet à approuver par un biologiste : il n’appelle encore personne.</b>
        ) : (
          <>
            <b className="font-strong">Approuvée par {version.approvedByName}</b>
            {version.approvedAt && `, le ${formatInstant(version.approvedAt)}`}.
          </>
        )}{' '}
        <span className="text-ink-2">
          Écrite par {version.madeByName}, le {formatInstant(version.changedAt)}.
        </span>
      </p>
      {!inForce && (
        <p className="font-medium text-abnormal">Aucune politique n’est en vigueur ici : seuls les résultats signalés critiques par le SIL ouvrent un appel.</p>
      )}
      {changes && inForce && (
        <p>
          Par rapport à la version {inForce.version}
          {NBSP}: {changeWords(changes)}.
        </p>
      )}
      {isDraft && laboratory.mayApprove && version.content && (
        <p data-print="no">
          <Button variant="primary" onClick={() => void approve()}>
            Approuver et mettre en vigueur
          </Button>
        </p>
      )}
      {problem && <ErrorLine sentence={problem} />}
      {proving.dialog}
    </section>
  );
}

function changeWords({ added, removed, changed }: ReturnType<typeof changesOf>): string {
  const parts = [
    added.length > 0 ? `ajoutées ${added.join(', ')}` : '',
    changed.length > 0 ? `modifiées ${changed.join(', ')}` : '',
    removed.length > 0 ? `retirées ${removed.join(', ')}` : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' ; ') : 'aucune ligne ne change';
}
