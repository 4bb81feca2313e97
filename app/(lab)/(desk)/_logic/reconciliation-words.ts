import { formatDate, formatDuration, formatNumber, formatTime, NBSP, plural } from '../../../_text/format';
import { alarmKindWords } from '../../../_text/link-alarms';
import { kindTitle } from './repair-words';
import type { LinkAlarm, ReconciledDay, ReconciliationLine } from './types';

export type Tone = 'good' | 'waiting' | 'held' | 'bad' | 'gone';

/** One right-hand term of an equation: its words, its number and what it opens. */
export interface Term {
  label: string;
  count: number;
  tone: Tone;
  /** As the server names what stands behind it. */
  terms: string[];
}

export const LINE_TITLES: Record<ReconciliationLine, string> = { messages: 'Messages', results: 'Résultats', dossiers: 'Dossiers' };

/** The right side of each equation, in the order in which things go. */
export function termsOf(line: ReconciliationLine, { counts: { messages, results, dossiers } }: Pick<ReconciledDay, 'counts'>): Term[] {
  switch (line) {
    case 'messages':
      return [
        { label: messages.applied > 1 ? 'entrés' : 'entré', count: messages.applied, tone: 'good', terms: ['applied'] },
        { label: 'en cours', count: messages.underWay, tone: 'waiting', terms: ['stored'] },
        { label: 'à réparer', count: messages.quarantined, tone: 'bad', terms: ['quarantined'] },
        { label: messages.refused > 1 ? 'refusés' : 'refusé', count: messages.refused, tone: 'bad', terms: ['refused'] },
        { label: messages.discarded > 1 ? 'écartés' : 'écarté', count: messages.discarded, tone: 'gone', terms: ['discarded'] },
      ];
    case 'results':
      return [
        ...medicalTerms(results),
        { label: 'redemandés, attendus', count: results.awaitedAgain, tone: 'waiting', terms: ['awaited'] },
        retired(results.takenAway),
      ];
    case 'dossiers':
      return [...medicalTerms(dossiers), { label: 'attendus', count: dossiers.awaited, tone: 'waiting', terms: ['awaited'] }, retired(dossiers.takenAway)];
  }
}

const medicalTerms = (counts: { toValidate: number; held: number; validated: number; published: number }): Term[] => [
  { label: 'à valider', count: counts.toValidate, tone: 'waiting', terms: ['toValidate'] },
  { label: 'en attente', count: counts.held, tone: 'held', terms: ['held'] },
  {
    label: counts.validated > 1 ? 'validés, pas encore publiés' : 'validé, pas encore publié',
    count: counts.validated,
    tone: 'held',
    terms: ['signed', 'validated'],
  },
  { label: counts.published > 1 ? 'publiés' : 'publié', count: counts.published, tone: 'good', terms: ['published'] },
];

const retired = (count: number): Term => ({ label: count > 1 ? 'retirés par le SIL' : 'retiré par le SIL', count, tone: 'gone', terms: ['takenAway'] });

/** « 561 reçus = 549 entrés + 6 à réparer + 6 écartés » : what is nought is left out, unless all is. */
export function sentenceOf(line: ReconciliationLine, day: Pick<ReconciledDay, 'counts'>): string {
  const { received } = day.counts[line];
  const parts = termsOf(line, day).filter(({ count }) => count > 0);
  const right = parts.map(({ count, label }) => `${formatNumber(count)}${NBSP}${label}`).join(' + ');
  return `${plural(received, 'reçu', 'reçus')}${right === '' ? '' : ` = ${right}`}`;
}

const DIFFERENCES: Record<string, string> = {
  worklist: 'la liste de travail dit autre chose que les résultats et les décisions',
  revision: 'la dernière version ne contient pas tous les résultats',
  'no-dossier': 'un message est entré, le dossier n’existe pas',
};

export const differenceWords = (kind: string): string => DIFFERENCES[kind] ?? kind;

/** « Le SIL compte 561 messages, Relais 559 : il en manque 2. » */
export function declaredWords(declared: number, received: number): string {
  const both = `Le SIL compte ${plural(declared, 'message', 'messages')}, Relais ${formatNumber(received)}`;
  if (declared === received) return `${both}${NBSP}: les deux comptes sont égaux.`;
  return declared > received
    ? `${both}${NBSP}: il en manque ${formatNumber(declared - received)}.`
    : `${both}${NBSP}: ${formatNumber(received - declared)} de plus que le SIL n’en compte.`;
}

