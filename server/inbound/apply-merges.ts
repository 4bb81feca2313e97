import type { Transaction } from '../../db/client';
import type { LaboratoryRecord } from '../directory/read-directory';
import { amendIdentity } from '../dossier/amend-identity';
import type { MergeObstacle } from '../patient/merge-rules';
import { recordSureIdentity } from '../patient/record-identity';
import { recordMerge, undoMerge } from '../patient/record-merge';
import type { Context } from '../platform/context';
import { isTestMessage } from './rules';
import { type InboundMessageRow, openRepair } from './store';
import type { TranslatedPatientGroup, Translation } from './types';

const WHY: Record<MergeObstacle | 'unsure', string> = {
  same: 'même numéro des deux côtés',
  'survivor-merged': 'le numéro gardé a lui-même été fusionné',
  'merged-elsewhere': 'l’ancien numéro est déjà fusionné avec un autre',
  cycle: 'fusion en boucle',
  'birth-dates': 'dates de naissance différentes',
  sexes: 'sexes différents',
  late: 'défusionné depuis',
  unsure: 'identité gardée non garantie',
};

interface MergeInput {
  row: InboundMessageRow;
  laboratory: LaboratoryRecord;
  translation: Translation;
}

/**
 * Carries what an admission system says of several numbers of one person: merges (A40, A47), links (A24) and their undoing (A37). One that contradicts what is known changes
 * nothing and goes to repair. Dossiers that a biologist had decided are amended, in either direction.
 * @see HL7 2.5 chapters 3.3.24, 3.3.37, 3.3.40, 3.3.47
 */
export async function applyMerges(ctx: Context, tx: Transaction, { row, laboratory, translation }: MergeInput): Promise<void> {
  const { event, groups } = translation;
  if (isTestMessage(row.processingId)) return;
  if (event === 'A40' || event === 'A47')
    for (const group of groups) for (const other of group.merged) await merge(ctx, tx, { row, laboratory, group, other, kind: 'merge' });
  const [first, ...others] = groups;
  if (event !== 'A24' && event !== 'A37') return;
  for (const { patient } of others) {
    if (!first) return;
    const other = { assigningAuthority: patient.assigningAuthority, identifier: patient.identifier };
    if (event === 'A24') await merge(ctx, tx, { row, laboratory, group: first, other, kind: 'link' });
    else await unmerge(ctx, tx, { row, laboratory, group: first, other });
  }
}

interface PairInput {
  row: InboundMessageRow;
  laboratory: LaboratoryRecord;
  group: TranslatedPatientGroup;
  other: { assigningAuthority: string; identifier: string };
}

async function merge(ctx: Context, tx: Transaction, { row, laboratory, group, other, kind }: PairInput & { kind: 'merge' | 'link' }): Promise<void> {
  const toldAt = row.sentAt ?? row.receivedAt;
  const saved = await recordSureIdentity(tx, { legalEntityId: laboratory.legalEntityId, patient: group.patient, sentAt: toldAt });
  const result = saved
    ? await recordMerge(ctx, tx, { kind, survivor: saved.person, other, messageId: row.id, toldAt })
    : { kind: 'refused' as const, why: 'unsure' as const };
  if (result.kind === 'refused') {
    const subject = `${other.identifier} → ${group.patient.identifier} : ${WHY[result.why]}`;
    return openRepair(tx, { kind: 'merge', messageId: row.id, laboratoryId: laboratory.id, dossierId: null, subject, segment: 'MRG', field: 1 }, ctx.now());
  }
  if (result.kind !== 'done' || !saved) return;
  for (const before of result.moved) await amendIdentity(ctx, tx, { before, after: saved.person, dossierIds: [], patientIds: [before.id], messageId: row.id });
}

/** Also of an identity that is not sure: taking two numbers apart puts nobody's results into another's file. */
async function unmerge(ctx: Context, tx: Transaction, { row, laboratory, group, other }: PairInput): Promise<void> {
  const { assigningAuthority, identifier } = group.patient;
  const toldAt = row.sentAt ?? row.receivedAt;
  const undone = await undoMerge(ctx, tx, {
    legalEntityId: laboratory.legalEntityId,
    one: { assigningAuthority, identifier },
    other,
    messageId: row.id,
    toldAt,
  });
  for (const after of undone?.left ?? []) {
    await amendIdentity(ctx, tx, { before: undone?.through ?? after, after, dossierIds: [], patientIds: [after.id], messageId: row.id });
  }
}
