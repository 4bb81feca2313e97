import type { Transaction } from '../../db/client';
import type { Biologist } from '../access/read-staff';
import { type Refusal, refuse } from '../platform/outcome';
import { endOf, overlap, type Stretch } from './rules';
import { dutiesBetween } from './store';
import { absencesBetween } from './swap-store';

export type HoldRefusal = Refusal<'not-biologist-there' | 'person-away' | 'duty-overlaps'>;

/**
 * Says why a person cannot take these hours at this site, or null: she has no right there, is away, or already holds a duty there. Ask with
 * her lock held, so that the answer is still true when the row is written.
 */
export async function whyNotHold(
  tx: Transaction,
  person: Biologist | undefined,
  site: { id: string; name: string },
  hours: Stretch,
  except: readonly string[] = [],
): Promise<{ ok: false; refusal: HoldRefusal } | null> {
  if (!person?.siteIds.includes(site.id)) return refuse('not-biologist-there', { name: person?.name ?? '', site: site.name });
  const away = (await absencesBetween(tx, hours.startsAt, hours.endsAt)).find(({ userId }) => userId === person.userId);
  if (away) return refuse('person-away', { name: person.name, from: away.startsAt.toISOString(), to: endOf(away).toISOString() });
  const held = (await dutiesBetween(tx, hours.startsAt, hours.endsAt, { userIds: [person.userId] })).find(
    (duty) => duty.siteId === site.id && !except.includes(duty.id) && overlap({ startsAt: duty.startsAt, endsAt: endOf(duty) }, hours),
  );
  if (held) return refuse('duty-overlaps', { name: person.name, site: site.name, from: held.startsAt.toISOString(), to: endOf(held).toISOString() });
  return null;
}
