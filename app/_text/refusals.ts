import { NBSP } from './format';

/** Names, times and values that a refusal may carry; each sentence stands without them. */
export interface RefusalFacts {
  who?: string;
  at?: string;
  /** What changed, as a clause: « potassium 6,8 remplace 6,9 ». */
  change?: string;
  version?: string;
  triesLeft?: number;
  phone?: string;
}

const NOTHING_RECORDED = 'Rien n’a été enregistré.';

/** Refusal code → French sentence: what happened, that nothing was recorded, what to do. */
const sentences = {
  'not-found': () => 'Ce dossier n’existe pas ou ne vous est pas ouvert.',
  'not-allowed': () => 'Ce dossier n’existe pas ou ne vous est pas ouvert.',
  'session-expired': () => 'Votre session est terminée. Identifiez-vous pour continuer.',
  'session-taken': () => 'Vous avez repris votre session sur un autre poste. Ici, l’écran est fermé.',

  'wrong-credentials': ({ triesLeft }) => `Identifiant, mot de passe ou code incorrect.${tries(triesLeft)}`,
  'account-locked': ({ phone }) => `Accès suspendu. Seul l’administrateur peut le rétablir${phone ? `${NBSP}: ${phone}` : ''}.`,
  'terminal-blocked': () => 'Poste bloqué. Demandez à l’administrateur.',
  'code-used': () => 'Ce code a déjà servi. Attendez le suivant.',

  'opened-elsewhere': ({ who, at }) =>
    `${who ?? 'Un autre biologiste'} a ce dossier ouvert${at ? ` depuis ${at}` : ''}. Vous pouvez lire\u202f; pour décider, prenez la main.`,
  'dossier-changed': ({ change }) => `◆ Le dossier a changé pendant votre lecture${change ? `${NBSP}: ${change}` : ''}. Rien n’a été signé. Relisez.`,
  'already-decided': ({ who, at }) => `${who ?? 'Un autre biologiste'} a déjà décidé${at ? ` à ${at}` : ''}. ${NOTHING_RECORDED}`,
  'fingerprint-differs': () => `Signature refusée${NBSP}: l’empreinte ne correspond plus au dossier. ${NOTHING_RECORDED}`,
  'signature-cancelled': () => `Signature abandonnée. ${NOTHING_RECORDED}`,
  'wrong-password': () => `Signature refusée${NBSP}: mot de passe incorrect. ${NOTHING_RECORDED}`,
  'own-result': () => `Vous avez validé techniquement ce résultat${NBSP}: un autre biologiste doit le signer.`,
  'nothing-selected': () => 'Aucun résultat n’est sélectionné.',
  'not-displayed': () => 'Certains résultats n’ont pas été affichés. Faites défiler jusqu’au bas avant de valider.',
  'reason-missing': () => 'Écrivez le motif.',
  'outcome-unknown': () => `Réponse perdue. Vérification en cours${NBSP}: ne signez pas une seconde fois.`,
  'undo-too-late': ({ at }) => `Déjà diffusé${at ? ` à ${at}` : ''}. Une correction sera un nouveau compte rendu qui annule et remplace.`,
  'not-on-duty': () => 'Vous n’êtes pas de garde pour ce laboratoire.',
  'message-not-entered': () => `Ce message n’est pas entré. Rien n’est perdu${NBSP}: il est gardé tel que reçu.`,

  'version-replaced': ({ version }) =>
    `Une version ${version ?? 'plus récente'} vient d’arriver. Votre accusé n’a pas été enregistré${NBSP}: relisez ce qui change.`,
  'report-superseded': () => 'Cette version a été remplacée. Ne pas utiliser.',
  'ticket-used': () => 'Ce lien a déjà servi. Ouvrez de nouveau le compte rendu.',
  'no-ward': () => 'Aucun service ne vous est rattaché. Demandez au référent de votre site.',

  'wrong-birth-date-or-code': ({ triesLeft }) => `La date ou le code ne correspond pas.${patientTries(triesLeft)}`,
  'too-many-tries': () => 'Trop d’essais. Un nouveau code peut vous être envoyé, ou remis au laboratoire avec une pièce d’identité.',
  'code-expired': () => 'Ce code n’est plus valable.',
  'link-expired': () => 'Ce lien n’est plus valable.',
  'impossible-date': () => 'Cette date n’existe pas. Vérifiez le jour, le mois et l’année.',

  'too-many-requests': () => 'Trop de demandes à la suite. Attendez une minute, puis réessayez.',
  'invalid-input': () => `La demande n’a pas été comprise. ${NOTHING_RECORDED}`,
} satisfies Record<string, (facts: RefusalFacts) => string>;

export type RefusalCode = keyof typeof sentences;

/** Whether a code has its sentence. */
export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(sentences, code);
}

/** Says a refusal in French; a code without a sentence gets the one that is always true. */
export function refusalSentence(code: string, facts: RefusalFacts = {}): string {
  if (!isRefusalCode(code)) return `${NOTHING_RECORDED} Réessayez, ou appelez le laboratoire.`;
  return sentences[code](facts);
}

function tries(left: number | undefined): string {
  if (left === undefined) return '';
  return left === 1 ? ' Encore 1 essai.' : ` Encore ${left} essais.`;
}

function patientTries(left: number | undefined): string {
  if (left === undefined) return '';
  return left === 1 ? ' Il vous reste 1 essai.' : ` Il vous reste ${left} essais.`;
}
