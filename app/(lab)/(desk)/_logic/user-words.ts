import { formatDate, NBSP } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';
import { roleWords } from './roles';
import { AUTOMATES } from './trace-sentences';
import type { AccountState, Permission, Places, Right, Role } from './types';

export const STATE_WORDS: Readonly<Record<AccountState, { label: string; sign: string; tone: string }>> = {
  active: { label: 'actif', sign: '✓', tone: 'text-fresh' },
  'to-grant': { label: 'à habiliter', sign: '○', tone: 'text-abnormal' },
  'to-activate': { label: 'à activer', sign: '○', tone: 'text-abnormal' },
  locked: { label: 'suspendu', sign: '✕', tone: 'text-critical' },
  disabled: { label: 'désactivé', sign: '–', tone: 'text-ink-2' },
};

/** In the order in which a form offers them. */
export const ROLE_CHOICES: readonly Role[] = [
  'biologist',
  'technician',
  'prescriber',
  'ward_staff',
  'manager',
  'referent',
  'quality_manager',
  'medical_administrator',
  'administrator',
  'remote_maintainer',
];

const AT_SITES: ReadonlySet<Role> = new Set<Role>(['biologist', 'technician', 'manager', 'referent', 'quality_manager']);

/** Where a role is exercised, as the form asks for it. */
export const placeKind = (role: Role): 'site' | 'ward' | 'nowhere' => (AT_SITES.has(role) ? 'site' : role === 'ward_staff' ? 'ward' : 'nowhere');

const wardName = ({ code, name, entity }: Places['wards'][number]): string => `${name} (${code}), ${entity}`;

/** Where a right is held, in words; nothing for a role that is held nowhere in particular. */
export function placeWords({ siteId, wardId }: { siteId: string | null; wardId: string | null }, places: Places | undefined): string {
  const site = places?.sites.find(({ id }) => id === siteId);
  const ward = places?.wards.find(({ id }) => id === wardId);
  return site?.name ?? (ward ? wardName(ward) : '');
}

export const placeChoices = (role: Role, places: Places): { id: string; label: string }[] => {
  const kind = placeKind(role);
  if (kind === 'nowhere') return [];
  return kind === 'site' ? places.sites.map(({ id, name }) => ({ id, label: name })) : places.wards.map((ward) => ({ id: ward.id, label: wardName(ward) }));
};

/** From when to when: « depuis le 12/11/2026 », « du 01/12/2026 au 31/12/2026 » ; the last day is told, not the midnight after it. */
export function periodWords({ validFrom, validTo, revokedAt, standing }: Pick<Right, 'validFrom' | 'validTo' | 'revokedAt' | 'standing'>): string {
  const from = formatDate(validFrom);
  if (revokedAt) return revokedAt <= validFrom ? `prévu le ${from}, annulé le ${formatDate(revokedAt)}` : `du ${from} au ${formatDate(revokedAt)}`;
  if (validTo) return `du ${from} au ${formatDate(new Date(validTo.getTime() - 1))}`;
  return standing === 'later' ? `à partir du ${from}` : `depuis le ${from}`;
}

/** A person's name as one writes it: « Dr Hélène MARCHETTI ». */
export const personName = ({ title, givenName, familyName }: { title: string; givenName: string; familyName: string }): string =>
  [title, givenName, familyName].filter((part) => part !== '').join(' ');

const METHODS: Readonly<Record<string, string>> = {
  'password-totp': 'mot de passe et code',
  'password-passkey': 'mot de passe et clé d’accès',
  'password-recovery': 'mot de passe et code de secours',
  passkey: 'clé d’accès',
  psc: 'Pro Santé Connect',
  activation: 'code d’activation',
  emergency: 'compte de secours',
};
export const methodWords = (method: string): string => METHODS[method] ?? method;

