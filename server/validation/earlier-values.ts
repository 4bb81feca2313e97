/** Why a result has another value since: measured again, changed by the LIS on the same measurement, or nobody said. */
export const EARLIER_REASONS = ['rerun', 'correction', 'unsaid'] as const;
export type EarlierReason = (typeof EARLIER_REASONS)[number];

interface Version {
  observationKey: string;
  version: number;
  values: readonly string[];
  unit: string;
  status: string;
  analysedAt: Date | null;
  recordedAt: Date;
}

/**
 * The values that a result had before, newest first; a version that only changed a note or a flag has none. Measured again (a later time of analysis, or a rerun that was asked for between the two)
 * is a rerun; the same time of analysis, or the status « corrected », is a correction; anything else is told as what nobody said.
 * @param reruns when a rerun or another sample was asked for of this result
 * @see GBUI IV-4b
 */
export function earlierValues<V extends Version>(current: Version, history: readonly V[], reruns: readonly Date[] = []): { version: V; why: EarlierReason }[] {
  const older = history
    .filter(({ observationKey, version, values }) => observationKey === current.observationKey && version < current.version && values.length > 0)
    .toSorted((a, b) => b.version - a.version);
  let since: Version = current;
  return older.flatMap((version) => {
    const next = since;
    since = version;
    return isSameValue(version, next) ? [] : [{ version, why: reasonOf(version, next, reruns) }];
  });
}

const isSameValue = (one: Version, other: Version): boolean => one.unit === other.unit && one.values.join('\n') === other.values.join('\n');

function reasonOf(before: Version, after: Version, reruns: readonly Date[]): EarlierReason {
  const [was, is] = [before.analysedAt?.getTime(), after.analysedAt?.getTime()];
  if (was !== undefined && is !== undefined && is > was) return 'rerun';
  if (reruns.some((asked) => asked >= before.recordedAt && asked <= after.recordedAt)) return 'rerun';
  if (after.status === 'C' || (was !== undefined && was === is)) return 'correction';
  return 'unsaid';
}
