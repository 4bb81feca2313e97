'use client';

import { formatTimeWithSeconds, NBSP, plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { UndoBar } from '../../../_ui/undo-bar';
import { useKeys } from '../../../_ui/use-keys';
import type { Signature, SignatureState } from './use-signature';

/** The last way back before anything leaves, for each signature whose time runs: the newest in full, those before it a line each. */
export function SignedBar({ state, now, openId }: { state: SignatureState; now: Date; openId: string | null }) {
  const { running, busy, undo, undoTogether, sendNow } = state;
  const [newest, ...before] = running;
  const batchId = newest?.together?.batchId;
  useKeys([{ key: 'z', label: '', run: () => (batchId ? undoTogether(batchId) : newest && undo(newest)), closed: newest === undefined }]);
  if (!newest) return null;
  if (batchId) return <TogetherBar state={state} batchId={batchId} now={now} />;
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

/** Those that were signed by one proof: the whole is taken back by one press, or each by its own. */
function TogetherBar({ state: { running, busy, undo, undoTogether }, batchId, now }: { state: SignatureState; batchId: string; now: Date }) {
  const own = running.filter(({ together }) => together?.batchId === batchId);
  const soonest = Math.min(...own.map(({ effectiveAt }) => effectiveAt.getTime()));
  const seconds = Math.max(0, Math.ceil((soonest - now.getTime()) / 1000));
  const title = `${plural(own.length, 'dossier signé', 'dossiers signés')} ensemble`;
  return (
    <section aria-label={title} className="max-h-[40vh] overflow-y-auto">
      {running
        .filter(({ together }) => together?.batchId !== batchId)
        .map((signature) => (
          <RunningLine key={signature.decisionId} signature={signature} now={now} busy={busy.get(signature.decisionId)} onUndo={() => undo(signature)} />
        ))}
      <div className="flex flex-wrap items-center justify-between gap-2 px-4 py-2">
        <p role="timer" className="text-s text-ink-2">
          <b className="figures mr-1 text-display leading-8 text-ink">{seconds}</b>
          {seconds < 2 ? 'seconde' : 'secondes'}
        </p>
        <div role="status" className="min-w-0 flex-1">
          <p className="text-l font-strong">{title}</p>
          <p className="text-s">Rien n’est encore parti. À la fin du délai : diffusion au prescripteur et au service, retour au SIL.</p>
        </div>
        <Button kbd="Z" pending={own.some(({ decisionId }) => busy.has(decisionId))} closed={seconds === 0} onClick={() => undoTogether(batchId)}>
          {own.length === 1 ? 'Annuler la signature' : `Annuler les ${own.length} signatures`}
        </Button>
      </div>
      <details className="border-t border-line px-4">
        <summary className="flex min-h-touch cursor-pointer items-center underline decoration-1 underline-offset-[3px]">Annuler un seul dossier</summary>
        {own.map((signature) => (
          <RunningLine key={signature.decisionId} signature={signature} now={now} busy={busy.get(signature.decisionId)} onUndo={() => undo(signature)} />
        ))}
      </details>
    </section>
  );
}
