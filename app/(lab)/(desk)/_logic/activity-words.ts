import type { CsvCell } from '../../../_text/csv';
import { formatDayMonth, formatMoment, formatNumber, NBSP, plural } from '../../../_text/format';
import type { Activity, Counts, Delay, Links } from './types';

export type Period = '1' | '7' | '30';

export const PERIODS: readonly { id: Period; label: string }[] = [
  { id: '1', label: 'Aujourd’hui' },
  { id: '7', label: '7 jours' },
  { id: '30', label: '30 jours' },
];

const HOUR_MS = 3_600_000;

/** « 386 dossiers reçus depuis minuit » */
export function receivedWords(activity: Activity): string {
  const since = activity.from === activity.to ? 'depuis minuit' : `du ${dayWords(activity.from)} au ${dayWords(activity.to)}`;
  return `${plural(activity.total.received, 'dossier reçu', 'dossiers reçus')} ${since}`;
}

export const dayWords = (day: string): string => formatDayMonth(`${day}T12:00:00Z`);

/** The four steps, with what stayed behind at each of them. */
export function funnelSteps({ received, validated, completed, available, read, waitingLate, unreadLate }: Counts) {
  const partly = validated - completed;
  return [
    { label: 'Reçus', count: received },
    {
      label: 'Validés',
      count: validated,
      rest: [`${formatNumber(received - validated)} à valider`, ...(partly > 0 ? [`${formatNumber(partly)} en partie`] : [])].join(', '),
      late: waitingLate > 0 ? `${formatNumber(waitingLate)} au-delà du délai` : undefined,
    },
    { label: 'Disponibles', count: available, rest: plural(validated - available, 'non diffusé', 'non diffusés') },
    {
      label: 'Lus',
      count: read,
      rest: plural(available - read, 'non lu', 'non lus'),
      late: unreadLate > 0 ? `${formatNumber(unreadLate)} depuis plus de 4${NBSP}h` : undefined,
    },
  ];
}

/** Which laboratories are silent for longer than usual: their figures are incomplete, and that is said. */
export function muteSentences(links: Links | undefined, activity: Activity, now: Date): string[] {
  const counted = new Set(activity.sites.map((site) => site.laboratoryId));
  return (links?.links ?? []).flatMap(({ laboratoryId, name, inbound: { muteSince } }) =>
    muteSince && counted.has(laboratoryId) ? [`${name} ne transmet plus depuis ${sinceWords(muteSince, now)}${NBSP}: ces chiffres sont incomplets.`] : [],
  );
}

/** « Aucun dossier reçu depuis minuit. Dernier message du SIL à 23:58. » */
export function lastMessageWords(links: Links | undefined, now: Date): string {
  const instants = (links?.links ?? []).flatMap(({ inbound: { lastReceivedAt } }) => (lastReceivedAt ? [lastReceivedAt.getTime()] : []));
  return instants.length === 0 ? 'Aucun message du SIL n’est encore arrivé.' : `Dernier message du SIL ${formatMoment(Math.max(...instants), now)}.`;
}

/** « 02:41 », « hier à 22:10 » */
export const sinceWords = (at: Date, now: Date): string => formatMoment(at, now).replace(/^(à|le) /, '');

/** An axis that holds the slowest and the objective, with lines at round times. */
export function delayAxis(delays: readonly Delay[], targetMs: number): { endMs: number; stepMs: number } {
  const longest = Math.max(targetMs * 1.25, ...delays.map((delay) => delay.ninetiethMs ?? 0));
  const steps = [HOUR_MS / 2, HOUR_MS, 2 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, 24 * HOUR_MS];
  const stepMs = steps.find((step) => longest / step <= 6) ?? 48 * HOUR_MS;
  return { stepMs, endMs: Math.ceil(longest / stepMs) * stepMs };
}

const minutes = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 6_000) / 10);

/** The page as one table: a line per site and one for all. */
export function activityRows(activity: Activity): CsvCell[][] {
  const sites = activity.bySite.length === 1 ? activity.bySite : [activity.total, ...activity.bySite];
  const delayOf = (list: readonly Delay[], siteId: string | null) => list.find((delay) => delay.siteId === siteId);
  return [
    [
      'Du',
      'Au',
      'Site',
      'Reçus',
      'Validés',
      'Validés en entier',
      'Disponibles',
      'Lus',
      'À valider au-delà du délai',
      'Non lus depuis plus de 4 h',
      'Urgent, dossiers',
      'Urgent, médiane (min)',
      'Urgent, 9 sur 10 (min)',
      'Courant, dossiers',
      'Courant, médiane (min)',
      'Courant, 9 sur 10 (min)',
    ],
    ...sites.map((row) => {
      const urgent = delayOf(activity.delays.urgent, row.siteId);
      const routine = delayOf(activity.delays.routine, row.siteId);
      return [
        activity.from,
        activity.to,
        row.name,
        row.received,
        row.validated,
        row.completed,
        row.available,
        row.read,
        row.waitingLate,
        row.unreadLate,
        urgent?.count ?? null,
        minutes(urgent?.medianMs ?? null),
        minutes(urgent?.ninetiethMs ?? null),
        routine?.count ?? null,
        minutes(routine?.medianMs ?? null),
        minutes(routine?.ninetiethMs ?? null),
      ];
    }),
  ];
}
