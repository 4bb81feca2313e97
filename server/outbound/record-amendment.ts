import type { Transaction } from '../../db/client';
import { readAmendmentSettledBy } from '../dossier/read-amendments';
import { readPatient } from '../patient/read-patient';
import { assert } from '../platform/assert';
import type { Context } from '../platform/context';
import { identitySentences } from '../report/identity-words';
import { readDecision, readDossierFacts } from '../validation/read-decisions';
import { amendmentMessage, type SignedPerson } from './amendment-message';
import { identityOf } from './control-id';
import { bytesOf, newestFor, pidOf } from './message-parts';
import { queueMessage } from './queue-message';
import { biologistOf, sentResults } from './record-decision';
import { isRecorded } from './store';
import type { ReceivedMessages } from './types';

/**
 * Queues the message that takes a corrected identity home, once for the decision that settled it, with every result that is in force under it. A decision that
 * settled no change of identity makes none.
 */
export async function recordAmendmentMessage(ctx: Context, tx: Transaction, received: ReceivedMessages, decisionId: string): Promise<void> {
  const decision = await readDecision(tx, decisionId);
  if (!decision || decision.state !== 'effective' || (await isRecorded(tx, 'amendment', decisionId))) return;
  const amendment = await readAmendmentSettledBy(tx, decisionId);
  if (!amendment) return;
  const facts = await readDossierFacts(tx, decision.dossierId);
  const patient = facts && (await readPatient(tx, facts.state.dossier.patientId));
  assert(facts && patient, 'a decision has its dossier and its patient');
  const { dossier } = facts.state;
  const newest = await newestFor(tx, received, dossier);
  const pid = newest && pidOf(newest, dossier.accessionNumber);
  assert(newest && pid, 'a dossier was made by a message with its patient');
  const inForce = new Set(facts.standings.filter(({ standing }) => standing === 'validated').map(({ currentId }) => currentId));
  const sent = await sentResults(
    tx,
    received,
    facts.history.filter(({ id }) => inForce.has(id)),
    dossier.accessionNumber,
  );
  const identity = identityOf('amendment', decisionId);
  const built = amendmentMessage({
    controlId: identity.controlId,
    at: ctx.now(),
    decision,
    biologist: await biologistOf(tx, decision),
    newest,
    pid,
    person: personOf(patient),
    changes: identitySentences(amendment.changes),
    // What was released under the former identity is replaced; what was taken away stays so.
    results: sent.map((result) => ({ ...result, status: result.status === 'F' ? 'C' : result.status })),
  });
  await queueMessage(ctx, tx, {
    ...identity,
    kind: 'amendment',
    sourceId: decisionId,
    laboratoryId: dossier.laboratoryId,
    dossierId: dossier.id,
    payload: bytesOf(built, newest),
    isWanted: (await received.settingsOf(tx, dossier.laboratoryId)).decisions,
  });
}

const personOf = (patient: NonNullable<Awaited<ReturnType<typeof readPatient>>>): SignedPerson => ({
  assigningAuthority: patient.assigningAuthority,
  identifier: patient.identifier,
  birthFamilyName: patient.birthFamilyName,
  usedFamilyName: patient.usedFamilyName,
  givenNames: patient.givenNames,
  firstGivenName: patient.firstGivenName,
  birthDateText: patient.birthDateText,
  sex: patient.sex,
  ins: patient.insQualified && patient.ins !== null ? { value: patient.ins, authority: patient.insAuthority ?? '' } : null,
  identityReliability: patient.identityReliability,
});
