'use client';

import { useEffect, useRef } from 'react';
import { formatTimeWithSeconds } from '../../../_text/format';
import { UndoBar } from '../../../_ui/undo-bar';
import { useKeys } from '../../../_ui/use-keys';
import type { SignatureState } from './use-signature';

/** A second press of ⏎ on the signature must not send: the key sleeps for this long. */
const ENTER_SLEEPS_MS = 1_500;

/** The last way back before anything leaves, for the dossier that was signed, whichever one is open now. */
export function SignedBar({ state, now, openId }: { state: SignatureState; now: Date; openId: string | null }) {
  const { signature, busy, undo, sendNow } = state;
  const shownAt = useRef(0);
  useEffect(() => {
    shownAt.current = performance.now();
  }, []);
  const sendAwake = () => {
    if (performance.now() - shownAt.current > ENTER_SLEEPS_MS) sendNow();
  };
  useKeys([
    { key: 'z', label: '', run: undo, closed: signature === null },
    { key: 'Enter', label: '', run: sendAwake, closed: signature === null },
  ]);
  if (!signature) return null;
  const other = signature.dossierId === openId ? '' : `${signature.patientName} : `;
  return (
    <UndoBar
      recordedAt={signature.signedAt.toISOString()}
      effectiveAt={signature.effectiveAt.toISOString()}
      now={now}
      title={`${other || 'S'}${other ? 's' : ''}ignature enregistrée à ${formatTimeWithSeconds(signature.signedAt)}`}
      undo={{ label: 'Annuler la signature', run: undo, pending: busy === 'undo' }}
      sendNow={{ label: 'Diffuser maintenant', run: sendNow, pending: busy === 'send' }}
    >
      Rien n’est encore parti. À la fin du délai : diffusion au prescripteur et au service, retour au SIL.
    </UndoBar>
  );
}
