'use client';

import { useMutation } from '@tanstack/react-query';
import { refusalOf } from '../../../_client/refusal';
import { useTRPC } from '../../../_client/trpc';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { ErrorLine } from '../../../_ui/error-line';
import type { Slip } from './types';

/** Makes a fresh code and hands its slip to the printer's page; the slip before stops working. */
export function SlipButton({
  patientId,
  representationId,
  onSlip,
  children,
}: {
  patientId: string;
  representationId: string | null;
  onSlip: (slip: Slip) => void;
  children: string;
}) {
  const trpc = useTRPC();
  const print = useMutation(trpc.desk.printSlip.mutationOptions({ onSuccess: onSlip }));
  const refusal = refusalOf(print.error);
  return (
    <>
      <Button pending={print.isPending} onClick={() => print.mutate({ patientId, representationId })}>
        {children}
      </Button>
      {print.isError && <ErrorLine sentence={refusalSentence(refusal?.code ?? '', refusal?.detail)} />}
    </>
  );
}
