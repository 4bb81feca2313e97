import type { Transaction } from '../../db/client';
import { type ObservationRecord, readDossierState, readObservationHistory } from '../dossier/read-dossier';
import { assert } from '../platform/assert';
import type { Context } from '../platform/context';
import { endDifferencesOf } from '../validation/keep-differences';
import { isToldToLis, isValidation } from '../validation/kinds';
import { readCommentsOf } from '../validation/read-comments';
import {
  type DecisionRecord,
  readDecidedObservationIds,
  readDecision,
  readDossierFacts,
  readSecondReaders,
  readValidatedAmong,
} from '../validation/read-decisions';
import { identityOf } from './control-id';
import { type DecidedResult, type DecisionMessage, decisionMessage, type PartTold, refusedStatus, statusToSend } from './decision-message';
import { bytesOf, newestFor, pidOf } from './message-parts';
import { queueMessage } from './queue-message';
import { lineFinder } from './received-lines';
import { refusalMessage } from './refusal-message';
import { personOfUser } from './source-store';
import { isRecorded } from './store';
import type { NamedPerson, ReceivedMessages } from './types';

/**
 * Queues the message that takes one validation or refusal home, once. A hold is no message: it concerns nobody but the biologists;
 * what the LIS validated itself is not sent back to it; a decision on the identity alone is told as an amendment (`record-amendment.ts`).
 */
export async function recordDecisionMessage(ctx: Context, tx: Transaction, received: ReceivedMessages, decisionId: string): Promise<void> {
  const decision = await readDecision(tx, decisionId);
  if (!decision || !isToldToLis(decision.kind) || decision.state !== 'effective' || (await isRecorded(tx, 'decision', decisionId))) return;
  const own = await readCommentsOf(tx, decision);
  const covered = new Set(decision.kind === 'comment' ? await commentedIds(tx, decision, own) : await readDecidedObservationIds(tx, decisionId));
  if (covered.size === 0) return;
  const state = await readDossierState(tx, decision.dossierId);
  assert(state, 'a decision has its dossier');
  const { dossier } = state;
  const newest = await newestFor(tx, received, dossier);
  const pid = newest && pidOf(newest, dossier.accessionNumber);
  assert(newest && pid, 'a dossier was made by a message with its patient');
  const identity = identityOf('decision', decisionId);
  const decided = (await readObservationHistory(tx, dossier.id)).filter(({ id }) => covered.has(id));
  const isRefusal = !isValidation(decision.kind) && decision.kind !== 'comment';
  const sent = await sentResults(tx, received, decided, dossier.accessionNumber);
  // A comment that comes after is a correction of what was sent with it.
  const results = sent.map((result) => ({ ...result, status: statusOf(decision.kind, result.status, isRefusal) }));
  const history = await readObservationHistory(tx, dossier.id);
  const told = {
    controlId: identity.controlId,
    at: ctx.now(),
    decision,
    biologist: await biologistOf(tx, decision),
    automatic: decision.automatic,
    secondReader: await secondReaderOf(tx, decision),
    newest,
    pid,
    results,
    isComment: decision.kind === 'comment',
    parts: isValidation(decision.kind) ? await partsTold(tx, decided) : [],
    comments: commentsFor(own, history),
  };
  const built = isRefusal ? refusalMessage({ ...told, reason: decision.holdReason }) : decisionMessage(told);
  await endDifferencesOf(ctx, tx, { dossierId: dossier.id, laboratoryId: dossier.laboratoryId }, new Set(results.map(({ source }) => source.observationKey)));
  await queueMessage(ctx, tx, {
    ...identity,
    kind: 'decision',
    sourceId: decisionId,
    laboratoryId: dossier.laboratoryId,
    dossierId: dossier.id,
    payload: bytesOf(built, newest),
    isWanted: (await received.settingsOf(tx, dossier.laboratoryId)).decisions,
  });
}

/** What the laboratories that executed these results said of them. */
async function partsTold(tx: Transaction, decided: readonly ObservationRecord[]): Promise<PartTold[]> {
  const dossierId = decided.find(({ performerFiness }) => performerFiness !== '')?.dossierId;
  const facts = dossierId ? await readDossierFacts(tx, dossierId) : null;
  const byId = new Map(decided.map((row) => [row.id, row]));
  return (facts?.parts ?? []).flatMap(({ observationId, source, finessNumber, performerName, by, rppsNumber, at, reason }) => {
    const row = byId.get(observationId);
    if (!row || source === null) return [];
    const { code, label, subId } = row;
    return [
      {
        finessNumber,
        laboratory: performerName,
        source: PART_SOURCES[source],
        by,
        rppsNumber,
        at,
        code,
        label,
        subId,
        words: source === 'received' ? reason : '',
      },
    ];
  });
}

