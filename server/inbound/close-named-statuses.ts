import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { settingsOf } from './profile-settings';
import { closeItem, openStatusItems } from './repair-store';
import { LONG_WORD, statusMeant, wordOfSubject } from './translate/status';

/**
 * Closes what waited for a word of OBX-11, once the settings of its link say what the word means, whichever way they were changed: by hand, from a file, by an
 * earlier version put back. In the name of whoever changed them last.
 */
export async function closeNamedStatuses(ctx: Context, tx: Transaction): Promise<void> {
  for (const { id, laboratoryId, subject, settings, changedByName, changedAt, openedAt } of await openStatusItems(tx)) {
    const word = wordOfSubject(subject);
    // Which long word it was stands in the message alone: still unknown, it comes again with the next one.
    const isNamed = word === LONG_WORD ? changedAt > openedAt : statusMeant(settingsOf(settings), word).isKnown;
    if (!isNamed) continue;
    await closeItem(tx, id, { closedBy: changedByName, resolution: 'mapped', at: ctx.now() });
    if (laboratoryId) await announce(tx, 'exchanges', laboratoryId);
  }
}
