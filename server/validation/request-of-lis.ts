import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { readTestDefinitions } from '../catalogue/read-catalogue';
import { readLaboratory } from '../directory/read-directory';
import { lockDossierState, readDossierState } from '../dossier/read-dossier';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { lockExecuted } from './part-store';
import { type DossierFacts, factsOf, projectWorklist } from './project-worklist';
import { checkRequest, type RequestKind, type RequestRefusal } from './request-rules';
import { findRequestByKey, insertRequest, openRequestsOf, type RequestRow } from './request-store';
import { type MaySign, readSigningScope } from './signing-scope';

export interface RequestInput {
  dossierId: string;
  kind: RequestKind;
  /** The versions on the screen; empty for an add-on. */
  observationIds: string[];
  testCodes: string[];
  reason: string;
  /** One per press: the same press sent again finds what the first one made. */
  idempotencyKey: string;
}

export interface MadeRequest {
  requestId: string;
  requestedAt: Date;
  effectiveAt: Date;
  state: string;
}

/**
 * Asks the laboratory, through its LIS, to measure again, to collect again or to measure something more. Nothing leaves before `effectiveAt`;
 * decides nothing about the results: they go on waiting, marked, until the laboratory has answered or the biologist decides otherwise.
 * @see interop.md « HL7 v2 out »: a refusal has no HL7 status; GBUI IV-3; house.md « a step never calls back »
 */
export async function requestOfLis(
  ctx: Context<ProfessionalActor>,
  input: RequestInput,
): Promise<Outcome<MadeRequest, Refusal<'not-found' | 'not-your-part' | RequestRefusal>>> {
  const denied = requireAccess(ctx, 'request.make');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const state = (await lockDossierState(tx, input.dossierId)) ?? (await lockedElsewhere(tx, input));
    const repeated = await findRequestByKey(tx, input.idempotencyKey);
    if (repeated) return repeated.requestedBy === ctx.actor.userId && repeated.dossierId === input.dossierId ? done(madeOf(repeated)) : refuse('not-found');
    if (!state) return refuse('not-found');
    const facts = await factsOf(tx, state);
    const may = await readSigningScope(tx, ctx, facts, input.observationIds);
    if (!may) return refuse('not-found');
    const refusal = isBeyondPart(may, facts, input) ? 'not-your-part' : await check(tx, facts, input);
    if (refusal) {
      await append(tx, ctx, {
        action: 'request.make',
        outcome: 'refused',
        dossierId: state.dossier.id,
        patientId: state.dossier.patientId,
        detail: { code: refusal },
      });
      return refuse(refusal);
    }
    return done(madeOf(await save(ctx, tx, facts, input)));
  });
}

/** Who executed a part asks for that, though the dossier is not hers to lock otherwise. */
const lockedElsewhere = async (tx: Transaction, { dossierId }: RequestInput) => ((await lockExecuted(tx, dossierId)) ? readDossierState(tx, dossierId) : null);

/** Of what another laboratory executed, and of examinations that nobody asked for yet, the one that sampled decides. */
function isBeyondPart({ scope: { part } }: MaySign, { parts }: DossierFacts, { kind, observationIds }: RequestInput): boolean {
  if (!part) return false;
  const own = new Set(parts.filter(({ finessNumber }) => finessNumber === part.finessNumber).map(({ observationId }) => observationId));
  return kind === 'add-on' || observationIds.some((id) => !own.has(id));
}

async function check(tx: Transaction, { state, standings }: DossierFacts, input: RequestInput): Promise<RequestRefusal | null> {
  const present = new Set(standings.filter(({ standing }) => standing !== 'dropped').map(({ currentId }) => currentId));
  return checkRequest(input, {
    standings,
    codes: new Set(state.observations.filter(({ id }) => present.has(id)).map(({ code }) => code)),
    catalogue: new Set((await readTestDefinitions(tx, input.testCodes)).keys()),
    open: await openRequestsOf(tx, state.dossier.id),
  });
}

async function save(ctx: Context<ProfessionalActor>, tx: Transaction, { state, standings }: DossierFacts, input: RequestInput): Promise<RequestRow> {
  const { dossier } = state;
  const laboratory = await readLaboratory(tx, dossier.laboratoryId);
  const requestedAt = ctx.now();
  const chosen = new Set(input.kind === 'add-on' ? [] : input.observationIds);
  const row: RequestRow = {
    id: newId(),
    dossierId: dossier.id,
    laboratoryId: dossier.laboratoryId,
    revision: dossier.revision,
    kind: input.kind,
    observationKeys: standings.filter(({ currentId }) => chosen.has(currentId)).map(({ observationKey }) => observationKey),
    testCodes: input.kind === 'add-on' ? [...new Set(input.testCodes)] : [],
    reason: input.reason.trim(),
    requestedBy: ctx.actor.userId,
    requestedByName: ctx.actor.name,
    requestedByRpps: ctx.actor.rppsNumber,
    requestedAt,
    effectiveAt: new Date(requestedAt.getTime() + (laboratory?.undoSeconds ?? 10) * 1000),
    state: 'asked',
    sentAt: null,
    answeredAt: null,
    cancelledAt: null,
    cancelledByName: null,
    refusalCode: null,
    refusalText: '',
    idempotencyKey: input.idempotencyKey,
  };
  await insertRequest(tx, row);
  await append(tx, ctx, {
    action: 'request.make',
    dossierId: dossier.id,
    patientId: dossier.patientId,
    subjectId: row.id,
    detail: { kind: row.kind, results: row.observationKeys.length, tests: row.testCodes.length, revision: row.revision },
  });
  await tell(tx, { name: 'request.made', dossierId: dossier.id, subjectId: row.id }, requestedAt, row.effectiveAt);
  // Whoever only executed a part writes no line of the list: the worker follows.
  if (ctx.actor.siteIds.includes(dossier.siteId)) await projectWorklist(ctx, tx, dossier.id);
  else await tell(tx, { name: 'part.moved', dossierId: dossier.id, subjectId: dossier.id }, requestedAt);
  return row;
}

const madeOf = (row: RequestRow): MadeRequest => ({ requestId: row.id, requestedAt: row.requestedAt, effectiveAt: row.effectiveAt, state: row.state });
