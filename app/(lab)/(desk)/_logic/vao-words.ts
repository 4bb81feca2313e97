import { formatInstant, formatShare, NBSP } from '../../../_text/format';
import type { VaoBarrier, VaoSamples, VaoState, VaoSwitch } from './types';

/** Why a dossier stays with a person, each in a few words. */
export const BARRIERS: Readonly<Record<VaoBarrier, string>> = {
  'off-everywhere': 'arrêtée partout',
  'off-site': 'arrêtée sur le site',
  'off-rule-set': 'arrêtée pour ces règles',
  'off-biologist': 'arrêtée pour ce biologiste',
  'nobody-responsible': 'personne ne répond du site',
  'not-accepted': 'le biologiste responsable ne l’a pas acceptée',
  'not-on-duty': 'le biologiste responsable n’est plus de garde',
  'handover-open': 'une relève est en cours',
  'test-message': 'message d’essai',
  'nothing-waits': 'rien à valider',
  'identity-not-guaranteed': 'identité non garantie',
  'identity-changed': 'identité modifiée',
  'priors-not-consulted': 'antériorités non consultées, un laboratoire est muet',
  'call-open': 'appel en cours',
  'set-aside': 'mis en attente, refusé ou en cours de signature',
  'request-open': 'demande en cours au laboratoire',
  'second-reader': 'seconde lecture exigée',
  'own-result': 'validé techniquement par la même personne',
  bedside: 'biologie délocalisée',
  'executed-elsewhere': 'exécuté par un autre laboratoire',
  'replaces-released': 'remplace un résultat déjà rendu',
  'not-a-result': 'résultat retiré ou non rendu',
  critical: 'résultat critique',
  flagged: 'résultat signalé par le laboratoire',
  'flag-missing': 'indicateur du laboratoire absent',
  'out-of-scope': 'hors du champ accepté',
  'no-verdict': 'règles pas encore appliquées',
  'before-acceptance': 'évalué avant l’acceptation',
  'rules-suspended': 'règles suspendues',
  'other-rules': 'une autre version des règles',
  'rules-not-approved': 'règles non approuvées',
  'rule-found': 'une règle a parlé',
  'rule-not-evaluable': 'une règle n’a pas pu être appliquée',
  'not-evaluated': 'un résultat sans règle',
};

/** « En marche, remise par Dr … le … » ; never thrown = off, as it was delivered. */
export function switchWords({ isOn, by, at }: VaoSwitch): string {
  if (!at || !by) return 'Arrêtée (réglage de départ)';
  return `${isOn ? 'En marche' : 'Arrêtée'}, par ${by} le ${formatInstant(at)}`;
}

/** Whether anything can be validated automatically at this instant, in one sentence. */
export function standingWords(state: VaoState): string {
  if (!state.everything.isOn) return 'Arrêtée partout : rien n’est validé automatiquement.';
  const inForce = state.acceptances.filter(({ isInForce }) => isInForce);
  if (inForce.length === 0) return 'En marche, mais personne ne l’a acceptée pour l’instant : rien n’est validé automatiquement.';
  const names = [...new Set(inForce.map(({ name }) => name))].join(', ');
  return `Acceptée en ce moment par ${names}.`;
}

/** « octobre 2026 ». */
export const monthWords = (month: string): string =>
  new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-15T00:00:00Z`));

/** « 3 sur 41, soit 7,3 % » ; of nothing there is no rate. */
export const rateWords = (part: number, whole: number): string => (whole === 0 ? 'aucune relecture' : `${part} sur ${whole}, soit ${formatShare(part, whole)}`);

/** The table as it is kept in a file. */
export const csvOfMonths = (months: VaoSamples['months']): (string | number)[][] => [
  ['Règles', 'Version', 'Mois', 'Tirés (automatiques)', 'Relus', 'Désaccords', 'Tirés (gardés par les règles)', 'Relus', 'Auraient été validés'],
  ...months.map((one) => [one.title, one.version, one.month, one.drawn, one.looked, one.disagreed, one.controls, one.controlsLooked, one.controlsValidated]),
];

/** What is told after a look, and only then. */
export function answerWords({ wasAutomatic, agrees }: { wasAutomatic: boolean; agrees: boolean }): string {
  const was = wasAutomatic ? 'Ce dossier avait été validé automatiquement' : 'Ce dossier avait été gardé pour un biologiste';
  return `${was}${NBSP}: ${agrees ? 'accord' : 'désaccord'}.`;
}