/** What rings, in one sentence with its figures. */
export function alarmWords({ kind, detail, subject }: Pick<LinkAlarm, 'kind' | 'detail' | 'subject'>): string {
  const number = (name: string): number => (typeof detail[name] === 'number' ? detail[name] : 0);
  switch (kind) {
    case 'link-silent':
      return typeof detail['since'] === 'string' ? `Liaison muette depuis ${formatTime(detail['since'])} (${formatDate(detail['since'])})` : 'Liaison muette';
    case 'device-silent': {
      const where = [detail['device'], detail['ward']].filter((word) => typeof word === 'string' && word !== '').join(', ');
      const since = typeof detail['since'] === 'string' ? ` depuis ${formatTime(detail['since'])} (${formatDate(detail['since'])})` : '';
      return `Appareil délocalisé muet${since}${where && `${NBSP}: ${where}`}`;
    }
    case 'duty-gap': {
      const site = typeof detail['site'] === 'string' ? detail['site'] : '';
      return typeof detail['from'] === 'string'
        ? `Personne de garde à ${site} à partir du ${formatDate(detail['from'])}, ${formatTime(detail['from'])}`
        : `Personne de garde à ${site} en ce moment`;
    }
    case 'handover-open':
      return `Relève proposée et non acceptée depuis ${typeof detail['since'] === 'string' ? formatTime(detail['since']) : 'plus d’un quart d’heure'}`;
    case 'handover-missing': {
      const site = typeof detail['site'] === 'string' ? detail['site'] : 'un site';
      return `Garde finie à ${site}${typeof detail['since'] === 'string' ? ` depuis ${formatTime(detail['since'])}` : ''}, sans relève acceptée`;
    }
    case 'wake-failed':
      return 'Un biologiste n’a pu être réveillé ni par notification ni par SMS';
    case 'sequence-gap':
      return number('count') === 1
        ? `Le message numéro ${number('from')} n’est pas arrivé`
        : `Les messages ${number('from')} à ${number('to')} ne sont pas arrivés (${formatNumber(number('count'))})`;
    case 'batch-count':
      return batchAlarmWords(detail);
    case 'declared-count':
      return `Journée du ${formatDate(`${subject}T12:00:00Z`)}. ${declaredWords(number('declared'), number('received'))}`;
    case 'day-unbalanced':
      return `La journée du ${formatDate(`${subject}T12:00:00Z`)} ne tombe pas juste`;
    case 'repair-forgotten': {
      const what = typeof detail['what'] === 'string' && detail['what'] !== '' ? ` ${detail['what']}` : '';
      const waiting = number('waiting') > 1 ? ` (${formatNumber(number('waiting'))} concernés)` : '';
      return `À réparer depuis trop longtemps${NBSP}: ${kindTitle(typeof detail['kind'] === 'string' ? detail['kind'] : '')}${what}${waiting}`;
    }
    default: {
      const count = number('count');
      const words = alarmKindWords(kind);
      return `${words.charAt(0).toUpperCase()}${words.slice(1)}${count > 0 ? `${NBSP}: ${formatNumber(count)}` : ''}${kind === 'task-stuck' ? ` (${subject})` : ''}`;
    }
  }
}

/** The messages that a batch announced, and the batches that its file did; either alone where the other said nothing or is right. */
function batchAlarmWords({ controlId, announced, received, announcedBatches, receivedBatches }: LinkAlarm['detail']): string {
  const said = [
    typeof announced === 'number' &&
      announced !== received &&
      `${plural(announced, 'message annoncé', 'messages annoncés')}, ${plural(Number(received), 'reçu', 'reçus')}`,
    typeof announcedBatches === 'number' &&
      announcedBatches !== receivedBatches &&
      `${plural(announcedBatches, 'lot annoncé', 'lots annoncés')}, ${plural(Number(receivedBatches), 'reçu', 'reçus')}`,
  ];
  return `Lot ${String(controlId ?? '')}${NBSP}: ${said.filter(Boolean).join('\u202f; ')}`;
}

/** What trailers announced and what came: « 2 lots de messages : 120 annoncés, 119 reçus : il en manque 1. », then the same of files of batches; nothing where none came. */
export function batchWords(batches: ReconciledDay['batches']): { isRight: boolean; text: string }[] {
  const { count, announced, received, files, announcedBatches, receivedBatches } = batches;
  return [
    ...(count > 0 ? [comparedWords(`${plural(count, 'lot', 'lots')} de messages`, announced, received)] : []),
    ...(files > 0 ? [comparedWords(`${plural(files, 'fichier', 'fichiers')} de lots`, announcedBatches, receivedBatches)] : []),
  ];
}

function comparedWords(what: string, announced: number, received: number): { isRight: boolean; text: string } {
  const text = `${what}${NBSP}: ${plural(announced, 'annoncé', 'annoncés')}, ${plural(received, 'reçu', 'reçus')}`;
  const missing = announced - received;
  if (missing === 0) return { isRight: true, text: `${text}.` };
  return { isRight: false, text: `${text}${NBSP}: ${missing > 0 ? `il en manque ${formatNumber(missing)}` : `${formatNumber(-missing)} de plus qu’annoncé`}.` };
}

/** The line of the repair desk that an alarm is about; null for what is mended elsewhere. */
export const alarmPlace = ({ detail }: Pick<LinkAlarm, 'detail'>): string | null =>
  typeof detail['itemId'] === 'string' ? `/exchanges/repair?point=${encodeURIComponent(detail['itemId'])}` : null;

/** Numbers of the dossiers concerned; none for what concerns no dossier. */
export const alarmDossiers = ({ detail }: Pick<LinkAlarm, 'detail'>): string[] => (Array.isArray(detail['dossiers']) ? detail['dossiers'] : []);

/** « depuis 12 min », « close après 3 h, cause disparue » */
export function alarmAge(alarm: Pick<LinkAlarm, 'openedAt' | 'closedAt' | 'closedWhy' | 'closedByName'>, now: Date): string {
  if (alarm.closedAt === null) return `depuis ${formatDuration(now.getTime() - alarm.openedAt.getTime())}`;
  const why = alarm.closedByName === null ? 'sa cause a disparu' : `classée par ${alarm.closedByName}${NBSP}: ${alarm.closedWhy ?? ''}`;
  return `close après ${formatDuration(alarm.closedAt.getTime() - alarm.openedAt.getTime())}, ${why}`;
}
