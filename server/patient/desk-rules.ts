const DAY_MS = 86_400_000;

/** A request is answered within a month (RGPD art. 12 §3); thirty days are never longer. */
export const ANSWER_WITHIN_MS = 30 * DAY_MS;
/** Answered requests stay on the desk's page that long. */
export const ANSWERED_SHOWN_MS = 30 * DAY_MS;

export const dueAt = (createdAt: Date): Date => new Date(createdAt.getTime() + ANSWER_WITHIN_MS);

/** How many wait, and how many have waited too long. */
export function standingOf(tasks: readonly { state: string; createdAt: Date }[], now: Date): { open: number; overdue: number } {
  const open = tasks.filter((task) => task.state === 'open');
  return { open: open.length, overdue: open.filter((task) => dueAt(task.createdAt) < now).length };
}
