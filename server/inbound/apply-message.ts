import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { LaboratoryRecord } from '../directory/read-directory';
import { amendIdentity } from '../dossier/amend-identity';
import { NOTHING_SINCE } from '../dossier/dossier-book';
import { confirmAttachment, readAttachment } from '../dossier/read-attachment';
import { lockDossierByAccession } from '../dossier/read-dossier';
import { recordControls } from '../dossier/record-controls';
import { reviseDossier } from '../dossier/revise-dossier';
import type { IncomingDossier } from '../dossier/types';
import { type PatientRecord, readPatient, readPatientRow } from '../patient/read-patient';
import { recordIdentity } from '../patient/record-identity';
import { recordStay } from '../patient/record-stay';
import { isIdentityGuaranteed, isOtherPerson } from '../patient/rules';
import type { IncomingPatient, IncomingPlace } from '../patient/types';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { applyMerges } from './apply-merges';
import { applyMovement } from './apply-movement';
import { keptAsSigned, prescriberOf, wardOf } from './mapped-names';
import type { Mappings } from './mapping-rules';
import { noteCorrection } from './note-correction';
import { noteDevices } from './note-devices';
import { allTold, problem } from './problems';
import { readSenders } from './read-desk-facts';
import { readSaidSince } from './read-said-since';
import { repairsToOpen } from './repairs-to-open';
import { isTestMessage } from './rules';
import { type InboundMessageRow, lockMessage, markApplied, markQuarantined, openRepair, openRepairs } from './store';
import { understood } from './understood-message';

/**
 * Carries one stored message into its dossiers, once, however often it is called: a message already applied is left alone.
 * What is unknown to the directory or the catalogue opens an item of repair and never blocks the results. Results under the
 * number of another patient's dossier change nothing there, those of a blocked bedside device go nowhere: the message waits for a person.
 * @see HCL-2, HCL-3; pain point 15; threats.md 17
 */
export async function applyMessage(ctx: Context, tx: Transaction, messageId: string): Promise<void> {
  const row = await lockMessage(tx, messageId);
  if (!row || row.state !== 'stored' || row.profileId === null) return;
  const sender = (await readSenders(tx, [row.profileId])).get(row.profileId);
  if (!sender) return;
  const { laboratory, siteId, mappings } = sender;
  const { sent, translation, bedside } = understood(row, sender);
  await noteDevices(tx, row, bedside.heard);
  const dossierIds = new Map<string, string>();
  let isRefused = false;
  for (const [rank, group] of translation.groups.entries()) {
    if (translation.event !== null) await applyMovement(ctx, tx, { row, laboratory, patient: group.patient, place: group.place });
    for (const [index, dossier] of group.dossiers.entries()) {
      const original = sent.groups[rank]?.dossiers[index] ?? dossier;
      const dossierId = await applyDossier(ctx, tx, {
        row,
        laboratory,
        siteId,
        patient: group.patient,
        place: group.place,
        dossier,
        original,
        mappings,
      });
      if (dossierId === null) isRefused = true;
      else dossierIds.set(dossier.accessionNumber, dossierId);
    }
  }
  await applyMerges(ctx, tx, { row, laboratory, translation });
  await recordControls(ctx, tx, { laboratoryId: laboratory.id, messageId: row.id, receivedAt: row.receivedAt, controls: translation.controls });
  await openRepairs(tx, repairsToOpen(row, translation.repairs, dossierIds), ctx.now());
  if (isRefused) await markQuarantined(tx, row, 'other_patient', problem('other_patient'));
  else if (bedside.isHeldBack) await markQuarantined(tx, row, 'blocked_device', problem('blocked_device'));
  else {
    await markApplied(tx, row.id, allTold(row.problems, sent.problems), ctx.now());
    await noteCorrection(ctx, tx, row, [...dossierIds.values()]);
  }
  await append(tx, ctx, {
    action: 'inbound.apply',
    outcome: isRefused || bedside.isHeldBack ? 'refused' : 'done',
    subjectId: row.id,
    dossierId: [...dossierIds.values()][0] ?? null,
    detail: { dossiers: [...dossierIds.values()] },
  });
  await announce(tx, 'exchanges', laboratory.id);
}

interface DossierInput {
  row: InboundMessageRow;
  laboratory: LaboratoryRecord;
  siteId: string;
  patient: IncomingPatient;
  place: IncomingPlace | null;
  dossier: IncomingDossier;
  /** The same before mapping. */
  original: IncomingDossier;
  mappings: Mappings;
}

