/** A signature as far as its clock goes. */
interface Running {
  decisionId: string;
  effectiveAt: Date;
}

/** Newest first, each once: a card that is read again names the same signature. */
export const begunWith = <T extends Running>(running: readonly T[], begun: T): readonly T[] =>
  running.some(({ decisionId }) => decisionId === begun.decisionId) ? running : [begun, ...running];

export const without = <T extends Running>(running: readonly T[], ended: Running): readonly T[] =>
  running.filter(({ decisionId }) => decisionId !== ended.decisionId);

/** The first whose time is over and on which nothing is under way; each ends by itself, in the order of its own clock. */
export function nextToEnd<T extends Running>(running: readonly T[], busy: ReadonlyMap<string, unknown>, now: Date): T | undefined {
  return running
    .filter(({ decisionId, effectiveAt }) => !busy.has(decisionId) && now >= effectiveAt)
    .toSorted((one, other) => one.effectiveAt.getTime() - other.effectiveAt.getTime())[0];
}
