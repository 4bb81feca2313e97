import { askedAtOf } from '../access/step-up-rules';
import { keyFingerprint, type PasskeyProof } from '../access/verify-proof';
import type { DecisionCheck, PortableDecision, VerifiedDecision } from '../validation/verify-decision';

/** What each check says when it holds; when it does not, the same sentence stands under a cross. */
export const SENTENCES: Record<DecisionCheck, string> = {
  seal: 'Rien n’a changé dans ces données depuis qu’elles ont été écrites.',
  fingerprint: 'L’empreinte de la décision est celle du texte signé.',
  content: 'La preuve porte sur cette empreinte, ou sur le lot qui la nomme, et sur aucune autre.',
  act: 'La preuve a été demandée pour cet acte, que le texte signé nomme.',
  dossier: 'Le texte signé est celui de ce dossier.',
  person: 'La personne est la même dans la décision, le texte signé et la preuve.',
  results: 'Les résultats de la décision sont exactement ceux du texte signé, et ils y étaient affichés.',
  words: 'Le commentaire et le motif sont ceux du texte signé.',
  moment: 'La décision suit la preuve de cinq minutes au plus.',
  challenge: 'Le défi signé se recalcule depuis l’acte, l’empreinte et l’aléa.',
  type: 'La clé a répondu à une demande de signature de cette page.',
  origin: 'La demande venait de l’adresse enregistrée.',
  'relying-party': 'La clé a signé pour ce site.',
  present: 'Une personne a touché la clé.',
  verified: 'La clé a reconnu cette personne (code, doigt ou visage).',
  time: 'La réponse est venue cinq minutes au plus après la demande, dont l’instant est signé.',
  signature: 'La signature est celle de la clé publique conservée.',
};

/** What was verified of a decision, line by line, with what it proves and what it does not. */
export function reportOf(portable: PortableDecision, { method, checks, isValid }: VerifiedDecision, isOwnKey: boolean | null): string[] {
  const { decision, proof } = portable;
  const act = { validate: 'Validation', hold: 'Mise en attente', refuse: 'Refus', comment: 'Commentaire' }[decision.kind];
  const rpps = decision.deciderRpps === null ? '' : ` (RPPS ${decision.deciderRpps})`;
  return [
    `Décision ${decision.id} : ${verdict(method, isValid && isOwnKey !== false)}`,
    `${act} de ${decision.observationIds.length} résultat(s) par ${decision.deciderName}${rpps}, le ${instantWords(decision.signedAt)}.`,
    ...checks.map(({ check, holds }) => `${holds ? '✓' : '✗'} ${SENTENCES[check]}`),
    ...(proof.method === 'passkey'
      ? keyLines(proof, isOwnKey)
      : [`Le serveur dit avoir reçu le mot de passe de cette personne le ${instantWords(proof.provenAt)}.`]),
    ...(isValid && isOwnKey !== false ? PROVES[method] : ['Une ligne ✗ suffit : ces données ne prouvent rien.']),
  ];
}

function verdict(method: 'passkey' | 'password', isValid: boolean): string {
  if (!isValid) return 'NON VALIDE';
  return method === 'passkey' ? 'VALIDE' : 'COHÉRENTE, confirmée par mot de passe';
}

export function keyLines(proof: PasskeyProof, isOwnKey: boolean | null): string[] {
  const askedAt = askedAtOf(proof.nonce);
  return [
    `Demandée par ${proof.origin}${askedAt ? ` le ${instantWords(askedAt.toISOString())}` : ''}, instant compris dans ce que la clé a signé.`,
    `Clé publique, SHA-256 : ${keyFingerprint(proof.publicKey)}`,
    keyOwner(isOwnKey),
  ];
}

function keyOwner(isOwnKey: boolean | null): string {
  if (isOwnKey === null) return 'Hors ligne : que cette clé est celle de cette personne se vérifie au laboratoire, par cette empreinte.';
  return `${isOwnKey ? '✓' : '✗'} Cette clé était enregistrée ici au nom de cette personne à cet instant.`;
}

const PROVES: Record<'passkey' | 'password', readonly string[]> = {
  passkey: [
    'Ce que cela prouve : le détenteur de cette clé, reconnu par elle, a signé exactement ce texte, à cette demande.',
    'Ce que cela ne prouve pas : l’heure, autrement que par l’horloge du serveur.',
  ],
  password: [
    'Ce que cela prouve : le texte conservé est celui dont l’empreinte a été confirmée, et la décision le suit.',
    'Ce que cela ne prouve pas : que cette personne était là. Il faut en croire le serveur ; seule une clé d’accès le prouve sans lui.',
  ],
};

export const instantWords = (iso: string): string =>
  new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Europe/Paris' }).format(new Date(iso));
