'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { useTRPC } from '../../../_client/trpc';
import { formatCalendarDate, formatDate, NBSP } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { ErrorLine } from '../../../_ui/error-line';
import { Field } from '../../../_ui/field';
import { useProof } from '../../../_ui/prove';
import { KIND_WORDS, STATE_WORDS } from './desk-words';
import { SlipButton } from './slip-button';
import type { DeskRepresentative, Slip } from './types';

interface RowProps {
  row: DeskRepresentative;
  patientId: string;
  patientName: string;
  onChanged: () => void;
  onSlip: (slip: Slip) => void;
}

/** Somebody who reads for the patient: on what document, how long, whether he has entered; his slip, and the way to end it. */
export function RepresentativeRow({ row, patientId, patientName, onChanged, onSlip }: RowProps) {
  const trpc = useTRPC();
  const { prove, dialog } = useProof();
  const [reason, setReason] = useState<string | null>(null);
  const revoke = useMutation(trpc.desk.revoke.mutationOptions({ onSuccess: onChanged }));
  const refusal = refusalOf(revoke.error);
  const isAlive = row.state === 'in-force' || row.state === 'to-come';
  const end = async (why: string) => {
    const input = { representationId: row.representationId, reason: why };
    const proof = await prove('change-rights', input, {
      title: 'Retirer cet accès',
      lines: [`${row.name} ne lira plus les résultats de ${patientName}, dès maintenant.`, `Motif${NBSP}: ${why}`],
    });
    if (proof) revoke.mutate({ ...input, proof });
  };
  return (
    <li className="border-t border-line py-2">
      <p>
        <b className={isAlive ? 'font-strong' : 'font-medium text-ink-2'}>{row.name}</b>, {KIND_WORDS[row.kind].toLowerCase()} ({row.relation}), né(e) le{' '}
        {formatCalendarDate(row.birthDate)}
      </p>
      <p className="text-s text-ink-2">
        {STATE_WORDS[row.state]}, depuis le {formatDate(row.since)}
        {row.until && `, jusqu’au ${formatDate(new Date(row.until.getTime() - 1))}`}. Pièce vue{NBSP}: {row.evidence}.
        {isAlive && (row.hasEntered ? ' A un compte.' : ' N’est pas encore entré.')}
      </p>
      {isAlive && (
        <div className="flex flex-wrap items-end gap-2 pt-1.5">
          {!row.hasEntered && (
            <SlipButton patientId={patientId} representationId={row.representationId} onSlip={onSlip}>
              Imprimer son code d’accès
            </SlipButton>
          )}
          {reason === null ? (
            <Button variant="danger-quiet" onClick={() => setReason('')}>
              Retirer cet accès
            </Button>
          ) : (
            <>
              <Field label="Motif du retrait" value={reason} onChange={(event) => setReason(event.target.value)} maxLength={300} />
              <Button variant="danger-quiet" pending={revoke.isPending} closed={reason.trim().length < 3} onClick={() => void end(reason.trim())}>
                Retirer
              </Button>
              <Button onClick={() => setReason(null)}>Garder</Button>
            </>
          )}
        </div>
      )}
      {revoke.isError && <ErrorLine sentence={refusalSentence(refusal?.code ?? '', refusal?.detail)} />}
      {dialog}
    </li>
  );
}
