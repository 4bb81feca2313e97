import { formatDuration, formatPhone, formatTime } from '../../../_text/format';
import { atHour, hourOf } from './time-words';
import type { CallSheetData, CallsOfDossier, EndedCall } from './types';

type Attempt = CallSheetData['attempts'][number];
type Value = CallSheetData['values'][number];

const MARKS: Record<string, string> = { 'critical-high': '▲▲', 'critical-low': '▼▼' };

/** « Potassium 6,9 mmol/L ▲▲, créatinine 412 µmol/L ▲▲ ». */
export const valuesWords = (values: readonly Value[]): string =>
  values.map(({ label, value, unit, flag }) => [label, value, unit, MARKS[flag] ?? 'CRITIQUE'].filter((part) => part !== '').join(' ')).join(', ');

/** « à annoncer avant 03:28 », or since when it should have been. */
export function dueWords(dueAt: Date, now: Date): { text: string; isLate: boolean } {
  const late = now.getTime() - dueAt.getTime();
  return late > 0 ? { text: `en retard de ${formatDuration(late)}`, isLate: true } : { text: `à annoncer avant ${hourOf(dueAt, now)}`, isLate: false };
}

const OUTCOMES: Record<Attempt['outcome'], string> = {
  reached: 'relecture concordante',
  'no-answer': 'pas de réponse',
  'wrong-place': 'le patient n’y est pas',
};

/** « Urgences, 03 29 00 04 15 : pas de réponse ». */
export const attemptWords = ({ place, number, outcome, note }: Attempt): string =>
  [[place, number && formatPhone(number)].filter(Boolean).join(', '), [OUTCOMES[outcome], note].filter(Boolean).join(', ')].filter(Boolean).join(' : ');

/** « Annoncé à 03:24 au Dr Samuel KELLER (médecin de garde), relecture concordante. 39 min après le prélèvement. » */
export function endedWords(call: EndedCall, now: Date): string {
  if (call.state === 'void') return `Annonce sans objet depuis ${hourOf(call.closedAt, now)} : le résultat a été corrigé ou repris.`;
  const after = call.collectedAt ? ` ${formatDuration(call.closedAt.getTime() - call.collectedAt.getTime())} après le prélèvement.` : '';
  if (call.via === 'portal')
    return `Relu ${atHour(call.closedAt, now)} par ${call.spokenTo} (${call.quality}) dans Relais, valeurs retapées concordantes.${after}`;
  return `Annoncé ${atHour(call.closedAt, now)} à ${call.spokenTo} (${call.quality}) par ${call.by}, relecture concordante.${after}`;
}

const RUNGS: Record<CallSheetData['escalation'][number]['who'], string> = {
  'on-duty': 'biologiste de garde prévenu',
  next: 'suivant de garde prévenu',
  paper: 'alarme, fiche d’appel',
};

/** « 03:28 suivant de garde prévenu : Dr Karim HADDAD », « 03:33 alarme, fiche d’appel, si rien n’est fait ». */
export function escalationWords(rung: CallSheetData['escalation'][number], now: Date): string {
  const head = `${hourOf(rung.doneAt ?? rung.dueAt, now)} ${RUNGS[rung.who]}`;
  if (rung.state === 'pending') return `${head}, si rien n’est fait`;
  if (rung.outcome === 'nobody') return `${head} : personne à prévenir`;
  return rung.people.length > 0 ? `${head} : ${rung.people.map(({ name }) => name).join(', ')}` : head;
}

/** « Potassium 6,8 mmol/L : critique déjà connu (Potassium > 6,5 mmol/L), pas de nouvel appel. » */
export const silenceWords = ({ label, value, unit, reason }: CallsOfDossier['silences'][number]): string =>
  `${[label, value, unit].filter(Boolean).join(' ')} : critique déjà connu (${reason}), pas de nouvel appel.`;

/** Where to phone, and what to know of it. */
export interface Place {
  ward: string;
  phone: string;
  /** Who answers at that number at this hour. */
  label: string;
  /** What differs from the request, or what is not known. */
  remark: string;
  isMoved: boolean;
}

/** The number where the patient is now; never the request's without saying so. */
export function placeToCall({ place, asked, callbackPhone }: Pick<CallSheetData, 'place' | 'asked' | 'callbackPhone'>): Place {
  const cameFrom = asked ? `La demande venait de ${asked.ward}${asked.phone ? `, ${formatPhone(asked.phone)}` : ''}.` : '';
  if (place?.ward) {
    const since = place.since && asked ? ` depuis ${formatTime(place.since)}` : '';
    const remark = [asked ? `Le patient est en ${place.ward}${since}.` : '', cameFrom, place.phone ? '' : 'Aucun numéro connu pour ce service.']
      .filter(Boolean)
      .join(' ');
    return {
      ward: place.ward,
      phone: place.phone ?? '',
      label: place.phone && place.phoneLabel !== 'annuaire' ? place.phoneLabel : '',
      remark,
      isMoved: asked !== null,
    };
  }
  const unknown = place ? 'Le patient n’est plus dans un service connu (sorti ou transféré).' : 'Aucun mouvement ne dit où est le patient.';
  return {
    ward: '',
    phone: callbackPhone,
    label: '',
    remark: [unknown, cameFrom, callbackPhone && 'Numéro de rappel donné par la demande.'].filter(Boolean).join(' '),
    isMoved: true,
  };
}
