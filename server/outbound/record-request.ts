import type { Transaction } from '../../db/client';
import { readTestDefinitions } from '../catalogue/read-catalogue';
import { type ObservationRecord, readDossierState } from '../dossier/read-dossier';
import { assert } from '../platform/assert';
import type { Context } from '../platform/context';
import { derivedId } from '../platform/ids';
import { type LisRequestRecord, readRequest } from '../validation/read-requests';
import { settleRequest } from '../validation/settle-request';
import { identityOf } from './control-id';
import { bytesOf, newestFor, pidOf } from './message-parts';
import { queueMessage } from './queue-message';
import { type FindLine, lineFinder } from './received-lines';
import { type RequestedKind, type RequestedResult, requestMessage } from './request-message';
import { personOfUser } from './source-store';
import { isRecorded } from './store';
import type { NamedPerson, ReceivedMessages } from './types';

/** The message that takes a request back has a source of its own: a second message for the same request. */
export const cancellationOf = (requestId: string): string => derivedId('request-cancel', requestId);

/**
 * Queues a request, once; or, when it was taken back after it had left, its cancellation, once. One that was taken back in time leaves no message.
 * A LIS that takes no requests is not asked: the biologist is told so at once.
 */
export async function recordRequest(ctx: Context, tx: Transaction, received: ReceivedMessages, requestId: string): Promise<void> {
  const request = await readRequest(tx, requestId);
  if (!request) return;
  const isTold = await isRecorded(tx, 'request', requestId);
  const isCancellation = request.state === 'cancelled';
  const sourceId = isCancellation ? cancellationOf(requestId) : requestId;
  if (isCancellation ? !isTold || (await isRecorded(tx, 'request', sourceId)) : isTold || request.state !== 'asked') return;
  const { requests: isWanted } = await received.settingsOf(tx, request.laboratoryId);
  const state = await readDossierState(tx, request.dossierId);
  assert(state, 'a request has its dossier');
  const { dossier, observations } = state;
  const newest = await newestFor(tx, received, dossier);
  const pid = newest && pidOf(newest, dossier.accessionNumber);
  assert(newest && pid, 'a dossier was made by a message with its patient');
  const lineOf = lineFinder(tx, received, dossier.accessionNumber);
  const names = await readTestDefinitions(tx, request.testCodes);
  const identity = identityOf('request', sourceId);
  const built = requestMessage({
    controlId: identity.controlId,
    at: ctx.now(),
    newest,
    pid,
    order: observations[0] ? await lineOf(observations[0]) : null,
    accessionNumber: dossier.accessionNumber,
    request: { ...request, kind: request.kind as RequestedKind },
    isCancellation,
    biologist: await biologistOf(tx, request),
    results: await linesOf(observations, request, lineOf),
    tests: request.testCodes.map((code) => ({ code, label: names.get(code)?.label ?? code })),
  });
  await queueMessage(ctx, tx, {
    ...identity,
    kind: 'request',
    sourceId,
    laboratoryId: dossier.laboratoryId,
    dossierId: dossier.id,
    payload: bytesOf(built, newest),
    isWanted,
  });
  if (!isWanted) await settleRequest(ctx, tx, requestId, { state: 'refused', code: 'not-taken', text: '' });
}

async function linesOf(observations: readonly ObservationRecord[], request: LisRequestRecord, lineOf: FindLine): Promise<RequestedResult[]> {
  const lines: RequestedResult[] = [];
  for (const observation of observations.filter(({ observationKey }) => request.observationKeys.includes(observationKey))) {
    const line = await lineOf(observation);
    assert(line, 'a result has its line in the message that brought it');
    lines.push(line);
  }
  return lines;
}

async function biologistOf(tx: Transaction, request: LisRequestRecord): Promise<NamedPerson> {
  const person = await personOfUser(tx, request.requestedBy);
  return {
    familyName: person?.familyName ?? request.requestedByName,
    givenName: person?.givenName ?? '',
    title: person?.title ?? '',
    rppsNumber: request.requestedByRpps,
  };
}
