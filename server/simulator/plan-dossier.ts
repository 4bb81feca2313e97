import { correctedLine } from './correction';
import type { Dossier, PlannedGroup, PlannedResult } from './dossier';
import type { Laboratory } from './laboratories';
import { laboratories } from './laboratories';
import { type PlannedOrder, planOrder } from './plan-order';
import { planAddedGroup, planGroups } from './plan-results';
import { type Random, randomFrom } from './random';
import { accessionNumberOf, minuteMs } from './rhythm';

/** No first message is sent later than this after the registration. */
export const longestFirstDelayMs = 120 * minuteMs;
/** Nor earlier. */
export const shortestFirstDelayMs = 4 * minuteMs;

export interface DossierKey {
  seed: string;
  laboratory: Laboratory;
  registeredAt: Date;
  /** How often the patient is one who comes back again and again. */
  regularShare: number;
}

const addedShare = 0.04;
const correctedShare = 0.03;
const heldBackShare = 0.3;

/** Plans the whole life of a dossier; the same key always gives the same dossier. */
export function planDossier(key: DossierKey): Dossier {
  const { laboratory, registeredAt } = key;
  const accessionNumber = accessionNumberOf(registeredAt);
  const random = randomFrom(`${key.seed}/dossier/${laboratory.code}/${accessionNumber}`);
  const order = planOrder(random, key);
  const planned = planGroups(random, laboratory, order);
  const firstAt = firstSending(random, order, planned);
  const groups = random.chance(heldBackShare) ? holdSomethingBack(random, planned, firstAt) : planned;
  const added = random.chance(addedShare) ? planAddedGroup(random, laboratory, order, laterThan(random, firstAt, 30, 300)) : null;
  const everyGroup = added ? [...groups, added] : groups;
  const corrected = random.chance(correctedShare) ? correctSomething(random, everyGroup, { laboratory, order, firstAt }) : everyGroup;
  return {
    laboratory,
    patient: order.patient,
    encounter: order.encounter,
    order: {
      placerNumber: `P${laboratories.indexOf(laboratory) + 1}${accessionNumber}`,
      accessionNumber,
      orderedAt: registeredAt,
      priority: order.priority,
      prescriber: order.prescriber,
      wardPhone: order.ward.phone,
      status: 'IP',
    },
    clinicalInformation: order.clinicalInformation,
    collector: order.collector,
    collectedAt: order.collectedAt,
    receivedAt: order.receivedAt,
    groups: corrected,
    sendsAt: [firstAt, ...laterSendings(random, corrected, firstAt)],
    repeatsWholeGroups: random.chance(0.65),
  };
}

/** The first message waits for what the bench does at once; for a vital emergency only for the first quarter of an hour. */
function firstSending(random: Random, order: PlannedOrder, groups: readonly PlannedGroup[]): Date {
  const readyAt = groups.flatMap((group) => group.results.map((result) => result.readyAt.getTime()));
  const earliest = Math.min(...readyAt);
  const received = order.receivedAt.getTime();
  const patience = order.priority === 'stat' ? earliest + 12 * minuteMs : received + 75 * minuteMs;
  const waitedFor = readyAt.filter((at) => at <= Math.min(patience, received + 75 * minuteMs));
  if (waitedFor.length === 0) return laterThan(random, order.receivedAt, 5, 25);
  return new Date(Math.max(...waitedFor) + random.integer(40, 200) * 1000);
}

/** One or two figures need a dilution or a second look and come after the first message. */
function holdSomethingBack(random: Random, groups: readonly PlannedGroup[], firstAt: Date): PlannedGroup[] {
  const readyGroups = groups.filter((group) => group.results.length > 1 && group.results.some((result) => result.readyAt <= firstAt));
  if (readyGroups.length === 0) return [...groups];
  const late = random.pick(readyGroups);
  const held = new Set([random.pick(late.results), random.pick(late.results)]);
  const readyAt = laterThan(random, firstAt, 6, 80);
  return groups.map((group) =>
    group === late ? { ...group, results: group.results.map((result) => (held.has(result) ? postponed(result, readyAt) : result)) } : group,
  );
}

function postponed(result: PlannedResult, readyAt: Date): PlannedResult {
  if (result.readyAt >= readyAt) return result;
  return { ...result, readyAt, line: { ...result.line, analysedAt: result.line.analysedAt ? readyAt : null } };
}

/** A value that was sent is replaced later, half of the time under the status C, half under the ordinary one. */
function correctSomething(
  random: Random,
  groups: readonly PlannedGroup[],
  { laboratory, order, firstAt }: { laboratory: Laboratory; order: PlannedOrder; firstAt: Date },
): readonly PlannedGroup[] {
  const sent = groups.flatMap((group) => group.results).filter((result) => result.readyAt <= firstAt);
  if (sent.length === 0) return groups;
  const chosen = random.pick(sent);
  const status = random.chance(0.5) ? 'C' : laboratory.unvalidatedStatus;
  const line = correctedLine(random, chosen.line, status, { sex: order.patient.sex, age: order.age });
  if (!line) return groups;
  const at = laterThan(random, firstAt, 5, 240);
  const correction = { line: { ...line, analysedAt: at }, at };
  return groups.map((group) => ({
    ...group,
    results: group.results.map((result) => (result === chosen ? { ...result, correction } : result)),
  }));
}

/** What becomes ready within ten minutes travels together. */
function laterSendings(random: Random, groups: readonly PlannedGroup[], firstAt: Date): Date[] {
  const moments = groups
    .flatMap((group) => group.results.flatMap((result) => [result.readyAt, ...(result.correction ? [result.correction.at] : [])]))
    .map((at) => at.getTime())
    .filter((at) => at > firstAt.getTime())
    .sort((left, right) => left - right);
  const sendings: number[] = [];
  for (const moment of moments) {
    if (moment <= (sendings.at(-1) ?? 0)) continue;
    const together = moments.filter((at) => at >= moment && at <= moment + 10 * minuteMs);
    sendings.push(Math.max(...together) + random.integer(50, 180) * 1000);
  }
  return sendings.map((at) => new Date(at));
}

function laterThan(random: Random, at: Date, fewestMinutes: number, mostMinutes: number): Date {
  return new Date(at.getTime() + random.integer(fewestMinutes * 60, mostMinutes * 60) * 1000);
}
