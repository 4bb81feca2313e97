import type { Transaction } from '../../db/client';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import type { Context } from '../platform/context';
import { type DraftRow, findDraft, lockRulesOf } from './life-store';
import { ownLaboratories } from './own-laboratories';
import { RuleSetContent } from './rule-set';

/** An open draft of one of the person's laboratories, held against everybody else until the transaction ends; undefined = there is none for her. */
export async function openDraft(tx: Transaction, ctx: Context<ProfessionalActor>, draftId: string): Promise<DraftRow | undefined> {
  const seen = await findDraft(tx, draftId);
  if (!seen || !(await ownLaboratories(tx, ctx.actor)).has(seen.laboratoryId)) return undefined;
  await lockRulesOf(tx, seen.laboratoryId);
  const draft = await findDraft(tx, draftId);
  return draft && draft.closedAt === null ? draft : undefined;
}

/** What a draft holds; it was checked when it was saved. */
export function contentOfDraft({ content }: Pick<DraftRow, 'content'>): RuleSetContent {
  const read = RuleSetContent.safeParse(content);
  assert(read.success, 'a draft is saved only when it can be read');
  return read.data;
}
