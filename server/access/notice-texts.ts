import type { NoticeKind } from './tell-notice';

const INSTANT = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' });

export const NOTICE_MAIL_SUBJECT = 'Relais\u00a0: alerte de sécurité';

/** One sentence for each kind; who and why are read on the page, behind the log-in. No patient, no name, no reason ever leaves by mail. */
const SENTENCES: Record<NoticeKind, string> = {
  'emergency-used': 'Le compte de secours a été ouvert.',
  'emergency-sealed': 'Le compte de secours a été scellé.',
  'account-locked': 'Un compte a été suspendu après trois essais faux.',
  'terminal-passivated': 'Un poste a été bloqué après trois essais avec des identifiants inconnus.',
  'break-glass': 'Un accès d’urgence à un dossier a été ouvert. Il est à examiner.',
  'maintenance-asked': 'Une ouverture de la télémaintenance est demandée. Elle attend l’accord d’un biologiste.',
  'maintenance-opened': 'La télémaintenance a été ouverte.',
  'maintenance-closed': 'La télémaintenance est refermée.',
  'rights-changed': 'Des droits d’accès ont changé.',
  'recovery-used': 'Un code de secours a servi à entrer.',
  'passkey-added': 'Une clé d’accès a été ajoutée à un compte.',
  'sender-not-proven': 'Un message s’est présenté au nom d’une liaison sans la preuve exigée. Il a été refusé.',
  'session-taken': 'Une session a été reprise sur un autre poste.',
  'link-alarm': 'Une alarme des liaisons attend depuis dix minutes que quelqu’un la prenne en charge.',
  'reading-replaced': 'Un compte rendu que vous avez lu par un accès d’exception a été remplacé depuis. Ne vous fiez plus à ce que vous avez lu.',
};

/** The text of the mail: what happened, when, where to read the rest; and what to do if it was not you. */
export function noticeMailText(kind: NoticeKind, at: Date, address: string): string {
  return [
    'Bonjour,',
    '',
    `${SENTENCES[kind]} C’était le ${INSTANT.format(at)}.`,
    '',
    'Le détail se lit dans Relais, page « Alertes »\u00a0:',
    `${address}/security`,
    '',
    'Si vous ne reconnaissez pas cet acte, prévenez tout de suite l’administrateur. Ce message ne demande jamais de mot de passe.',
    '',
  ].join('\n');
}
