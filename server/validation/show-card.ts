import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import type { Card } from './card';
import { readDossierFacts } from './project-worklist';
import { isOfOurs, readCardOf } from './read-card';
import { displayedHashOf } from './statement';

/**
 * Answers the card of the dossier that comes next, to lie ready and not to be shown yet: nobody has read it. That it went to a screen is traced as what it is; it
 * becomes a reading by `showCard`.
 */
export async function prefetchCard(ctx: Context<ProfessionalActor>, input: { dossierId: string }): Promise<Outcome<Card, Refusal<'not-found'>>> {
  return ctx.transaction((tx) => readCardOf(tx, ctx, input.dossierId, 'dossier.prefetch'));
}

/**
 * Records that a card which lay ready is being read, before it is shown. `isCurrent` false = the dossier is not that any more: nothing is recorded, the screen
 * must open it anew.
 * @see GBUI I-2, V-2a
 */
export async function showCard(
  ctx: Context<ProfessionalActor>,
  input: { dossierId: string; displayed: string },
): Promise<Outcome<{ isCurrent: boolean }, Refusal<'not-found'>>> {
  return ctx.transaction(async (tx: Transaction) => {
    const facts = await readDossierFacts(tx, input.dossierId);
    const patient = facts ? await readPatient(tx, facts.state.dossier.patientId) : null;
    if (!facts || !patient || !(await isOfOurs(tx, ctx, facts))) return refuse('not-found');
    if (displayedHashOf({ ...facts, patient }) !== input.displayed) return done({ isCurrent: false });
    const { dossier } = facts.state;
    await append(tx, ctx, { action: 'dossier.open', dossierId: dossier.id, patientId: patient.id, detail: { revision: dossier.revision } });
    return done({ isCurrent: true });
  });
}
