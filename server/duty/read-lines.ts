import type { z } from 'zod';
import { readStaffNames } from '../access/read-staff';
import { requireAccess } from '../access/require-access';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { namedSites } from './site-names';
import { linesAt } from './store';
import type { DutyLines } from './types';

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
        people: rows.flatMap(({ siteId, userId, kind, until, contacts }) =>
          siteId === id && userId && until
            ? [
                {
                  name: names.get(userId) ?? '',
                  kind: kind as 'astreinte' | 'garde' | 'presence',
                  until,
                  contacts: contacts.map(({ label, number }) => ({ label, number })),
                },
              ]
            : [],
        ),
      })),
    });
  });
}
