import { formatDate, formatNumber, NBSP } from '../../../_text/format';
import type { LinkTrialResult } from './types';

type Outcome = LinkTrialResult['outcome'];

/** Few words for the trace, then what it means and what to do. */
const WORDS: Record<Outcome, { short: string; long: string; isGood?: true }> = {
  connected: { short: 'connectée', long: 'Le SIL a accepté la connexion. Aucun message n’a été envoyé.', isGood: true },
  refused: {
    short: 'connexion refusée',
    long: 'La machine répond, mais rien n’écoute à ce port, ou un pare-feu refuse. Vérifiez le port, et que le SIL est démarré.',
  },
  'no-answer': {
    short: 'sans réponse',
    long: 'Personne n’a répondu dans le délai. Vérifiez l’adresse, le pare-feu et, avec mllps://, que le port parle bien TLS.',
  },
  'unknown-host': { short: 'nom inconnu', long: 'Ce nom de machine n’est connu de personne (DNS). Vérifiez son orthographe, ou donnez l’adresse en chiffres.' },
  unreachable: { short: 'inaccessible', long: 'Aucun chemin du réseau ne mène à cette adresse. Prévenez l’exploitant du réseau.' },
  'hung-up': {
    short: 'coupée aussitôt',
    long: 'Le SIL a accepté puis raccroché aussitôt. Il n’admet sans doute pas l’adresse de Relais, ou attend une liaison chiffrée (mllps://).',
  },
  'not-tls': { short: 'pas de TLS', long: 'Le SIL répond, mais ne parle pas TLS à ce port. Vérifiez le port, ou le chiffrement réglé dans le SIL.' },
  'certificate-unknown': {
    short: 'certificat du SIL non reconnu',
    long: 'Le certificat du SIL n’est signé par aucune autorité que Relais connaît. L’exploitant ajoute cette autorité (MLLP_TLS_CA).',
  },
  'certificate-expired': {
    short: 'certificat du SIL hors de validité',
    long: 'Le certificat du SIL est terminé, ou pas encore valable. Le laboratoire le renouvelle.',
  },
  'certificate-name': {
    short: 'certificat du SIL à un autre nom',
    long: 'Le certificat du SIL ne porte pas le nom de cette adresse. Écrivez l’adresse comme dans le certificat, ou demandez-en un autre.',
  },
  'certificate-asked': {
    short: 'certificat de Relais refusé',
    long: 'Le SIL refuse le certificat de Relais, ou la façon de chiffrer. Donnez-lui le certificat de Relais, ou l’autorité qui l’a signé.',
  },
  'no-address': { short: 'sans adresse', long: 'Aucune adresse n’est réglée : ni pour ce laboratoire, ni pour la plateforme (LIS_URL). Rien ne peut partir.' },
  'own-certificate': {
    short: 'certificat de Relais illisible',
    long: 'Relais n’a pas pu lire son propre certificat. L’exploitant vérifie les fichiers de MLLP_TLS_CERT, MLLP_TLS_KEY et MLLP_TLS_CA.',
  },
};

const isOutcome = (code: string): code is Outcome => Object.hasOwn(WORDS, code);

/** What happened, in few words. */
export const trialWords = (code: string): string => (isOutcome(code) ? WORDS[code].short : code);

/** What happened, what it means and what to do; the certificate that was met, where there is one. */
export function trialSentences({ outcome, address, isSecure, tookMs, certificate }: LinkTrialResult): { isGood: boolean; title: string; lines: string[] } {
  const { short, long, isGood } = WORDS[outcome];
  const where = address === '' ? '' : ` (${address}, ${isSecure ? 'chiffrée' : 'en clair'}, ${formatNumber(tookMs)}${NBSP}ms)`;
  const met = certificate ? [`Certificat du SIL${NBSP}: ${certificate.commonName || 'sans nom'}, valable jusqu’au ${formatDate(certificate.validUntil)}.`] : [];
  return { isGood: isGood === true, title: `Liaison ${isGood ? '' : 'non établie : '}${short}${where}`, lines: [long, ...met] };
}
