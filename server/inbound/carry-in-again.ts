import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { readLaboratory } from '../directory/read-directory';
import { textOf } from '../hl7/access';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { derivedId } from '../platform/ids';
import { announce } from '../platform/live';
import { settingsOf } from './profile-settings';
import { readStoredPart } from './read-alone';
import { closeRepairsOf } from './repair-store';
import { receptionOf, refuseByHeader } from './rules';
import { lockMessage, profileOfSender, replaceReception } from './store';
import { translate } from './translate/translate';
import { numbersOf } from './translate/triage';

/**
 * Judges a kept message as if it came now, under today's profile: its bytes, its instant of reception and the answer that was given stay. What goes in is told to the
 * worker in its order; items of repair close, and those whose cause still stands open again when it is applied.
 * @returns whether it goes in
 */
export async function carryInAgain(ctx: Context, tx: Transaction, messageId: string): Promise<boolean> {
  const row = await lockMessage(tx, messageId);
  if (!row || !['quarantined', 'refused', 'applied'].includes(row.state)) return false;
  const read = readStoredPart(row.raw, row.part, 'UNICODE UTF-8');
  const header = (field: number) => (read?.segments[0] ? textOf(read, read.segments[0], field) : '');
  const profile = read ? await profileOfSender(tx, header(3), header(4)) : undefined;
  const message = profile ? readStoredPart(row.raw, row.part, profile.defaultCharset) : null;
  const laboratory = profile ? await readLaboratory(tx, profile.laboratoryId) : null;
  const acceptsTests = (await profileOfSender(tx, '', ''))?.isGeneric === true;
  const refusal = message ? refuseByHeader(message, { isSenderKnown: true, acceptsTests, settings: settingsOf(profile?.settings ?? {}) }) : null;
  if (!profile?.isActive || !message || !laboratory || refusal) {
    await finish(ctx, tx, row.id, row.laboratoryId, 'refused');
    return false;
  }
  const translation = translate(message, {
    timeZone: profile.timeZone,
    defaultCharset: profile.defaultCharset,
    laboratoryFiness: laboratory.finessNumber,
    facility: header(4),
    settings: settingsOf(profile.settings),
  });
  const { state, problems } = receptionOf(translation.problems);
  const accessionNumbers = numbersOf(translation);
  await replaceReception(tx, row.id, { profileId: profile.id, laboratoryId: laboratory.id, problems, state, accessionNumbers, failureCode: null });
  if (state === 'stored') {
    await closeRepairsOf(tx, { messageId: row.id, closedBy: 'Relais', resolution: 'replayed', at: ctx.now() });
    const key = derivedId('message-order', laboratory.id, accessionNumbers[0] ?? row.controlId);
    await tell(tx, { name: 'message.stored', dossierId: key, subjectId: row.id }, ctx.now());
  }
  await finish(ctx, tx, row.id, laboratory.id, state === 'stored' ? 'done' : 'refused');
  return state === 'stored';
}

async function finish(ctx: Context, tx: Transaction, id: string, laboratoryId: string | null, outcome: 'done' | 'refused'): Promise<void> {
  await append(tx, ctx, { action: 'inbound.judge-again', outcome, subjectId: id, detail: {} });
  await announce(tx, 'exchanges', laboratoryId ?? 'none');
}
