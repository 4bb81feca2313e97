import { formatMoment, formatTime } from '../../../_text/format';
import { parisDay } from '../../../_text/paris-day';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** As far ahead as the server takes a reminder. */
const WEEK = 7 * DAY;

export const REMINDERS = [
  { id: 'none', label: 'Sans rappel' },
  { id: '15', label: '15 min' },
  { id: '60', label: '1 h' },
  { id: '120', label: '2 h' },
  { id: 'morning', label: '7 h' },
  { id: 'free', label: 'Autre heure' },
] as const;
export type ReminderChoice = (typeof REMINDERS)[number]['id'];

/** The instant that a choice stands for; null = no reminder, or an hour that is not written yet. */
export function reminderAt(choice: ReminderChoice, free: string, now: Date): Date | null {
  switch (choice) {
    case 'none':
      return null;
    case 'morning':
      return nextHour('07:00', now);
    case 'free':
      return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(free) ? parisInstant(free) : null;
    default:
      // To the minute: the same choice a second later is the same statement to sign.
      return new Date(Math.ceil((now.getTime() + Number(choice) * MINUTE) / MINUTE) * MINUTE);
  }
}

/** Why a chosen reminder cannot be kept; '' = it can. */
export function reminderProblem(choice: ReminderChoice, at: Date | null, now: Date): string {
  if (choice === 'none') return '';
  if (at === null) return 'heure du rappel à écrire';
  if (at <= now) return 'rappel déjà passé';
  return at.getTime() - now.getTime() > WEEK ? 'rappel à plus de sept jours' : '';
}

/** « Le dossier reviendra en tête de liste demain à 07:00. » */
export function reminderWords(at: Date | null, now: Date): string {
  if (at === null) return 'Le dossier reste dans l’onglet « En attente ».';
  const tomorrow = parisDay(new Date(now.getTime() + DAY));
  const moment = parisDay(at) === tomorrow ? `demain à ${formatTime(at)}` : formatMoment(at, now);
  return `Le dossier reviendra en tête de liste ${moment}.`;
}

function nextHour(hour: string, now: Date): Date {
  const today = parisInstant(`${parisDay(now)}T${hour}`);
  return today > now ? today : parisInstant(`${parisDay(new Date(now.getTime() + DAY))}T${hour}`);
}

/** An hour as it is read on a clock in Paris. */
function parisInstant(text: string): Date {
  const asUtc = new Date(`${text}:00Z`).getTime();
  const shift = (at: number): number => new Date(`${parisDay(at)}T${formatTime(at)}:00Z`).getTime() - at;
  const guess = asUtc - shift(asUtc);
  return new Date(asUtc - shift(guess));
}
