import { formatTime, NBSP, plural } from '../_text/format';
import { alarmKindWords } from '../_text/link-alarms';
import type { NoticeKind, SecurityNotice } from './types';

type Told = Pick<SecurityNotice, 'kind' | 'detail'>;
type Sentence = (detail: SecurityNotice['detail']) => string;

const word = (value: string | number | null | undefined): string => (value === null || value === undefined ? '' : String(value));
const by = (detail: SecurityNotice['detail']): string => (word(detail['by']) ? ` par ${word(detail['by'])}` : '');
const of = (detail: SecurityNotice['detail'], name: string, before: string): string => (word(detail[name]) ? `${before}${word(detail[name])}` : '');

const CLOSINGS: Record<string, string> = {
  'time-over': 'le temps demandé est passé',
  closed: 'par le laboratoire',
  'technician-left': 'le technicien est parti',
};

/** What happened, in one sentence; who and where as far as it is known. */
const SENTENCES: Record<NoticeKind, Sentence> = {
  'emergency-used': (detail) => `Le compte de secours vient d’être ouvert${of(detail, 'address', ', depuis ')}. Vérifiez que vous savez pourquoi.`,
  'emergency-sealed': (detail) => `Le compte de secours a été scellé${by(detail)}.`,
  'account-locked': (detail) => `Le compte${of(detail, 'name', ' de ')}${of(detail, 'login', ' ')} est suspendu après trois essais faux.`,
  'terminal-passivated': (detail) => `Le poste${of(detail, 'name', ' ')} est bloqué${of(detail, 'site', ', ')}. Seul un administrateur le remet en service.`,
  'break-glass': (detail) => `Un accès d’urgence a été ouvert${by(detail)}. Il est à examiner.`,
  'maintenance-asked': (detail) =>
    `Télémaintenance demandée${by(detail)}${of(detail, 'reference', ', ')}, ${minutes(detail)}. Elle attend l’accord d’un biologiste.`,
  'maintenance-opened': (detail) =>
    `Télémaintenance ouverte${by(detail)}${of(detail, 'reference', ', ')}${word(detail['closesAt']) ? `, jusqu’à ${formatTime(word(detail['closesAt']))}` : ''}.`,
  'maintenance-closed': (detail) => `Télémaintenance fermée${NBSP}: ${CLOSINGS[word(detail['reason'])] ?? 'fin'}${of(detail, 'reference', ', ')}.`,
  'rights-changed': (detail) => `Des droits d’accès ont changé${of(detail, 'name', ' pour ')}${by(detail)}.`,
  'recovery-used': () => 'Un de vos codes de secours vient de servir à entrer.',
  'passkey-added': (detail) => `Une clé d’accès a été ajoutée${of(detail, 'name', NBSP.concat(': '))}. Si ce n’est pas vous, prévenez l’administrateur.`,
  'sender-not-proven': (detail) =>
    `Un message au nom de la liaison${of(detail, 'link', ' ')} est arrivé sans la preuve exigée (certificat, adresse ou port). Il a été refusé et gardé.`,
  'link-alarm': (detail) =>
    `Alarme des liaisons que personne n’a prise en charge depuis dix minutes${NBSP}: ${alarmKindWords(typeof detail['kind'] === 'string' ? detail['kind'] : '')}.`,
  'reading-replaced': (detail) =>
    `Vous avez lu par un accès d’exception la version${of(detail, 'version', ' ')} du dossier${of(detail, 'number', ' ')}${of(detail, 'laboratory', ', ')}${NBSP}: elle a été remplacée. Ne vous y fiez plus${of(detail, 'phone', `. Laboratoire${NBSP}: `)}. Votre accès n’est pas rouvert.`,
  'session-taken': (detail) => `Votre session a été reprise sur un autre poste${of(detail, 'terminal', NBSP.concat(': '))}.`,
};

const minutes = (detail: SecurityNotice['detail']): string => plural(typeof detail['minutes'] === 'number' ? detail['minutes'] : 0, 'minute', 'minutes');

export const noticeSentence = ({ kind, detail }: Told): string => SENTENCES[kind](detail);

/** The kinds by the word of the filter, in the order in which they are shown. */
export const NOTICE_WORDS: Record<NoticeKind, string> = {
  'emergency-used': 'Compte de secours ouvert',
  'emergency-sealed': 'Compte de secours scellé',
  'maintenance-asked': 'Télémaintenance demandée',
  'maintenance-opened': 'Télémaintenance ouverte',
  'maintenance-closed': 'Télémaintenance fermée',
  'account-locked': 'Compte suspendu',
  'terminal-passivated': 'Poste bloqué',
  'break-glass': 'Accès d’urgence',
  'rights-changed': 'Droits changés',
  'recovery-used': 'Code de secours utilisé',
  'passkey-added': 'Clé d’accès ajoutée',
  'sender-not-proven': 'Émetteur non prouvé',
  'session-taken': 'Session reprise',
  'link-alarm': 'Alarme des liaisons',
  'reading-replaced': 'Lecture remplacée',
};

/** Where one acts on it, when there is something to do. */
export const noticeLink = (kind: NoticeKind): string | null => (kind.startsWith('maintenance-') ? '/maintenance' : null);
