import type { Transaction } from '../../db/client';
import type { DigestLine, DigestNumbers } from '../../db/schema/handover';
import { readStaffNames } from '../access/read-staff';
import { append } from '../audit/append';
import { readLaboratories } from '../directory/read-directory';
import { readAnswering } from '../duty/responsibility';
import { type NamedSite, namedSites } from '../duty/site-names';
import { hashOf } from '../platform/canonical';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { wake } from '../wake/wake';
import { dayDue, fateOf, isBalanced, nightOf } from './digest-rules';
import { countedDossiers, hasDigest, insertDigest, nightCalls, nightGaps, signedBy } from './digest-store';

const UNFINISHED: ReadonlySet<string> = new Set(['held', 'waiting', 'pending', 'awaited', 'lost']);

/**
 * Each minute from seven on, by the clock of each site: writes for everybody who answered there in the night what the night brought and what became of it, once,
 * and lets her know. A product that was down makes it when it is back. Never written anew.
 * @see ideas.md 3; issue « Duty and alerts »
 */
export async function makeDigests(ctx: Context): Promise<number> {
  const now = ctx.now();
  return ctx.transaction(async (tx) => {
    const zones = new Map((await readLaboratories(tx)).map(({ id, timeZone }) => [id, timeZone]));
    let made = 0;
    for (const site of await namedSites(tx)) {
      const zone = zones.get(site.laboratoryId) ?? 'Europe/Paris';
      const day = dayDue(now, zone);
      if (!(await hasDigest(tx, site.id, day))) made += await makeDigest(ctx, tx, site, day, nightOf(day, zone));
    }
    return made;
  });
}

async function makeDigest(ctx: Context, tx: Transaction, site: NamedSite, day: string, night: { fromAt: Date; toAt: Date }): Promise<number> {
  const people = await readAnswering(tx, site.id, night);
  if (people.length === 0) return 0;
  const dossiers = (await countedDossiers(tx, site.id, night)).map((dossier) => ({ ...dossier, fate: fateOf(dossier) }));
  const calls = await nightCalls(tx, site.id, night);
  const gaps = await nightGaps(tx, site.id, night);
  const signed = await signedBy(tx, site.id, night);
  const names = await readStaffNames(tx, people);
  const count = (fate: string) => dossiers.filter((dossier) => dossier.fate === fate).length;
  const shared = {
    received: dossiers.length,
    validated: count('validated'),
    byLis: count('byLis'),
    automatic: count('automatic'),
    held: count('held'),
    waiting: count('waiting'),
    pending: count('pending'),
    awaited: count('awaited'),
    cancelled: count('cancelled'),
    lost: count('lost'),
    openCalls: calls.open.length,
    closedCalls: calls.closed,
    gaps: gaps.length,
  };
  const lines: DigestLine[] = [
    ...calls.open,
    ...dossiers
      .filter(({ fate }) => UNFINISHED.has(fate))
      .map(({ fate, dossierId, number, person, place, detail, since }) => ({ kind: fate, dossierId, number, person, place, detail, since })),
    ...gaps,
  ];
  for (const userId of people) {
    const numbers: DigestNumbers = { ...shared, signedByHer: signed.get(userId) ?? 0 };
    const id = newId();
    const content = { siteId: site.id, userId, userName: names.get(userId) ?? '', day, ...night, numbers, lines, isBalanced: isBalanced(numbers) };
    await insertDigest(tx, { id, ...content, contentHash: hashOf(content), madeAt: ctx.now() });
    await append(tx, ctx, {
      action: 'digest.make',
      subjectId: id,
      detail: { siteId: site.id, day, received: numbers.received, isBalanced: content.isBalanced },
    });
    await wake(ctx, tx, { userId, siteId: site.id, reason: 'digest', subjectId: id });
  }
  return people.length;
}