const PART_SOURCES = { relais: 'RELAIS', lis: 'LIS', both: 'BOTH', received: 'RECEIVED' } as const;

export async function biologistOf(tx: Transaction, decision: DecisionRecord): Promise<NamedPerson> {
  const person = decision.userId === null ? undefined : await personOfUser(tx, decision.userId);
  return {
    familyName: person?.familyName ?? decision.deciderName,
    givenName: person?.givenName ?? '',
    title: person?.title ?? '',
    rppsNumber: decision.deciderRpps,
  };
}

const statusOf = (kind: string, status: DecidedResult['status'], isRefusal: boolean): DecidedResult['status'] => {
  if (isRefusal) return refusedStatus(status);
  return kind === 'comment' && status === 'F' ? 'C' : status;
};

type OwnComment = Awaited<ReturnType<typeof readCommentsOf>>[number];

/** The results that a comment is sent with: those it is on, or every one in force when it is on a sample or the dossier. */
async function commentedIds(tx: Transaction, { dossierId }: DecisionRecord, own: readonly OwnComment[]): Promise<string[]> {
  const facts = await readDossierFacts(tx, dossierId);
  assert(facts, 'a decision has its dossier');
  const keys = new Map(facts.history.map(({ id, observationKey }) => [id, observationKey]));
  const commented = new Set(own.map(({ observationVersionId }) => keys.get(observationVersionId ?? '')));
  const isGeneral = own.some(({ level }) => level !== 'analyte');
  return facts.standings
    .filter(({ standing, observationKey }) => standing === 'validated' && (isGeneral || commented.has(observationKey)))
    .map(({ currentId }) => currentId);
}

function commentsFor(own: readonly OwnComment[], history: readonly ObservationRecord[]): NonNullable<DecisionMessage['comments']> {
  const keys = new Map(history.map(({ id, observationKey }) => [id, observationKey]));
  const byKey = new Map<string, string[]>();
  for (const { observationVersionId, text } of own) {
    const key = keys.get(observationVersionId ?? '');
    if (key) byKey.set(key, [...(byKey.get(key) ?? []), text || WITHDRAWN]);
  }
  const general = own
    .filter(({ level }) => level !== 'analyte')
    .map(({ level, specimen, text }) => `${level === 'sample' ? `Échantillon ${specimen} : ` : ''}${text || WITHDRAWN}`);
  return { byKey, general };
}

const WITHDRAWN = 'Commentaire retiré.';

async function secondReaderOf(tx: Transaction, decision: DecisionRecord): Promise<{ person: NamedPerson; at: Date } | null> {
  const reader = (await readSecondReaders(tx, decision.dossierId)).get(decision.id);
  if (!reader) return null;
  const person = await personOfUser(tx, reader.userId);
  const named = {
    familyName: person?.familyName ?? reader.name,
    givenName: person?.givenName ?? '',
    title: person?.title ?? '',
    rppsNumber: reader.rppsNumber,
  };
  return { person: named, at: reader.at };
}

/** Versions of results of one dossier with the lines that brought them, to be written as they were received. */
export async function sentResults(
  tx: Transaction,
  received: ReceivedMessages,
  versions: readonly ObservationRecord[],
  accessionNumber: string,
): Promise<DecidedResult[]> {
  const [any] = versions;
  if (!any) return [];
  const history = await readObservationHistory(tx, any.dossierId);
  const own = new Set(versions.map(({ id }) => id));
  const released = await readValidatedAmong(
    tx,
    history.filter((version) => !own.has(version.id)).map((version) => version.id),
  );
  const lineOf = lineFinder(tx, received, accessionNumber);
  const results: DecidedResult[] = [];
  for (const version of history.filter((candidate) => own.has(candidate.id))) {
    const line = await lineOf(version);
    assert(line, 'a result has its line in the message that brought it');
    results.push({ ...line, status: statusToSend(version.status, replacesReleased(history, version, released)) });
  }
  return results;
}

function replacesReleased(history: readonly ObservationRecord[], version: ObservationRecord, released: ReadonlySet<string>): boolean {
  return history.some((earlier) => earlier.observationKey === version.observationKey && earlier.version < version.version && released.has(earlier.id));
}
