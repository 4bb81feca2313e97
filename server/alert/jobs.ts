import { subjectsOf } from '../platform/facts';
import type { FactHandler, TogetherHandler } from '../platform/handlers';
import { followCalls } from './follow-calls';
import { dossiersWithOpenCall } from './store';

/** Hears `validation.decided`: a critical value that takes effect is to be announced. */
export const onValidationDecided: FactHandler = async (ctx, tx, { dossierId }) => {
  if (dossierId !== null) await followCalls(ctx, tx, dossierId);
};

/** Hears `dossier.revised`: what was corrected while somebody is being sought is not said any more. Nearly no dossier has an open call. */
export const onDossiersRevised: TogetherHandler = async (ctx, tx, facts) => {
  for (const dossierId of await dossiersWithOpenCall(tx, subjectsOf(facts))) await followCalls(ctx, tx, dossierId);
  return facts;
};
