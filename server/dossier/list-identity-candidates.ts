import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { differingTraits } from './attachment-rules';
import { type AttachmentRow, attachmentsOf, candidateIds, comparedPerson, lockForAttachment } from './attachment-store';
import type { ComparedPerson, ComparedTrait } from './attachment-types';

export interface CandidateSearch {
  dossierId: string;
  /** An exact number, or an exact name and birth date; both empty = what comes near the dossier's own. */
  number: string;
  familyName: string;
  birthDate: string | null;
}

export interface Candidate {
  person: ComparedPerson;
  differs: ComparedTrait[];
}

export interface IdentityCandidates {
  dossierId: string;
  accessionNumber: string;
  /** The identity that came with the dossier. */
  own: ComparedPerson;
  candidates: Candidate[];
  /** All that was ever attached, newest first. */
  history: Pick<AttachmentRow, 'id' | 'reason' | 'attachedAt' | 'attachedByName' | 'confirmedAt' | 'detachedAt' | 'detachedByName' | 'detachReason'>[];
  /** Whose it is said to be now; null while nobody has said so. */
  attachedTo: Candidate | null;
}

/**
 * Answers the persons whom a dossier without a sure identity may be of, each beside what the messages said, with what differs; nothing is ever picked. Reading
 * them is traced. A dossier of other sites is not there.
 * @see GBUI III-2b; HCL-2
 */
export async function listIdentityCandidates(
  ctx: Context<ProfessionalActor>,
  input: CandidateSearch,
): Promise<Outcome<IdentityCandidates, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'repair.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const dossier = await lockForAttachment(tx, input.dossierId);
    const own = dossier && (await comparedPerson(tx, dossier.dossierId, dossier.fromPatientId));
    if (!dossier || !own) return refuse('not-found');
    const ids = dossier.attachmentId === null ? await candidateIds(tx, dossier.dossierId, input) : [];
    const candidates = await besides(tx, dossier.dossierId, own, ids);
    const [attachedTo] = dossier.attachmentId === null ? [] : await besides(tx, dossier.dossierId, own, [dossier.patientId]);
    const by = input.number !== '' ? 'number' : input.familyName !== '' ? 'name' : 'near';
    await append(tx, ctx, { action: 'patient.compare', dossierId: dossier.dossierId, detail: { found: candidates.length, by } });
    return done({
      dossierId: dossier.dossierId,
      accessionNumber: dossier.accessionNumber,
      own,
      candidates,
      history: await attachmentsOf(tx, dossier.dossierId),
      attachedTo: attachedTo ?? null,
    });
  });
}

async function besides(tx: Transaction, dossierId: string, own: ComparedPerson, ids: readonly string[]): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const id of ids) {
    const person = await comparedPerson(tx, dossierId, id);
    if (person) found.push({ person, differs: differingTraits(own, person) });
  }
  return found;
}
