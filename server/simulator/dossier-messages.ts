import type { Dossier, PlannedGroup, PlannedResult } from './dossier';
import type { LisGroup, LisMessage, LisResult, LisSpecimen } from './lis-message';
import { awaitedLine } from './result-line';
import { centrifugedAt, sampleOf, technicalOf, withIndices } from './technical';

/** Every message of a dossier in the order in which it is sent; the first says all that is awaited, the later what is new. */
export function messagesOf(dossier: Dossier): LisMessage[] {
  return dossier.sendsAt.map((at, index) => messageAt(dossier, dossier.sendsAt[index - 1] ?? null, at));
}

function messageAt(dossier: Dossier, previous: Date | null, at: Date): LisMessage {
  const groups = dossier.groups
    .filter((group) => previous === null || group.results.some((result) => changedBetween(result, previous, at)))
    .map((group) => groupAt(dossier, group, previous, at))
    .filter((group) => group.results.length > 0);
  const { laboratory, patient, encounter, order } = dossier;
  return { laboratory, sentAt: at, processingId: 'P', patient, encounter, order, groups, specimens: specimensOf(dossier, groups) };
}

function groupAt(dossier: Dossier, group: PlannedGroup, previous: Date | null, at: Date): LisGroup {
  const saysAll = previous === null || dossier.repeatsWholeGroups;
  const results = group.results
    .filter((result) => saysAll || changedBetween(result, previous, at))
    .map((result) => lineAt(result, at))
    .filter((line) => line !== null)
    .map((line) => ({ ...line, technical: technicalOf(dossier, line) }));
  const { panel, technician, notes } = group;
  const isAwaited = results.every((line) => line.status === 'I');
  return {
    code: panel.code,
    label: panel.label,
    suffix: panel.suffix,
    section: panel.section,
    specimen: panel.specimen,
    collectedAt: dossier.collectedAt,
    receivedAt: dossier.receivedAt,
    collector: dossier.collector,
    clinicalInformation: dossier.clinicalInformation,
    changedAt: new Date(at.getTime() - 7000),
    status: isAwaited ? 'I' : dossier.laboratory.unvalidatedStatus,
    technician: isAwaited ? null : technician,
    centrifugedAt: isAwaited ? null : centrifugedAt(dossier, panel),
    notes: isAwaited ? [] : notes,
    results: withIndices(dossier, results),
  };
}

function lineAt(result: PlannedResult, at: Date): LisResult | null {
  if (result.correction && result.correction.at <= at) return result.correction.line;
  if (result.readyAt <= at) return result.line;
  return result.isAnnounced ? awaitedLine(result.line) : null;
}

function changedBetween(result: PlannedResult, previous: Date, at: Date): boolean {
  const moments = [result.readyAt, ...(result.correction ? [result.correction.at] : [])];
  return moments.some((moment) => moment > previous && moment <= at);
}

function specimensOf(dossier: Dossier, groups: readonly LisGroup[]): LisSpecimen[] {
  const { order, collectedAt, receivedAt } = dossier;
  const kinds = new Map(groups.map((group) => [group.specimen.label, group.specimen]));
  return [...kinds.values()].map((kind, index) => ({
    identifier: `${order.accessionNumber}-${index + 1}`,
    ...kind,
    collectedAt,
    receivedAt,
    ...sampleOf(dossier, kind, groups),
  }));
}
