import type { z } from 'zod';
import { readStaffNames } from '../access/read-staff';
import { requireAccess } from '../access/require-access';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { inOrder, responsibleOf } from './responsibility-rules';
import { namedSites } from './site-names';
import { type LineRow, linesAt } from './store';
import type { DutyKind, DutyLines } from './types';

/**
 * « De garde : Dr … jusqu’à 8 h » for every site that concerns the actor, with the numbers that he may know: all of them inside the laboratory, those given for
 * wards outside it. A site where nobody answers has its line too, with the laboratory's number.
 */
export async function readLines(ctx: Context): Promise<Outcome<z.infer<typeof DutyLines>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'duty.reach');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const at = ctx.now();
    const rows = await linesAt(tx, at);
    const names = await readStaffNames(
      tx,
      rows.flatMap(({ userId }) => userId ?? []),
    );
    const sites = (await namedSites(tx)).filter(({ id }) => rows.some(({ siteId }) => siteId === id));
    return done({
      at,
      lines: sites.map(({ id, name, laboratory, phone }) => ({
        siteId: id,
        site: name,
        laboratory,
        phone,
        people: peopleOf(
          rows.filter((row) => row.siteId === id),
          names,
        ),
      })),
    });
  });
}

/** The one who answers for the site in front, then the others in the order in which they are called. */
function peopleOf(rows: readonly LineRow[], names: ReadonlyMap<string, string>) {
  const there = rows.flatMap(({ userId, kind, until, contacts, holds }) => (userId ? [{ userId, kind: kind as DutyKind | null, until, contacts, holds }] : []));
  const present = there.flatMap(({ userId, kind, until }) => (kind && until ? [{ userId, kind, startsAt: until }] : []));
  const responsible = responsibleOf(there.find(({ holds }) => holds)?.userId ?? null, present);
  const order = [responsible?.userId, ...inOrder(present).map(({ userId }) => userId)];
  return there
    .toSorted((a, b) => order.indexOf(a.userId) - order.indexOf(b.userId))
    .map(({ userId, kind, until, contacts }) => ({
      name: names.get(userId) ?? '',
      kind,
      until,
      contacts: contacts.map(({ label, number }) => ({ label, number })),
      isResponsible: userId === responsible?.userId,
    }));
}