/** Each permission as a sentence that a reviewer understands. */
const PERMISSION_WORDS: Readonly<Record<Permission, string>> = {
  'session.read': 'Savoir en quel nom on est entré',
  'session.keep': 'Garder sa session ouverte',
  'session.close': 'Fermer sa session',
  'session.prove': 'Confirmer son identité pour un acte',
  'live.follow': 'Suivre ce qui change à l’écran',
  'account.manage': 'Gérer ses propres moyens d’identification',
  'security.read': 'Lire les avis de sécurité',
  'user.read': 'Lire les comptes et les droits',
  'user.manage': 'Changer les comptes et les droits',
  'terminal.read': 'Lire la liste des postes',
  'terminal.manage': 'Déclarer, bloquer et débloquer des postes',
  'emergency.manage': 'Gérer le compte de secours',
  'emergency.read': 'Lire l’état du compte de secours',
  'maintenance.read': 'Lire les télémaintenances',
  'maintenance.open': 'Ouvrir une télémaintenance',
  'maintenance.agree': 'Donner son accord à une télémaintenance',
  'maintenance.close': 'Fermer une télémaintenance',
  'maintenance.run': 'Intervenir en télémaintenance',
  'worklist.read': 'Lire la liste des dossiers à valider',
  'dossier.read': 'Lire les dossiers et les résultats',
  'validation.decide': 'Valider et signer',
  'report.read': 'Lire les comptes rendus du laboratoire',
  'results.read': 'Lire la liste des résultats adressés',
  'report.view': 'Lire les comptes rendus adressés',
  'presence.redeem': 'Lire avec le code que le patient montre',
  'breakglass.request': 'Demander un accès d’urgence',
  'breakglass.review': 'Examiner les accès d’urgence',
  'desk.read': 'Lire les demandes des patients et leurs représentants',
  'desk.manage': 'Traiter les demandes des patients et leurs représentants',
  'activity.read': 'Lire l’activité',
  'exchanges.read': 'Lire les échanges avec les SIL',
  'exchanges.retry': 'Relancer un envoi',
  'repair.read': 'Lire le texte des messages à réparer',
  'repair.manage': 'Réparer et rejouer des messages',
  'mapping.read': 'Lire les tables de correspondance',
  'mapping.manage': 'Modifier les tables de correspondance',
  'delays.read': 'Lire les délais d’urgence du laboratoire',
  'delays.manage': 'Fixer les délais d’urgence du laboratoire',
  'links.read': 'Lire les réglages des liaisons',
  'rules.read': 'Lire les règles d’expertise',
  'autoverification.read': 'Lire l’état de la validation automatique',
  'autoverification.accept': 'Accepter la validation automatique en son nom et relire l’échantillon',
  'autoverification.stop': 'Arrêter la validation automatique',
  'autoverification.review': 'Lire l’échantillon relu et le taux de désaccord',
  'rules.approve': 'Approuver les règles d’expertise',
  'rules.write': 'Écrire, rejouer et soumettre les règles d’expertise',
  'rules.suspend': 'Suspendre les règles d’expertise et les remettre en service',
  'links.manage': 'Modifier les réglages des liaisons',
  'reconciliation.read': 'Lire le rapprochement du jour et ses alarmes',
  'reconciliation.manage': 'Prendre en charge les alarmes des liaisons',
  'transmissions.read': 'Lire l’archive des transmissions',
  'request.make': 'Demander une repasse, un re-prélèvement ou un ajout au SIL',
  'agreement.read': 'Lire les conventions entre établissements',
  'agreement.manage': 'Enregistrer une convention entre établissements, y mettre fin',
  'duty.reach': 'Savoir qui est de garde et comment l’appeler',
  'duty.read': 'Lire le tableau de garde',
  'duty.manage': 'Planifier les gardes, les absences et les numéros à appeler',
  'duty.hold': 'Proposer et accepter un échange de garde',
  'decision-policy.read': 'Voir les réglages des décisions (second lecteur, validation technique)',
  'decision-policy.manage': 'Fixer les réglages des décisions du laboratoire',
  'phrase.read': 'Lire la bibliothèque de phrases',
  'phrase.manage': 'Écrire la bibliothèque de phrases',
  'call.make': 'Annoncer un résultat critique au téléphone et clore l’appel',
  'call.read': 'Lire les résultats critiques non acquittés et imprimer leurs fiches d’appel',
  'call-policy.read': 'Lire la politique d’appel et les numéros des services',
  'call-policy.change': 'Modifier la politique d’appel et les numéros des services',
  'call-policy.approve': 'Approuver la politique d’appel',
  'outbox.read': 'Lire les envois aux patients',
  'audit.read': 'Lire la traçabilité',
  'account.enrol': 'Choisir ses premiers moyens d’identification',
  'door.use': 'Se présenter à l’entrée',
  'notice.open': 'Ouvrir le lien d’un avis',
  'demo.read': 'Lire la boîte aux lettres de la démonstration',
  'patient.enrol': 'Ouvrir son espace de patient',
  'patient.read': 'Lire ses propres résultats',
  'patient.manage': 'Gérer son espace de patient',
};

export const permissionWords = (permission: Permission): string => PERMISSION_WORDS[permission];

const IMPORT_REASONS: Readonly<Record<string, string>> = {
  'site-unknown': 'Ce site n’existe pas.',
  'ward-unknown': 'Ce service n’existe pas, ou pas dans l’établissement de ce site.',
  'ward-ambiguous': 'Deux établissements ont un service de ce code : écrivez aussi le site.',
  'role-unknown': 'Ce rôle n’existe pas.',
  'role-missing': 'Un lieu ou une date est donné sans rôle.',
  'date-unreadable': 'Cette date ne se lit pas : écrivez-la 31/12/2026.',
  'email-invalid': 'Cette adresse de courriel ne se lit pas.',
  'identity-missing': 'Un compte nouveau demande nom, prénom et profession.',
  'duplicate-line': 'Ce droit est déjà donné par une autre ligne du fichier.',
  'contradicts-line': 'Une autre ligne dit autre chose de cette personne.',
  'removes-right': 'Cette ligne raccourcirait un droit. Un import ne retire rien : terminez le droit dans la fiche.',
};

/** Why a line of a file is refused; what the screens would say of the same act, without what nobody asked yet. */
export function importReason(code: string): string {
  return (IMPORT_REASONS[code] ?? refusalSentence(code)).replaceAll(' :', `${NBSP}:`).replace(' Rien n’a été enregistré.', '');
}

/** Who gave a right: a person by name, or the process that laid the first ones down. */
export const granterWords = (grantedBy: string): string => AUTOMATES[grantedBy] ?? grantedBy;

export const rolesOf = (roles: readonly Role[]): string => roleWords(roles.join(','));
