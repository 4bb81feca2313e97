import { formatDuration, formatTime, plural } from '../../../_text/format';
import type { OpenCall } from './types';

const MARKS: Record<string, string> = { 'critical-high': '▲▲', 'critical-low': '▼▼', critical: 'CRITIQUE' };

/** « Potassium 6,9 mmol/L ▲▲ »; what only the policy calls critical has no mark of the LIS. */
export const calledValue = ({ label, value, unit, flag }: Pick<OpenCall['values'][number], 'label' | 'value' | 'unit' | 'flag'>): string =>
  [label, value, unit, MARKS[flag] ?? ''].filter((part) => part !== '').join(' ');

/** « en retard de 12 min », « encore 6 min ». */
export function pressing(dueAt: Date, now: Date): { text: string; isLate: boolean } {
  const left = dueAt.getTime() - now.getTime();
  return left <= 0 ? { text: `en retard de ${formatDuration(-left)}`, isLate: true } : { text: `encore ${formatDuration(left)}`, isLate: false };
}

const RUNGS: Record<OpenCall['escalation'][number]['who'], string> = {
  'on-duty': 'biologiste de garde',
  next: 'suivant de garde',
  paper: 'alarme et fiche d’appel',
};
const CHANNELS: Record<string, string> = { push: 'notification', sms: 'SMS', mail: 'e-mail' };

/** One rung in words: « 03:28 suivant de garde : Dr Karim HADDAD (SMS) ». */
export function rungWords(rung: OpenCall['escalation'][number]): string {
  const head = `${formatTime(rung.doneAt ?? rung.dueAt)} ${RUNGS[rung.who]}`;
  if (rung.state === 'pending') return `${head}, à venir`;
  if (rung.state === 'skipped') return `${head}, sans objet`;
  if (rung.outcome === 'nobody') return `${head} : personne à prévenir`;
  const people = rung.people.map(({ name, state, channels }) => `${name} (${reachedWords(state, channels)})`);
  return people.length > 0 ? `${head} : ${people.join(', ')}` : head;
}

function reachedWords(state: OpenCall['escalation'][number]['people'][number]['state'], channels: readonly string[]): string {
  if (state === 'queued') return 'envoi en cours';
  if (state === 'failed') return 'aucun moyen de joindre';
  if (state === 'dropped') return 'appel clos avant';
  return channels.map((channel) => CHANNELS[channel] ?? channel).join(', ');
}

/** « 2 essais, par Anne LEROUX ». */
export function triedWords({ attempts, triedBy }: Pick<OpenCall, 'attempts' | 'triedBy'>): string {
  return attempts === 0 ? 'personne n’a encore appelé' : `${plural(attempts, 'essai', 'essais')}, par ${triedBy.join(', ')}`;
}

export interface BoardFilter {
  site: string;
  only: 'all' | 'late' | 'untried';
  search: string;
}

/** The calls of a choice, in the order in which they press. */
export function callsShown(calls: readonly OpenCall[], { site, only, search }: BoardFilter, now: Date): OpenCall[] {
  const wanted = search.trim().toLowerCase();
  return calls.filter(
    (call) =>
      (site === '' || call.siteName === site) &&
      (only === 'all' || (only === 'late' ? call.dueAt <= now : call.attempts === 0)) &&
      (wanted === '' ||
        `${call.patientName} ${call.accessionNumber} ${call.place} ${call.values.map(({ label }) => label).join(' ')}`.toLowerCase().includes(wanted)),
  );
}
