import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { decisionComment, decisionPhrase, validationDecision } from '../../db/schema/validation';
import { newId } from '../platform/ids';
import type { CommentRow, UsedPhrase, WrittenComment } from './comment-rules';

export async function insertComments(tx: Transaction, decisionId: string, comments: readonly WrittenComment[], phrases: readonly UsedPhrase[]): Promise<void> {
  if (comments.length > 0)
    await tx.insert(decisionComment).values(
      comments.map(({ level, target, text, corrects }, position) => ({
        id: newId(),
        decisionId,
        position,
        level,
        observationVersionId: level === 'analyte' ? target : null,
        specimen: level === 'sample' ? target : '',
        text: text.trim(),
        corrects: corrects ?? null,
      })),
    );
  if (phrases.length > 0)
    await tx
      .insert(decisionPhrase)
      .values(phrases.map(({ phraseId, version, text }, position) => ({ decisionId, position, phraseId, phraseVersion: version, text })));
}

/** Every comment of a dossier but those that were written with its decisions as a whole, in the order they were signed. */
export async function commentsOf(tx: Transaction, dossierId: string): Promise<(CommentRow & { state: string })[]> {
  const rows = await tx
    .select({ row: decisionComment, state: validationDecision.state })
    .from(decisionComment)
    .innerJoin(validationDecision, eq(validationDecision.id, decisionComment.decisionId))
    .where(eq(validationDecision.dossierId, dossierId))
    .orderBy(validationDecision.signedAt, decisionComment.position);
  return rows.map(({ row, state }) => ({ ...row, state }));
}

/** Which of these phrases are in force in that laboratory, in exactly that version. */
export async function phrasesInForce(tx: Transaction, laboratoryId: string, phrases: readonly UsedPhrase[]): Promise<number> {
  if (phrases.length === 0) return 0;
  const rows = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from phrase_version p where p.laboratory_id = ${laboratoryId} and p.state = 'in-force'
      and (p.phrase_id::text || ' ' || p.version) in (${sql.join(
        phrases.map(({ phraseId, version }) => sql`${`${phraseId} ${version}`}`),
        sql`, `,
      )})`);
  return rows[0]?.count ?? 0;
}