/** Null when the dossier is somebody else's: it is then left as it is. */
async function applyDossier(ctx: Context, tx: Transaction, input: DossierInput): Promise<string | null> {
  const { row, laboratory, siteId, patient, place: told, dossier, mappings } = input;
  const sentAt = row.sentAt ?? row.receivedAt;
  const known = await lockDossierByAccession(tx, laboratory.id, dossier.accessionNumber);
  const holder = known ? await readPatient(tx, known.patientId) : null;
  const identity = { messageId: row.id, laboratoryId: laboratory.id, kind: 'identity', subject: patient.identifier, segment: 'PID', field: 3 };
  const attachment = known ? await readAttachment(tx, known.id) : null;
  // A référent has said whose it is: the identity that is not sure, which the messages go on naming, is still theirs.
  const ownId = attachment !== null && !isIdentityGuaranteed(patient) ? attachment.fromPatientId : known?.patientId;
  const own = ownId ? await readPatientRow(tx, ownId) : null;
  if (known && holder && own && isOtherPerson(holder, patient) && isOtherPerson(own, patient)) {
    await openRepair(tx, { ...identity, dossierId: known.id }, ctx.now());
    return null;
  }
  const since =
    known && known.lastMessageAt >= sentAt
      ? await readSaidSince(tx, laboratory.id, dossier.accessionNumber, { sentAt, arrival: row.arrival })
      : { ...NOTHING_SINCE, isPlaceSaid: false };
  const { isOvertaken } = since;
  const dossierKey = `${laboratory.finessNumber}/${dossier.accessionNumber}`;
  const { person, before, standing } = await recordIdentity(tx, { legalEntityId: laboratory.legalEntityId, patient, dossierKey, sentAt, isOvertaken });
  const isAttached = attachment !== null && standing !== 'guaranteed';
  if (attachment && !isAttached) await confirmAttachment(tx, attachment.id, ctx.now());
  const prescriber = await prescriberOf(tx, dossier, mappings);
  const ward = await wardOf(tx, laboratory.legalEntityId, dossier.wardCode, mappings);
  const { dossierId } = await reviseDossier(ctx, tx, {
    laboratoryId: laboratory.id,
    legalEntityId: laboratory.legalEntityId,
    siteId,
    patientId: (isAttached && known?.patientId) || (isMergedWith(own, person) && own ? own.id : person.id),
    identityGuaranteed: isAttached || standing === 'guaranteed',
    isTest: isTestMessage(row.processingId),
    wardId: ward?.id ?? null,
    prescriberId: prescriber?.id ?? null,
    messageId: row.id,
    sentAt,
    since,
    dossier: known ? await keptAsSigned(tx, known.id, input) : dossier,
  });
  const amendment = { messageId: row.id, after: (await readPatient(tx, person.id)) ?? person };
  if (known && holder && !isAttached && ((known.lastMessageAt <= sentAt && !isOvertaken) || holder.id === person.id)) {
    await amendIdentity(ctx, tx, { ...amendment, before: holder, dossierIds: [dossierId], patientIds: [] });
  }
  if (before?.mergedInto === null) await amendIdentity(ctx, tx, { ...amendment, before, dossierIds: [], patientIds: [person.id], exceptDossierId: dossierId });
  // A message of trial opens no door: it is marked, and moves nobody.
  if (told && !isTestMessage(row.processingId) && !since.isPlaceSaid)
    await recordStay(ctx, tx, { patientId: person.id, place: told, wardId: ward?.id ?? null, toldAt: sentAt });
  if (standing === 'contradicts') await openRepair(tx, { ...identity, dossierId }, ctx.now());
  const place = { messageId: row.id, laboratoryId: laboratory.id, dossierId };
  if (prescriber === null && (dossier.prescriberRpps !== '' || dossier.prescriberName !== '')) {
    await openRepair(tx, { ...place, kind: 'unknown_prescriber', subject: dossier.prescriberRpps || 'sans RPPS', segment: 'OBR', field: 16 }, ctx.now());
  }
  if (ward === null && dossier.wardCode !== '') {
    await openRepair(tx, { ...place, kind: 'unknown_ward', subject: dossier.wardCode, segment: 'PV1', field: 3 }, ctx.now());
  }
  return dossierId;
}

/** A dossier stays under the number that it came by: a merge that is undone finds it there. */
const isMergedWith = (one: PatientRecord | null, other: PatientRecord): boolean =>
  one !== null && (one.mergedInto ?? one.id) === (other.mergedInto ?? other.id);
