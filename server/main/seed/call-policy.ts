import type { Database } from '../../../db/client';
import type { WardPhoneLine } from '../../../db/schema/alert';
import { approvePolicy } from '../../alert/approve-policy';
import { changeWardPhone } from '../../alert/change-ward-phone';
import { readPolicies } from '../../alert/read-policies';
import type { ProfessionalActor } from '../../platform/actor';
import { contextFor } from '../../platform/context';
import { referenceIds } from './reference';
import { seedProof } from './seed-proof';

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const WORKING = [1, 2, 3, 4, 5];

/** Wards that have another number by night, in the demonstration. */
const PHONES: readonly { ward: string; lines: WardPhoneLine[] }[] = [
  {
    ward: referenceIds.ward('valmont', 'REA'),
    lines: [
      { label: 'poste infirmier', number: '03 29 00 04 33', days: WEEK, from: '07:30', to: '20:30', isDuty: false },
      { label: 'réanimateur de garde', number: '03 29 00 06 21', days: WEEK, from: '20:30', to: '07:30', isDuty: false },
      { label: 'standard, demander la garde', number: '03 29 00 04 00', days: WEEK, from: '00:00', to: '00:00', isDuty: true },
    ],
  },
  {
    ward: referenceIds.ward('valmont', 'MED3B'),
    lines: [
      { label: 'secrétariat', number: '03 29 00 04 38', days: WORKING, from: '08:30', to: '18:00', isDuty: false },
      { label: 'interne de garde', number: '03 29 00 06 40', days: WEEK, from: '18:00', to: '08:30', isDuty: true },
    ],
  },
];

/** The demonstration's laboratories have approved the starting policy, and two wards have told their numbers of the night. */
export async function seedCallPolicy(db: Database, biologists: readonly ProfessionalActor[], at: Date): Promise<void> {
  for (const biologist of biologists) {
    const ctx = contextFor(db, biologist, () => at);
    const read = await readPolicies(ctx);
    for (const { laboratoryId, versions } of read.ok ? read.value.laboratories : []) {
      const draft = versions.find(({ state, version }) => state === 'draft' && version === 1);
      if (!draft) continue;
      const proofId = await seedProof(ctx, { act: 'change-call-policy', contentHash: draft.contentHash });
      await approvePolicy(ctx, { laboratoryId, versionId: draft.id, contentHash: draft.contentHash }, proofId);
    }
  }
  const [first] = biologists;
  if (!first) return;
  for (const { ward, lines } of PHONES)
    await changeWardPhone(
      contextFor(db, first, () => at),
      { wardId: ward, seen: 0, lines },
    );
}
