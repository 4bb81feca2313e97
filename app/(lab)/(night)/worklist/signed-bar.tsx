'use client';

import { formatTimeWithSeconds, NBSP } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { UndoBar } from '../../../_ui/undo-bar';
import { useKeys } from '../../../_ui/use-keys';
import type { Signature, SignatureState } from './use-signature';

/** The last way back before anything leaves, for each signature whose time runs: the newest in full, those before it a line each. */
export function SignedBar({ state, now, openId }: { state: SignatureState; now: Date; openId: string | null }) {
  const { running, busy, undo, sendNow } = state;
  const [newest, ...before] = running;
  useKeys([{ key: 'z', label: '', run: () => newest && undo(newest), closed: newest === undefined }]);
  if (!newest) return null;
  const what = newest.kind === 'refuse' ? 'refus enregistré' : 'signature enregistrée';
  const title = newest.dossierId === openId ? `${what.charAt(0).toUpperCase()}${what.slice(1)}` : `${newest.patientName} : ${what}`;
  return (
    <>
      {before.map((signature) => (
        <RunningLine key={signature.decisionId} signature={signature} now={now} busy={busy.get(signature.decisionId)} onUndo={() => undo(signature)} />
      ))}
      <UndoBar
        key={newest.decisionId}
        recordedAt={newest.signedAt.toISOString()}
        effectiveAt={newest.effectiveAt.toISOString()}
        now={now}
        title={`${title} à ${formatTimeWithSeconds(newest.signedAt)}`}
        undo={{
          label: newest.kind === 'refuse' ? 'Annuler le refus' : 'Annuler la signature',
          run: () => undo(newest),
          pending: busy.get(newest.decisionId) === 'undo',
        }}
        sendNow={{
          label: newest.kind === 'refuse' ? 'Transmettre maintenant' : 'Diffuser maintenant',
          run: () => sendNow(newest),
          pending: busy.get(newest.decisionId) === 'send',
        }}
      >
        {newest.kind === 'refuse'
          ? 'Rien n’est encore parti. À la fin du délai : refus et demande de repasse au laboratoire.'
          : 'Rien n’est encore parti. À la fin du délai : diffusion au prescripteur et au service, retour au SIL.'}
      </UndoBar>
    </>
  );
}

function RunningLine({ signature, now, busy, onUndo }: { signature: Signature; now: Date; busy: 'undo' | 'send' | undefined; onUndo: () => void }) {
  const seconds = Math.max(0, Math.ceil((signature.effectiveAt.getTime() - now.getTime()) / 1000));
  return (
    <p className="flex min-h-touch items-center justify-between gap-3 border-b border-line px-4 text-s">
      <span>
        <b className="font-strong">{signature.patientName}</b>
        {NBSP}: {signature.kind === 'refuse' ? 'refus' : 'signature'} de {formatTimeWithSeconds(signature.signedAt)}, encore{' '}
        <span className="figures">{seconds}</span>
        {NBSP}s
      </span>
      <Button pending={busy === 'undo'} closed={seconds === 0} aria-label={`Annuler, ${signature.patientName}`} onClick={onUndo}>
        Annuler
      </Button>
    </p>
  );
}
