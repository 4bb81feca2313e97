import { plural } from '../../../_text/format';
import type { BatchBar, BatchSigned } from '../_logic/types';

/** Why a dossier is read and signed by itself, in the words of its line. */
export const BAR_WORDS: Readonly<Record<BatchBar, string>> = {
  'not-displayed': 'tous ses résultats n’ont pas été affichés',
  'test-message': 'dossier d’essai',
  'nothing-waits': 'plus rien n’y attend de décision',
  'identity-changed': 'identité modifiée',
  'identity-not-guaranteed': 'identité non garantie',
  'call-open': 'un appel est à passer',
  'set-aside': 'un résultat est en attente, refusé ou déjà signé',
  'opened-elsewhere': 'ouvert par un confrère',
  'request-open': 'un contrôle est demandé au laboratoire',
  'second-reader': 'un second lecteur doit le lire',
  'own-result': 'vous en avez fait la validation technique',
  awaited: 'des résultats sont encore attendus',
  bedside: 'biologie délocalisée',
  'executed-elsewhere': 'exécuté par un autre laboratoire',
  'replaces-released': 'remplace un résultat déjà diffusé',
  'not-a-result': 'un résultat a été retiré ou n’a pas pu être rendu',
  critical: 'résultat critique',
  flagged: 'résultat hors des valeurs de référence',
  'not-evaluated': 'un résultat n’est pas évalué par le SIL',
  'analyser-flag': 'alarme de l’automate',
  'control-failed': 'contrôle de qualité non conforme ou à surveiller',
  'measured-again': 'mesuré de nouveau ou dilué',
  'sample-remark': 'remarque sur l’échantillon',
  documents: 'document joint',
  'no-verdict': 'les règles ne se sont pas encore prononcées',
  'rule-found': 'une règle retient ce dossier',
  'rule-not-evaluable': 'une règle n’a pas pu être appliquée',
};

export const barsInWords = (bars: readonly BatchBar[]): string => bars.map((bar) => BAR_WORDS[bar]).join(', ');

const CODE_WORDS: Readonly<Record<string, string>> = {
  'dossier-changed': 'a changé entre-temps',
  'already-decided': 'déjà signé entre-temps',
  'nothing-selected': 'plus rien n’y attend de décision',
  'not-decidable': 'un résultat ne peut plus être décidé',
  'own-result': BAR_WORDS['own-result'],
  'not-found': 'n’est plus à vous',
  'proof-refused': 'preuve expirée avant son tour',
  interrupted: 'interrompu avant son tour',
};

/** Why one was left out of what was signed. */
export const leftOutWords = ({ code, bars }: Pick<BatchSigned, 'code' | 'bars'>): string =>
  bars.length > 0 ? barsInWords(bars) : (CODE_WORDS[code ?? ''] ?? 'non signé');

/** What became of a batch, in one sentence: how many were signed, which were left out, and why. */
export function batchWords(dossiers: readonly BatchSigned[], nameOf: (dossierId: string) => string): string {
  const signed = dossiers.filter(({ code }) => code === null).length;
  const left = dossiers.filter(({ code }) => code !== null);
  const head = signed === 0 ? 'Rien n’a été signé.' : `${plural(signed, 'dossier signé', 'dossiers signés')} ensemble.`;
  if (left.length === 0) return head;
  return `${head} Laissé${left.length > 1 ? 's' : ''} de côté\u00a0: ${left.map((one) => `${nameOf(one.dossierId)} (${leftOutWords(one)})`).join('\u00a0; ')}.`;
}
