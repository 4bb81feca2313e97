import { formatLongDate, NBSP } from '../../_text/format';
import { parisDay } from '../../_text/paris-day';
import type { MyPerson, MyReading, MyRepresentative } from './types';

const LONG_DAY = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Paris' });
const SHORT_DAY = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'short', timeZone: 'Europe/Paris' });

/** « 30 juin 2027 »: the last day on which an access that ends at this instant is open. */
export const lastDayWords = (until: Date): string => LONG_DAY.format(new Date(until.getTime() - 1));

export const dayInFull = (at: Date): string => LONG_DAY.format(at);

/** « Moi, Sylvie EXEMPLE », « Lucas, 8 ans » */
export function personWords({ kind, givenName, familyName, age }: Pick<MyPerson, 'kind' | 'givenName' | 'familyName' | 'age'>): string {
  if (kind === 'self') return `Moi, ${givenName} ${familyName}`;
  return `${givenName} ${familyName}${kind === 'parent' && age !== null ? `, ${age < 2 ? `${age}${NBSP}an` : `${age}${NBSP}ans`}` : ''}`;
}

/** Until when one reads for somebody, and what is left out. */
export function personLimits({ kind, hospital, until, state, givenName }: Pick<MyPerson, 'kind' | 'hospital' | 'until' | 'state' | 'givenName'>): string {
  if (state === 'ended') return `Votre accès aux résultats de ${givenName} a pris fin.`;
  switch (kind) {
    case 'self':
      return hospital;
    case 'parent':
      return until === null ? 'Jusqu’à ses 18 ans, hors dossiers protégés' : `Jusqu’au ${lastDayWords(until)}, hors dossiers protégés`;
    case 'guardian':
      return until === null ? 'Par décision de justice' : `Par décision de justice, jusqu’au ${lastDayWords(until)}`;
    case 'trusted':
      return until === null ? 'Avec son accord' : `Avec son accord, jusqu’au ${lastDayWords(until)}`;
  }
}

/** What each representative is to the person concerned, and how long. */
export function representativeWords({ kind, relation, since, until, state, endedAt, hasEntered }: MyRepresentative): string {
  const role = { parent: 'Parent', guardian: 'Tuteur ou tutrice', trusted: 'Personne de confiance' }[kind];
  const what = relation === '' || relation.toLowerCase() === role.toLowerCase() ? role : `${role} (${relation})`;
  switch (state) {
    case 'in-force':
      return `${what}, depuis le ${dayInFull(since)}${until === null ? '' : `, jusqu’au ${lastDayWords(until)}`}.${hasEntered ? '' : ' N’est pas encore entré.'}`;
    case 'to-come':
      return `${what}, à partir du ${dayInFull(since)}.`;
    case 'of-age':
      return `${what}. Fini à la majorité.`;
    case 'revoked':
    case 'expired':
      return `${what}. Fini${endedAt === null ? '' : ` le ${dayInFull(endedAt)}`}.`;
  }
}

/** By what right somebody read, in the patient's words. */
export function groundWords({ who, ground, emergency }: Pick<MyReading, 'who' | 'ground' | 'emergency'>): string {
  if (who === 'you') return '';
  switch (ground) {
    case 'addressed':
      return 'Le compte rendu lui est adressé, ou à son service.';
    case 'stay':
      return 'Dans le service où vous étiez soigné.';
    case 'presence':
      return 'Avec votre code.';
    case 'break-glass':
      return emergency === null ? 'Accès d’urgence.' : `Motif écrit${NBSP}: «${NBSP}${emergency.reason}${NBSP}».`;
    case 'representation':
      return 'Lit pour vous.';
    case 'self':
      return '';
  }
}

/** Whether somebody has looked at the emergency since. */
export const reviewWords = ({ reviewedAt }: NonNullable<MyReading['emergency']>): string =>
  reviewedAt === null ? 'Sera vérifié par le médecin administrateur.' : `Vérifié le ${SHORT_DAY.format(reviewedAt)} par le médecin administrateur.`;

/** « compte rendu du 24 nov. » */
export const reportOfWords = (reading: Pick<MyReading, 'reportOn' | 'medium'>): string =>
  `compte rendu du ${SHORT_DAY.format(reading.reportOn)}${reading.medium === 'pdf' ? ' (PDF)' : ''}`;

/** Readings by calendar day, in their order. */
export function byDay(readings: readonly MyReading[], now: Date): { day: string; title: string; readings: MyReading[] }[] {
  const days: { day: string; title: string; readings: MyReading[] }[] = [];
  for (const reading of readings) {
    const day = parisDay(reading.at);
    const last = days.at(-1);
    if (last?.day === day) last.readings.push(reading);
    else days.push({ day, title: dayTitle(reading.at, now), readings: [reading] });
  }
  return days;
}

function dayTitle(at: Date, now: Date): string {
  const words = formatLongDate(at);
  return parisDay(at) === parisDay(now) ? `Aujourd’hui, ${words}` : words.charAt(0).toUpperCase() + words.slice(1);
}
