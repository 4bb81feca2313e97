import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { concludeDossiers, type ReadPriors, type ReadWanted } from '../expertise/conclude';
import type { Context } from '../platform/context';
import { raiseAlarm } from '../platform/link-alarms';
import { controlsOfMessage, insertReview, isReviewed, signedDespite, unreviewedControls, waitingFor } from './control-store';

/** So many dossiers are asked about in one go. */
const AT_ONCE = 200;
/** So many are named in the notice; the count says how many there are. */
const NAMED = 50;

/**
 * Looks at what controls say of results that were there before them. Whatever waits with such a result is asked about by the rules once more, so that a control out of its limits holds
 * it; for whatever a biologist has validated already, those who answer are told which dossiers, if a control is out of its limits: nothing of what is signed changes by itself. Once for a
 * message, whoever asks how often.
 * @see ISO 15189:2022 7.3.7.2, 7.5; GBUI V-2d
 */
export async function reviewControls(ctx: Context, tx: Transaction, messageId: string, readPriors: ReadPriors, readWanted?: ReadWanted): Promise<void> {
  if (await isReviewed(tx, messageId)) return;
  const controls = await controlsOfMessage(tx, messageId);
  if (!controls) return;
  const waiting = await waitingFor(tx, messageId);
  let asked = 0;
  for (let from = 0; from < waiting.length; from += AT_ONCE)
    asked += await concludeDossiers(ctx, tx, waiting.slice(from, from + AT_ONCE), readPriors, readWanted, controls.recordedAt);
  const signed = await signedDespite(tx, messageId);
  await insertReview(tx, {
    messageId,
    laboratoryId: controls.laboratoryId,
    reviewedAt: ctx.now(),
    askedAgain: asked,
    signed: signed.map(({ dossierId }) => dossierId),
  });
  if (signed.length > 0)
    await raiseAlarm(ctx, tx, {
      kind: 'control-late',
      laboratoryId: controls.laboratoryId,
      subject: messageId,
      detail: {
        dossiers: signed.length,
        numbers: signed.slice(0, NAMED).map(({ accessionNumber }) => accessionNumber),
        analysers: controls.analysers,
        codes: controls.codes,
      },
    });
  if (asked + signed.length > 0)
    await append(tx, ctx, { action: 'validation.late-control', subjectId: messageId, detail: { waiting: asked, signed: signed.length } });
}

/** What is younger is under way. */
const GRACE_MS = 30_000;

/** Looks at messages of controls whose telling was lost. */
export async function sweepControls(ctx: Context, readPriors: ReadPriors, readWanted?: ReadWanted): Promise<number> {
  return ctx.transaction(async (tx) => {
    const forgotten = await unreviewedControls(tx, new Date(ctx.now().getTime() - GRACE_MS));
    for (const messageId of forgotten) await reviewControls(ctx, tx, messageId, readPriors, readWanted);
    return forgotten.length;
  });
}
