import type { AutomaticCheck, PortableAutomatic, VerifiedAutomatic } from '../autoverification/verify-automatic';
import { instantWords, keyLines, SENTENCES } from './verify-words';

/** What each check says when it holds, where it is not what is said of a signature. */
const OWN: Partial<Record<AutomaticCheck, string>> = {
  fingerprint: 'L’empreinte de la décision est celle du texte conservé.',
  dossier: 'Le texte conservé est celui de ce dossier.',
  results: 'Les résultats de la décision sont exactement ceux du texte conservé, et ils y figurent.',
  person: 'La personne est la même dans la décision, le texte conservé, l’acceptation et la preuve.',
  marks: 'La décision dit les mêmes règles et la même acceptation que le texte conservé.',
  verdict: 'Le verdict des règles figure dans le texte, n’a rien relevé et suit l’acceptation.',
  acceptance: 'L’acceptation est mot pour mot celle qui a été signée.',
  period: 'L’acceptation était en vigueur à cet instant, pour ce site.',
  content: 'La preuve porte sur cette acceptation et sur aucune autre.',
  moment: 'L’acceptation suit la preuve de cinq minutes au plus.',
  challenge: 'Le défi signé se recalcule depuis l’acte, l’empreinte et l’aléa.',
};
const ALL: Partial<Record<AutomaticCheck, string>> = { ...SENTENCES, ...OWN };

/** What was verified of an automatic decision, line by line, with what it proves and what it does not. */
export function reportOfAutomatic(portable: PortableAutomatic, { method, checks, isValid }: VerifiedAutomatic, isOwnKey: boolean | null): string[] {
  const { decision, acceptance, proof } = portable;
  const { marks } = decision;
  const rpps = decision.deciderRpps === null ? '' : ` (RPPS ${decision.deciderRpps})`;
  const holds = isValid && isOwnKey !== false;
  return [
    `Décision ${decision.id} : ${holds ? (method === 'passkey' ? 'VALIDE' : 'COHÉRENTE, acceptation confirmée par mot de passe') : 'NON VALIDE'}`,
    `Validation automatique de ${decision.observationIds.length} résultat(s) au nom de ${decision.deciderName}${rpps}, le ${instantWords(decision.signedAt)}.`,
    `Règles « ${marks.ruleSetTitle} », version ${marks.ruleSetVersion}, approuvées par ${marks.approvedBy} le ${instantWords(marks.approvedAt)}.`,
    `Acceptation du ${instantWords(acceptance.acceptedAt)}, jusqu’au ${instantWords(acceptance.endsAt)}${acceptance.endedAt === null ? '' : `, arrêtée le ${instantWords(acceptance.endedAt)}`}.`,
    ...checks.map(({ check, holds: is }) => `${is ? '✓' : '✗'} ${ALL[check] ?? check}`),
    ...(proof.method === 'passkey'
      ? keyLines(proof, isOwnKey)
      : [`Le serveur dit avoir reçu le mot de passe de cette personne le ${instantWords(proof.provenAt)}.`]),
    ...(holds ? PROVES : ['Une ligne ✗ suffit : ces données ne prouvent rien.']),
  ];
}

const PROVES = [
  'Ce que cela prouve : ce dossier, dit mot pour mot, a été validé par les règles nommées, sous l’acceptation que cette personne avait signée.',
  'Ce que cela ne prouve pas : que quelqu’un l’a lu. Personne ne l’a lu, et le compte rendu le dit.',
];
