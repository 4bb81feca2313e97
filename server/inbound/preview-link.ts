import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { readLaboratory } from '../directory/read-directory';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { type Explanation, explain } from './explain';
import type { LinkContent } from './link-content';
import { linkRow, managesLinksOf } from './link-page-store';
import { openMessage } from './open-message';
import { contentOf } from './read-links';

const understoodBy = (bytes: Buffer, laboratoryFiness: string, { settings, timeZone, defaultCharset, sendingFacility }: LinkContent): Explanation[] =>
  explain(bytes, { settings, timeZone, defaultCharset, laboratoryFiness, facility: sendingFacility });

/**
 * What the link understands of a message today, and what it would with the draft: by the translation of reception itself. Stores nothing of the message, whether it is one of the
 * link's own, which is opened with a trace, or a file that was dropped.
 */
export async function previewLink(
  ctx: Context,
  input: { profileId: string; draft: LinkContent; messageId: string | null; file: Buffer | null },
): Promise<Outcome<{ current: Explanation[]; draft: Explanation[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'repair.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const row = await linkRow(tx, input.profileId);
    if (!row || !(await managesLinksOf(tx, row.laboratoryId))) return refuse('not-found');
    const bytes = input.messageId === null ? input.file : await openMessage(tx, ctx, input.messageId, 'preview');
    if (bytes === null) return refuse('not-found');
    // Whose validation counts hangs on it: an executing laboratory's « F » is not this one's.
    const finess = (await readLaboratory(tx, row.laboratoryId))?.finessNumber ?? '';
    await append(tx, ctx, { action: 'link.preview', subjectId: row.id, detail: { version: row.version, own: input.messageId !== null } });
    return done({ current: understoodBy(bytes, finess, contentOf(row)), draft: understoodBy(bytes, finess, input.draft) });
  });
}
