import { formatDuration, formatNumber, formatTimeWithSeconds, NBSP, plural } from '../../../_text/format';
import { sinceWords } from './activity-words';
import type { Exchange, Link, Links, Repair } from './types';

export type Tone = 'good' | 'waiting' | 'bad';

/** A state in words, with a sign that says as much as its colour. */
export interface StateWords {
  sign: '✓' | '…' | '✕' | '?';
  text: string;
  tone: Tone;
}

const KINDS: Record<string, string> = {
  decision: 'Décision',
  availability: 'Mise à disposition',
  reading: 'Lecture',
  request: 'Demande',
  amendment: 'Rectification d’identité',
  'ORU^R01': 'Résultats',
};

/** « Résultats », « Décision », « Lecture »; a type of message that Relais does not take is named as it is. */
export const kindWords = (kind: string): string => KINDS[kind] ?? (kind === '' ? 'Octets illisibles' : `Message ${kind}`);

const OUTCOMES: Record<string, string> = {
  acknowledged: 'pris par le SIL',
  refused: 'refusé par le SIL',
  rejected: 'repoussé par le SIL',
  'no-answer': 'réponse perdue',
  'wrong-answer': 'réponse à un autre message',
  unreachable: 'SIL injoignable',
  'no-address': 'aucune adresse de SIL',
};

/** How one try ended. */
export const outcomeWords = (outcome: string): string => OUTCOMES[outcome] ?? outcome;

/** Where a message stands. */
export function stateWords(exchange: Exchange): StateWords {
  switch (exchange.state) {
    case 'stored':
      return { sign: '…', text: 'gardé, entre dans le dossier', tone: 'waiting' };
    case 'applied':
      return { sign: '✓', text: 'entré', tone: 'good' };
    case 'refused':
      return exchange.direction === 'in'
        ? { sign: '✕', text: 'refusé, gardé tel que reçu', tone: 'bad' }
        : { sign: '✕', text: 'refusé par le SIL, attend une personne', tone: 'bad' };
    case 'discarded':
      return { sign: '✕', text: 'écarté avec motif, gardé tel que reçu', tone: 'waiting' };
    case 'quarantined':
      return { sign: '✕', text: 'non entré, gardé tel que reçu', tone: 'bad' };
    case 'acknowledged':
      return { sign: '✓', text: exchange.settledAt ? `pris à ${formatTimeWithSeconds(exchange.settledAt)}` : 'pris par le SIL', tone: 'good' };
    case 'unwanted':
      return { sign: '…', text: 'gardé, ce SIL n’en veut pas', tone: 'waiting' };
    case 'queued':
      return queuedWords(exchange);
  }
}

function queuedWords({ waitsForRefused, lastOutcome }: Exchange): StateWords {
  if (waitsForRefused) return { sign: '…', text: 'attend l’envoi refusé avant lui', tone: 'bad' };
  if (lastOutcome === null) return { sign: '…', text: 'en file, dans l’ordre', tone: 'waiting' };
  return { sign: lastOutcome === 'no-answer' || lastOutcome === 'wrong-answer' ? '?' : '…', text: outcomeWords(lastOutcome), tone: 'waiting' };
}

/** « AA · reçu 3 fois », « 2 essais, prochain à 10:18:05 » */
export function answerWords(exchange: Exchange): string {
  const parts = [exchange.answerCode ?? ''];
  if (exchange.direction === 'out' && exchange.attempts > 0) parts.push(plural(exchange.attempts, 'essai', 'essais'));
  if (exchange.nextAttemptAt && exchange.attempts > 0) parts.push(`prochain à ${formatTimeWithSeconds(exchange.nextAttemptAt)}`);
  if (exchange.repeats > 0) parts.push(`reçu ${formatNumber(exchange.repeats + 1)} fois`);
  if (exchange.reusesControlId) parts.push('n° déjà servi');
  if (exchange.isTest) parts.push('essai');
  return parts.filter((part) => part !== '').join(' · ');
}

/** « OBX-5 », « PID » */
export const placeWords = ({ segment, field }: { segment: string; field: number | null }): string => (field === null ? segment : `${segment}-${field}`);

export const SEVERITIES = { E: 'Erreur', W: 'Avertissement', I: 'Information' } as const;

/** Remarks in the order of what they weigh, those of the same words and place once with how often. */
export function remarksOf(problems: Exchange['problems']): (Exchange['problems'][number] & { times: number })[] {
  const said = new Map<string, Exchange['problems'][number] & { times: number }>();
  for (const problem of problems) {
    const key = `${problem.severity} ${placeWords(problem)} ${problem.text}`;
    said.set(key, { ...problem, times: (said.get(key)?.times ?? 0) + 1 });
  }
  const weight = { E: 0, W: 1, I: 2 } as const;
  return [...said.values()].sort((a, b) => weight[a.severity] - weight[b.severity]);
}

/** Where the LIS reads them, or does not: an `AA` carries no remark on a single result. */
export function answeredWords({ direction, answerCode, state, problems }: Pick<Exchange, 'direction' | 'answerCode' | 'state' | 'problems'>): string {
  if (direction === 'out' || answerCode !== 'AA') return '';
  if (state === 'stored') return 'Les remarques sur chaque résultat viennent quand le message est entré.';
  return problems.length > 0 ? `La réponse AA ne répète pas au SIL les remarques sur un seul résultat${NBSP}: elles se lisent ici.` : 'Aucune remarque.';
}

interface RepairWords {
  title: string;
  sentence: string;
}

/** What is to mend and what it holds back. */
export function repairWords({ kind, subject, lines, ...place }: Repair): RepairWords {
  const at = placeWords(place);
  const times = lines > 1 ? ` Dans ${formatNumber(lines)}${NBSP}lignes.` : '';
  switch (kind) {
    case 'unknown_prescriber':
      return {
        title: 'Prescripteur inconnu',
        sentence: `Le prescripteur ${subject} (${at}) n’est pas dans l’annuaire${NBSP}: le compte rendu ne peut pas lui être adressé.${times}`,
      };
    case 'unknown_ward':
      return {
        title: 'Service inconnu',
        sentence: `Le service ${subject} (${at}) n’est pas dans l’annuaire${NBSP}: le compte rendu ne peut pas lui être adressé.${times}`,
      };
    case 'unmapped_code':
      return {
        title: 'Code sans correspondance',
        sentence: `Le code local ${subject} (${at}) n’a pas de code LOINC${NBSP}: rendu sous son libellé, sans comparaison entre laboratoires.${times}`,
      };
    case 'unknown_status':
      return {
        title: 'Statut de résultat inconnu',
        sentence: `Le statut ${subject} (${at}) n’est pas connu${NBSP}: ses résultats attendent un biologiste. Le mot est à traduire dans les réglages de la liaison.${times}`,
      };
    case 'identity':
      return {
        title: 'Identité à réparer',
        sentence: `L’identité transmise pour l’identifiant ${subject} (${at}) est incertaine, fausse ou contredit celle qui est connue${NBSP}: les résultats sont gardés, rien n’est rapproché d’office.${times}`,
      };
    case 'merge':
      return {
        title: 'Fusion de patients à vérifier',
        sentence: `${subject} (${at})${NBSP}: la fusion demandée par l’admission contredit ce qui est connu. Rien n’a été fusionné.${times}`,
      };
    case 'unreadable_line':
      return {
        title: 'Ligne illisible',
        sentence: `${subject} ne peut être lue (${at})${NBSP}: gardée dans le message, elle n’est pas affichée.${times}`,
      };
    case 'reused_control_id':
      return {
        title: 'Numéro de message déjà servi',
        sentence: `Le numéro ${subject} (${at}) a servi pour deux contenus différents${NBSP}: les deux sont gardés et traités. À signaler à l’éditeur du SIL.${times}`,
      };
    case 'unknown_device':
      return {
        title: 'Appareil délocalisé non déclaré',
        sentence: `${subject} (${at}) n’est pas déclaré${NBSP}: ses résultats sont entrés, son silence n’alerte personne.${times}`,
      };
    case 'unit_mismatch':
      return {
        title: 'Unité discordante',
        sentence: `L’unité transmise (${subject}, ${at}) n’est pas celle du catalogue${NBSP}: rendue telle quelle.${times}`,
      };
    case 'quarantined_message':
      return { title: 'Message non entré', sentence: `Message ${subject || 'sans numéro'}${NBSP}: gardé tel que reçu, il peut être rejoué.` };
    case 'refused_message':
      return { title: 'Message refusé', sentence: `Message ${subject || 'sans numéro'}${NBSP}: refusé (AR), gardé tel que reçu, il peut être rejoué.` };
    default:
      return { title: 'À vérifier', sentence: `${subject} (${at}).${times}` };
  }
}

/** « Reçus aujourd’hui : 561 = 549 entrés + 6 en cours + 6 non entrés » */
export function equationWords({ received, applied, stored, refused, quarantined, discarded }: Links['day']): string {
  const parts = [
    plural(applied, 'entré', 'entrés'),
    `${formatNumber(stored)}${NBSP}en cours`,
    plural(refused, 'refusé', 'refusés'),
    `${formatNumber(quarantined)}${NBSP}en quarantaine`,
    ...(discarded > 0 ? [plural(discarded, 'écarté', 'écartés')] : []),
  ];
  return `Reçus aujourd’hui${NBSP}: ${formatNumber(received)} = ${parts.join(' + ')}`;
}

/** Whether the link stands, in words. */
export function linkState({ inbound }: Link, now: Date): StateWords {
  if (inbound.lastReceivedAt === null) return { sign: '…', text: 'rien reçu', tone: 'waiting' };
  if (inbound.muteSince === null) return { sign: '✓', text: 'relié', tone: 'good' };
  return { sign: '✕', text: `muet depuis ${formatDuration(now.getTime() - inbound.muteSince.getTime())}`, tone: 'bad' };
}

/** « 10:16:04, AA · 312 aujourd’hui, 1 non entré » */
export function receivesWords({ inbound }: Link, now: Date): string {
  if (inbound.lastReceivedAt === null) return 'aucun message';
  const kept = inbound.keptOutToday > 0 ? `, ${plural(inbound.keptOutToday, 'non entré', 'non entrés')}` : '';
  const usual = inbound.muteSince && inbound.usualGapMs ? ` · d’habitude un message toutes les ${formatDuration(inbound.usualGapMs)}` : '';
  return `${instantWords(inbound.lastReceivedAt, now)}, ${inbound.lastAnswer || 'sans réponse'} · ${formatNumber(inbound.today)} aujourd’hui${kept}${usual}`;
}

/** « 10:15:58, pris par le SIL · rien en attente » */
export function sendsWords({ outbound }: Link, now: Date): string {
  const last = outbound.lastAt ? `${instantWords(outbound.lastAt, now)}, ${outcomeWords(outbound.lastOutcome ?? '')}` : 'rien envoyé';
  const first = outbound.firstWaiting;
  const waiting =
    outbound.waiting === 0 ? 'rien en attente' : `${formatNumber(outbound.waiting)} en attente${first ? ` depuis ${sinceWords(first.createdAt, now)}` : ''}`;
  const refused = outbound.refused > 0 ? ` · ${plural(outbound.refused, 'refusé', 'refusés')}` : '';
  return `${last} · ${waiting}${refused}`;
}

/** The hour with seconds when it was today, else the day too. */
function instantWords(at: Date, now: Date): string {
  const isRecent = now.getTime() - at.getTime() < 12 * 3_600_000;
  return isRecent ? formatTimeWithSeconds(at) : sinceWords(at, now);
}
