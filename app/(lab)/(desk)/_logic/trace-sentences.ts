import { formatInstant, formatNumber, NBSP, plural } from '../../../_text/format';
import { alarmKindWords } from '../../../_text/link-alarms';
import { trialWords } from './link-trial-words';
import { roleWords } from './roles';
import type { TraceLine } from './types';

type Detail = TraceLine['detail'];
type Sentence = (detail: Detail, isRefused: boolean) => string;

const REPORTS: Record<string, string> = { partial: 'partiel', complete: 'complet', corrective: 'qui annule et remplace' };
const RECIPIENTS: Record<string, string> = { prescriber: 'le prescripteur', ward: 'le service', patient: 'le patient' };
const SENDINGS: Record<string, string> = {
  decision: 'la décision',
  availability: 'la mise à disposition',
  reading: 'la lecture',
  request: 'la demande',
  announcement: 'l’annonce d’un résultat critique',
};
const REQUESTS: Record<string, string> = {
  rerun: 'une repasse',
  dilution: 'une dilution',
  recollection: 'un nouveau prélèvement',
  'add-on': 'un examen de plus',
};
const REQUEST_FATES: Record<string, string> = { acknowledged: 'prise par le SIL', refused: 'refusée par le SIL', answered: 'le laboratoire a répondu' };
const CLOSINGS: Record<string, string> = {
  idle: 'après inactivité',
  expired: 'arrivée à son terme',
  signed_out: 'par la personne',
  locked: 'par suspension de l’accès',
  access_ended: 'l’accès aux résultats de la personne ayant pris fin',
  taken_over: 'reprise sur un autre poste',
  terminal_blocked: 'par le blocage du poste',
  closed: 'par un administrateur',
  disabled: 'par la désactivation du compte',
  closed_by_administrator: 'par un administrateur',
  enrolled: 'après le choix des moyens d’identification',
};
const MAINTENANCE_ENDS: Record<string, string> = {
  'time-over': 'à la fin du temps demandé',
  closed: 'par le laboratoire',
  'technician-left': 'par le départ du technicien',
  withdrawn: 'avant son ouverture, demande retirée',
};
const DOORS: Record<string, string> = {
  wrong: 'mot de passe ou code faux',
  unknown: 'identifiant inconnu',
  locked: 'accès suspendu',
  'code-used': 'code déjà utilisé',
  'maintenance-closed': 'télémaintenance fermée',
  disabled: 'compte fermé',
  passkey: 'clé d’accès inconnue ou refusée',
  'passkey-required': 'une clé d’accès est exigée',
  'wrong-proof': 'date de naissance fausse',
  'link-expired': 'lien expiré',
  'too-many-tries': 'trop d’essais',
  'pdf-altered': 'fichier altéré',
  'own-rights': 'ses propres droits',
  'last-administrator': 'dernier administrateur',
  'roles-exclude': 'rôles incompatibles',
  'already-held': 'droit déjà donné',
  'dates-incoherent': 'dates incohérentes',
  'not-found': 'introuvable',
  'nobody-found': 'personne, ou plusieurs',
  'wrong-code': 'code ou date de naissance faux',
  'terminal-blocked': 'poste bloqué',
};

const GROUNDS: Record<string, string> = {
  stay: ', patient présent dans le service',
  presence: ', avec le code du patient',
  'break-glass': ', en accès d’urgence',
  representation: ', par un représentant',
};

const BLOCKS: Record<string, string> = {
  'unknown-tries': 'après trois essais avec un identifiant inconnu',
  'known-tries': 'après trois essais manqués, dans un lieu de passage',
  administrator: 'par un administrateur',
};

const text = (value: Detail[string] | undefined): string => (typeof value === 'string' ? value : typeof value === 'number' ? formatNumber(value) : '');
const count = (value: Detail[string] | undefined): number => (typeof value === 'number' ? value : 0);
const REPRESENTATIVES: Record<string, string> = { parent: 'un parent', guardian: 'un tuteur', trusted: 'une personne de confiance' };
const DROPS: Record<string, string> = { closed: 'le compte rendu lui est fermé', opposed: 'opposition, ou secret d’un mineur' };
const FLAGS: Record<string, string> = {
  MASQUE_PS: 'masqué aux professionnels',
  INVISIBLE_PATIENT: 'non visible par le patient',
  INVISIBLE_REP_LEGAUX: 'non visible par les représentants',
  CONNEXION_SECRETE: 'connexion secrète',
};
const flags = (value: Detail[string] | undefined): string =>
  Array.isArray(value) && value.length > 0 ? value.map((flag) => FLAGS[flag] ?? flag).join(', ') : 'aucune restriction';
const because = (detail: Detail): string =>
  detail['reason'] || detail['code'] ? `${NBSP}: ${DOORS[text(detail['reason'])] ?? (text(detail['reason']) || text(detail['code']))}` : '';
const opened = (value: Detail[string] | undefined): string =>
  Array.isArray(value) && value.length > 0 ? value.map((kind) => RECIPIENTS[kind] ?? kind).join(', ') : 'personne de nouveau';

const DUTIES: Record<string, string> = { astreinte: 'Astreinte', garde: 'Garde', presence: 'Présence' };
const SWAP_ENDS: Record<string, string> = {
  accepted: 'accepté',
  declined: 'décliné',
  withdrawn: 'repris par qui l’avait proposé',
  lapsed: 'resté sans réponse',
};
const PACK_ENDS: Record<string, string> = {
  replaced: 'remplacé par un autre',
  expired: 'terminé, son délai passé',
  'given-up': 'vidé par son porteur',
  lost: 'déclaré perdu par un collègue',
};
const ADVICE_ENDS: Record<string, string> = { answered: 'donné', withdrawn: 'repris par qui l’avait demandé', expired: 'resté sans réponse' };
const WAKES: Record<string, string> = {
  call: 'pour un appel critique',
  deadline: 'pour un délai d’urgence',
  link: 'pour une liaison muette',
  handover: 'pour une relève',
  advice: 'pour un second avis',
  digest: 'pour le bilan du matin',
  trial: 'à l’essai',
};
const SWITCHES: Readonly<Record<string, string>> = { all: 'partout', site: 'un site', 'rule-set': 'un jeu de règles', biologist: 'un biologiste' };
const HOLDS: Record<string, string> = { offered: 'gardée jusqu’à la relève', accepted: 'reçue par relève acceptée', taken: 'prise' };
const HANDOVER_ENDS: Record<string, string> = {
  accepted: 'acceptée',
  declined: 'déclinée, avec son motif',
  withdrawn: 'reprise par qui l’avait proposée',
  overtaken: 'dépassée : un collègue de garde a pris la relève',
};
const ESCALATIONS: Record<string, string> = {
  told: 'Résultat critique non annoncé : le biologiste de garde est prévenu',
  nobody: 'Résultat critique non annoncé : personne de garde à prévenir',
  paper: 'Résultat critique non annoncé : alarme au laboratoire, fiche d’appel',
};
const momentWords = (value: Detail[string] | undefined): string => (typeof value === 'string' ? formatInstant(value) : '');
const periodWords = (detail: Detail): string => (detail['from'] && detail['to'] ? `, du ${momentWords(detail['from'])} au ${momentWords(detail['to'])}` : '');

/** Every action of the trace as a French sentence: what was done, or tried. An action without its sentence fails a test. */
export const TRACE_SENTENCES: Readonly<Record<string, Sentence>> = {
  'access.refuse': () => 'A demandé ce qui n’est pas à sa portée, rien ne lui a été montré',
  'reconciliation.declare': (detail) => `Nombre de messages annoncé par le SIL inscrit${NBSP}: ${text(detail['declared'] ?? undefined) || 'retiré'}`,
  'alarm.close': (detail) => `Alarme de liaison close, sa cause a disparu${NBSP}: ${alarmKindWords(text(detail['kind']))}`,
  'alarm.open': (detail) => `Alarme de liaison ouverte${NBSP}: ${alarmKindWords(text(detail['kind']))}`,
  'alarm.settle': () => 'Alarme de liaison classée par une personne, avec son motif',
  'alarm.take': () => 'Alarme de liaison prise en charge',
  'account.close-session': (_, isRefused) =>
    isRefused ? 'Fermeture de la session d’une personne refusée' : 'Session d’une personne fermée par un administrateur',
  'account.create': () => 'Compte créé',
  'account.disable': (detail, isRefused) => (isRefused ? `Désactivation du compte refusée${because(detail)}` : 'Compte désactivé, sessions fermées'),
  'account.enable': (detail, isRefused) => (isRefused ? `Réactivation du compte refusée${because(detail)}` : 'Compte réactivé'),
  'account.identify': (detail, isRefused) => (isRefused ? `Changement d’identité refusé${because(detail)}` : 'Identité du compte corrigée'),
  'account.import': (detail, isRefused) =>
    isRefused
      ? `Import d’utilisateurs refusé${because(detail)}`
      : `Utilisateurs importés${NBSP}: ${plural(count(detail['created']), 'compte créé', 'comptes créés')}, ${plural(count(detail['changed']), 'changé', 'changés')}, ${plural(count(detail['granted']), 'droit donné', 'droits donnés')}`,
  'account.lock': (detail) => `Accès suspendu après ${plural(count(detail['after']), 'essai', 'essais')}`,
  'account.provision': () => 'Compte créé sans aucun droit, à la première identification par Pro Santé Connect',
  'account.renew-activation': (detail, isRefused) => (isRefused ? `Nouveau code d’activation refusé${because(detail)}` : 'Nouveau code d’activation remis'),
  'account.revoke-passkeys': (detail, isRefused) =>
    isRefused
      ? `Révocation des clés d’accès refusée${because(detail)}`
      : `Clés d’accès révoquées, ${plural(Array.isArray(detail['passkeys']) ? detail['passkeys'].length : 0, 'clé', 'clés')}`,
  'account.sign-secrecy': (_, isRefused) => (isRefused ? 'Engagement de secret non inscrit' : 'Engagement de secret signé, inscrit'),
  'account.unlock': (detail, isRefused) => (isRefused ? `Rétablissement de l’accès refusé${because(detail)}` : 'Accès rétabli'),
  'account.enrol': (detail) => `Premiers moyens d’identification choisis${NBSP}: ${detail['means'] === 'passkey' ? 'clé d’accès' : 'mot de passe et code'}`,
  'account.add-passkey': (_, isRefused) => (isRefused ? 'Enregistrement d’une clé d’accès refusé' : 'Clé d’accès ajoutée'),
  'account.rename-passkey': () => 'Clé d’accès renommée',
  'account.revoke-passkey': () => 'Clé d’accès révoquée par la personne',
  'account.change-password': () => 'Mot de passe changé par la personne',
  'account.replace-totp': () => 'Secret du code à six chiffres remplacé par la personne',
  'account.replace-recovery': () => 'Codes de secours renouvelés',
  'activation.make': () => 'Code d’activation remis',
  'activation.use': (_, isRefused) => (isRefused ? 'Code d’activation refusé' : 'Code d’activation utilisé'),
  'account.ask-code': () => 'Code demandé pour un accès de patient',
  'account.ask-recovery': (_, isRefused) =>
    isRefused ? 'Rétablissement d’accès demandé sans droit, rien n’a été envoyé' : 'Rétablissement d’un accès de patient demandé',
  'account.begin': () => 'Accès personnel ouvert par un patient',
  'account.change-contact': (_, isRefused) => (isRefused ? 'Adresse ou téléphone non confirmé' : 'Adresse ou téléphone d’un accès confirmé'),
  'account.close': () => 'Accès fermé par le patient',
  'account.recover': (detail, isRefused) => (isRefused ? `Rétablissement d’accès refusé${because(detail)}` : 'Accès de patient rétabli par la personne'),
  'account.set-password': (_, isRefused) => (isRefused ? 'Changement de mot de passe refusé' : 'Mot de passe choisi'),
  'account.set-second-factor': (_, isRefused) => (isRefused ? 'Second code refusé' : 'Second code choisi'),
  'enrolment.begin': (detail, isRefused) => (isRefused ? `Inscription refusée${because(detail)}` : 'Inscription commencée avec le code du laboratoire'),
  'enrolment.finish': (detail, isRefused) => (isRefused ? `Inscription non terminée${because(detail)}` : 'Inscription terminée'),
  'passkey.add': (_, isRefused) => (isRefused ? 'Clé d’accès non ajoutée' : 'Clé d’accès ajoutée'),
  'passkey.rename': () => 'Clé d’accès renommée',
  'passkey.revoke': () => 'Clé d’accès retirée',
  'word.fail': (detail) => `Message sur l’accès non envoyé${because(detail)}`,
  'word.send': () => 'Message sur l’accès envoyé',
  'audit.export': (detail) => `Trace exportée, ${plural(count(detail['lines']), 'ligne', 'lignes')}`,
  'breakglass.close': () => 'Accès d’urgence fermé par la personne',
  'breakglass.export': (detail) => `Registre des accès d’urgence exporté, ${plural(count(detail['lines']), 'ligne', 'lignes')}`,
  'breakglass.find': (detail, isRefused) =>
    isRefused ? `Recherche d’un patient pour une urgence, sans suite${because(detail)}` : 'Patient trouvé pour une urgence',
  'breakglass.open': () => 'Accès d’urgence ouvert pour une heure',
  'breakglass.review': (detail) => `Accès d’urgence revu${NBSP}: ${detail['outcome'] === 'justified' ? 'justifié' : 'non justifié'}`,
  'code.fail': (detail) => `Code à usage unique non envoyé${because(detail)}`,
  'code.send': () => 'Code à usage unique envoyé au patient',
  'delivery.deliver': (detail) =>
    `Compte rendu version ${text(detail['version'])} ouvert à${NBSP}: ${opened(detail['opened'])}${detail['held'] === true ? ', patient en attente' : ''}`,
  'delivery.follow': (detail) => `Compte rendu version ${text(detail['version'])} ouvert, après sa diffusion, à${NBSP}: ${opened(detail['opened'])}`,
  'delivery.open-to-patient': () => 'Compte rendu ouvert au patient',
  'desk.answer': (detail) => `Réponse du laboratoire à la demande d’un patient${NBSP}: ${detail['state'] === 'done' ? 'acceptée' : 'refusée'}`,
  'desk.find': (detail) =>
    `Patient cherché à l’accueil par ${detail['by'] === 'number' ? 'son numéro' : 'nom et date de naissance'}, ${plural(count(detail['found']), 'trouvé', 'trouvés')}`,
  'desk.open-file': () => 'Fiche d’un patient ouverte à l’accueil',
  'dossier.flag': (detail) => `Confidentialité du dossier, selon le SIL${NBSP}: ${flags(detail['flags'])}`,
  'duty.plan': (detail) => `${DUTIES[text(detail['kind'])] ?? 'Garde'} ${detail['swapId'] ? 'reprise par échange' : 'planifiée'}${periodWords(detail)}`,
  'duty.cancel': (detail) => `Garde annulée${detail['at'] ? ` à partir du ${momentWords(detail['at'])}` : ''}, avec son motif`,
  'duty.absence': (detail) =>
    `Absence inscrite${periodWords(detail)}${count(detail['duties']) > 0 ? `, ${plural(count(detail['duties']), 'garde à reprendre', 'gardes à reprendre')}` : ''}`,
  'duty.end-absence': () => 'Absence retirée',
  'duty.ask-swap': (detail) => `Échange de garde proposé à un collègue (${formatNumber(Array.isArray(detail['dutyIds']) ? detail['dutyIds'].length : 1)})`,
  'duty.answer-swap': (detail) => `Échange de garde ${SWAP_ENDS[text(detail['answer'])] ?? 'répondu'}`,
  'duty.hold': (detail) => `Responsabilité d’un site ${HOLDS[text(detail['cause'])] ?? 'prise'}`,
  'handover.offer': (detail) => `Relève proposée à un collègue, ${plural(count(detail['items']), 'point', 'points')}`,
  'handover.read': (detail) => `Relève proposée relue, ${plural(count(detail['items']), 'point', 'points')}`,
  'handover.answer': (detail) => `Relève ${HANDOVER_ENDS[text(detail['answer'])] ?? 'répondue'}`,
  'handover.take': (detail) => `Relève prise sans proposition, ${plural(count(detail['items']), 'point', 'points')}`,
  'digest.make': (detail) =>
    `Bilan du matin écrit, ${plural(count(detail['received']), 'dossier reçu', 'dossiers reçus')}${detail['isBalanced'] === false ? ', sans tomber juste' : ''}`,
  'digest.read': () => 'Bilan du matin lu',
  'pack.take': () => 'Dossiers en attente emportés sur la tablette de garde, chiffrés',
  'pack.resume': () => 'Dossiers emportés rouverts dans une nouvelle session, avec la clé d’accès',
  'pack.end': (detail) => `Paquet emporté ${PACK_ENDS[text(detail['why'])] ?? 'terminé'}`,
  'pack.apply': (detail) => `Intention préparée sans liaison, appliquée : ${detail['kind'] === 'hold' ? 'mise en attente' : 'validation'}`,
  'pack.return': () => 'Intention préparée sans liaison, rendue : le dossier n’était plus celui qui avait été lu',
  'advice.ask': (detail) => `Second avis demandé à un collègue sur la version ${text(detail['revision'])}`,
  'advice.read': (detail) => `Dossier lu dans un second avis, vue figée de la version ${text(detail['revision'])}`,
  'advice.answer': (detail) => `Second avis ${ADVICE_ENDS[text(detail['state'])] ?? 'fini'}`,
  'wake.ask': (detail) => `Réveil ${WAKES[text(detail['reason'])] ?? 'demandé'}${detail['isAllowed'] === false ? ', tu par la consigne écrite' : ''}`,
  'wake.push': (detail, isRefused) => (isRefused ? `Notification de réveil non partie${because(detail)}` : 'Notification de réveil partie'),
  'wake.show': () => 'Notification de réveil affichée',
  'wake.open': () => 'Réveil ouvert par la personne',
  'wake.sms': (detail, isRefused) => (isRefused ? `SMS de réveil non parti${because(detail)}` : 'SMS de réveil parti'),
  'wake.add-device': () => 'Appareil qui peut réveiller ajouté',
  'wake.end-device': () => 'Appareil qui peut réveiller retiré',
  'wake.policy': (detail) => `Consigne de réveil écrite, SMS après ${plural(count(detail['minutes']), 'minute', 'minutes')}`,
  'duty.contacts': (detail) => `Numéros à appeler en garde modifiés (${formatNumber(count(detail['count']))})`,
  'dossier.history': (detail) => `Toutes les antériorités du patient lues, ${text(detail['results'])} résultats`,
  'view.keep': (detail) => (detail['isNew'] === 'yes' ? 'Vue de la liste enregistrée' : 'Vue de la liste modifiée'),
  'view.drop': () => 'Vue de la liste supprimée',
  'view.order': () => 'Vues de la liste remises en ordre',
  'account.keys': (detail) => `Touches du clavier choisies (${formatNumber(count(detail['keys']))})`,
  'presence.take': (detail) => (detail['from'] ? `Main prise sur un dossier ouvert par ${text(detail['from'])}` : 'Main prise sur un dossier'),
  'dossier.leave': () => 'Dossier quitté',
  'dossier.prefetch': (detail) => `Dossier tenu prêt pour la suite, version ${text(detail['revision'])}, pas encore lu`,
  'dossier.pack': (detail) => `Dossier emporté sur la tablette de garde, version ${text(detail['revision'])}`,
  'dossier.open': (detail) => `Dossier ouvert, version ${text(detail['revision'])}`,
  'dossier.revise': (detail) =>
    `Version ${text(detail['revision'])} du dossier, ${plural(count(detail['results']), 'résultat nouveau ou modifié', 'résultats nouveaux ou modifiés')}`,
  'emergency.open': () => 'Compte de secours ouvert avec l’enveloppe scellée',
  'emergency.seal': (detail) => `Compte de secours scellé, enveloppe de ${plural(count(detail['codes']), 'code', 'codes')}`,
  'enrolment.make-code': () => 'Code d’inscription remis à un patient ou à son représentant',
  'inbound.apply': (_, isRefused) => (isRefused ? 'Message du SIL non entré dans le dossier, gardé' : 'Message du SIL entré dans le dossier'),
  'inbound.keep-fragment': () => 'Octets qui ne font pas un message, gardés',
  'inbound.replay': () => 'Message du SIL rejoué',
  'inbound.judge-again': (_, isRefused) => (isRefused ? 'Message du SIL relu : il n’entre toujours pas' : 'Message du SIL relu : il entre'),
  'inbound.discard': () => 'Message du SIL écarté, avec motif',
  'inbound.take-back': () => 'Message du SIL écarté, repris',
  'repair.ask': () => 'Correction demandée au laboratoire émetteur',
  'repair.match': () => 'Réparation : correspondance choisie',
  'mapping.change': (detail) =>
    `Table de correspondance modifiée, version ${count(detail['version'])}${NBSP}: ${plural(count(detail['added']), 'ajout', 'ajouts')}, ${plural(count(detail['ended']), 'fin', 'fins')}`,
  'delays.set': (detail) =>
    `Délai d’urgence fixé pour ${text(detail['loincCode'])}, version ${formatNumber(count(detail['version']))}${NBSP}: ${typeof detail['minutes'] === 'number' ? `${formatNumber(detail['minutes'])}${NBSP}min` : 'aucun'}`,
  'catalogue.ship': (detail) =>
    `Catalogue livré mis en place${NBSP}: ${plural(count(detail['added']), 'examen ajouté', 'examens ajoutés')}, ${plural(count(detail['changed']), 'mis à jour', 'mis à jour')}`,
  'directory.add-prescriber': () => 'Prescripteur ajouté à l’annuaire',
  'directory.add-ward': () => 'Service ajouté à l’annuaire',
  'dossier.readdress': () => 'Dossier adressé après réparation',
  'dossier.reclassify': (detail) => `Correspondance appliquée à ${plural(count(detail['results']), 'résultat', 'résultats')} non validés`,
  'inbound.open': (detail) => `Texte d’un message du SIL ouvert${text(detail['why']) === 'preview' ? ', pour essayer un profil' : ''}`,
  'inbound.not-proven': (detail) =>
    `Message refusé${NBSP}: émetteur non prouvé (${text(detail['why']) === 'certificate' ? 'certificat' : text(detail['why']) === 'port' ? 'port' : 'adresse'})`,
  'folder.declare': () => 'Dossier surveillé déclaré',
  'folder.open': () => 'Dossier surveillé rouvert',
  'folder.close': () => 'Dossier surveillé fermé',
  'device.declare': () => 'Appareil délocalisé déclaré',
  'device.change': () => 'Appareil délocalisé modifié',
  'device.block': () => 'Appareil délocalisé bloqué, avec motif',
  'device.unblock': () => 'Appareil délocalisé débloqué, avec motif',
  'link.create': () => 'Liaison créée',
  'link.change': (detail) => `Liaison modifiée, version ${formatNumber(count(detail['version']))}`,
  'link.close': () => 'Liaison fermée',
  'link.reopen': () => 'Liaison rouverte',
  'link.address': () => 'Adresse d’envoi au SIL changée',
  'link.try': (detail) => `Liaison essayée${NBSP}: ${trialWords(text(detail['outcome']))}`,
  'link.preview': () => 'Profil de liaison essayé sur un message',
  'inbound.batch': (detail) =>
    `Lot de messages reçu${NBSP}: ${plural(count(detail['announced']), 'annoncé', 'annoncés')}, ${plural(count(detail['received']), 'reçu', 'reçus')}`,
  'inbound.replay-alike': (detail) => `Rejeu de ce qui attend pour un même problème demandé${NBSP}: ${plural(count(detail['total']), 'message', 'messages')}`,
  'inbound.replay-period': (detail) => `Rejeu d’une période demandé${NBSP}: ${plural(count(detail['total']), 'message', 'messages')}`,
  'inbound.replay-stop': (detail) => `Rejeu arrêté à ${formatNumber(count(detail['done']))} sur ${formatNumber(count(detail['total']))}`,
  'inbound.replay-end': (detail) => `Rejeu terminé${NBSP}: ${plural(count(detail['in']), 'entré', 'entrés')} sur ${formatNumber(count(detail['total']))}`,
  'repair.corrected': () => 'Message reçu après une demande de correction',
  'inbound.receive': (detail) => `Message du SIL reçu, réponse ${text(detail['answer']) || 'aucune'}`,
  'expertise.sweep': (detail) => `Contrôle de l’expertise${NBSP}: ${plural(count(detail['verdicts']), 'dossier repris', 'dossiers repris')}`,
  'rules.load': (detail) =>
    `Règles fournies chargées, ${plural(count(detail['rules']), 'règle', 'règles')}, pour ${plural(count(detail['laboratories']), 'laboratoire', 'laboratoires')}`,
  'validation.automatic': (detail) =>
    `Validation automatique au nom du biologiste de garde, ${plural(count(detail['results']), 'résultat', 'résultats')}, délai d’annulation ouvert`,
  'autoverification.bar': () => 'Validation automatique retenue avant tout envoi, laissée à un biologiste',
  'autoverification.accept': (detail, isRefused) =>
    isRefused
      ? `Acceptation de la validation automatique refusée (${text(detail['code'])})`
      : `Validation automatique acceptée, règles version ${text(detail['version'])}, jusqu’au ${momentWords(detail['endsAt'])}`,
  'autoverification.end': (detail) => `Acceptation de la validation automatique terminée${detail['isOwn'] === true ? '' : ' par un autre biologiste'}`,
  'autoverification.switch': (detail) =>
    `Validation automatique ${detail['isOn'] === true ? 'remise en marche' : 'arrêtée'}${NBSP}: ${SWITCHES[text(detail['scope'])] ?? ''}`,
  'autoverification.draw': () => 'Dossier tiré au sort pour une relecture',
  'autoverification.look': () => 'Dossier tiré au sort ouvert, sans nom ni décision',
  'autoverification.review': (detail) => `Dossier tiré au sort relu${NBSP}: ${detail['agrees'] === true ? 'accord' : 'désaccord'}`,
  'autoverification.sweep': (detail) =>
    `Contrôle de la validation automatique${NBSP}: ${plural(count(detail['decisions']), 'décision reprise', 'décisions reprises')}, ${plural(count(detail['samples']), 'tirage repris', 'tirages repris')}`,
  'rules.draft': () => 'Brouillon de règles commencé',
  'rules.change': (detail) =>
    `Brouillon de règles ${detail['kind'] === 'undo' ? 'remis dans son état précédent' : 'modifié'}, révision ${text(detail['revision'])}`,
  'rules.drop': () => 'Brouillon de règles abandonné',
  'rules.replay': (detail) =>
    `Rejeu d’un brouillon de règles demandé sur ${text(detail['days'])} jours, ${plural(count(detail['total']), 'dossier', 'dossiers')}`,
  'rules.replay-stop': (detail) => `Rejeu d’un brouillon de règles arrêté à ${formatNumber(count(detail['done']))} sur ${formatNumber(count(detail['total']))}`,
  'rules.replay-end': (detail) =>
    `Rejeu d’un brouillon de règles terminé, ${plural(count(detail['dossiers']), 'dossier', 'dossiers')}, ${plural(count(detail['changed']), 'différence', 'différences')}`,
  'rules.replay-sweep': (detail) => `Rejeu d’un brouillon de règles repris${NBSP}: ${formatNumber(count(detail['replays']))}`,
  'rules.submit': (detail) => `Règles soumises, fiche de contrôle ${text(detail['number'])}, ${plural(count(detail['changes']), 'changement', 'changements')}`,
  'rules.refuse': (detail) => `Règles rendues à leur auteur, fiche de contrôle ${text(detail['number'])}`,
  'rules.restore': (detail, isRefused) =>
    isRefused
      ? `Retour à une version des règles refusé (${text(detail['code'])})`
      : `Retour à la version ${text(detail['restores'])} des règles, devenue la version ${text(detail['version'])}`,
  'rules.suspend': () => 'Règles d’expertise suspendues',
  'rules.resume': () => 'Règles d’expertise remises en service',
  'rules.approve': (detail, isRefused) =>
    isRefused
      ? `Approbation des règles refusée (${text(detail['code'])})`
      : `Règles approuvées, version ${text(detail['version'])}, ${plural(count(detail['rules']), 'règle', 'règles')}`,
  'inbound.sweep': (detail) => `Contrôle des messages reçus${NBSP}: ${plural(count(detail['messages']), 'repris', 'repris')}`,
  'notice.drop': (detail) => `Avis au patient abandonné${NBSP}: ${DROPS[text(detail['reason'])] ?? 'une version plus récente existe'}`,
  'maintenance.agree': (detail) => `Télémaintenance ouverte avec l’accord du biologiste, ${formatNumber(count(detail['minutes']))} min`,
  'maintenance.ask': (detail) => `Télémaintenance demandée, ${formatNumber(count(detail['minutes']))} min`,
  'maintenance.close': (detail) => `Télémaintenance fermée ${MAINTENANCE_ENDS[text(detail['reason'])] ?? text(detail['reason'])}`,
  'maintenance.open': (detail) => `Télémaintenance ouverte par le biologiste, ${formatNumber(count(detail['minutes']))} min`,
  'maintenance.run': (detail) => (detail['kind'] === 'call' ? 'Appel du télémainteneur enregistré' : 'Commande du télémainteneur enregistrée'),
  'notice.fail': (detail) => `Avis au patient non envoyé${because(detail)}`,
  'notice.send': () => 'Avis envoyé au patient',
  'outbound.acknowledge': (detail, isRefused) =>
    `${isRefused ? 'Refusé par le SIL' : 'Pris par le SIL'}${NBSP}: ${SENDINGS[text(detail['kind'])] ?? text(detail['kind'])} (${text(detail['answer'])})`,
  'request.make': (detail, isRefused) =>
    isRefused ? 'Demande au laboratoire refusée' : `Demandé au laboratoire${NBSP}: ${REQUESTS[text(detail['kind'])] ?? text(detail['kind'])}`,
  'call.open': (detail) => `Résultat critique à annoncer, ${plural(count(detail['values']), 'valeur', 'valeurs')}`,
  'call.attempt': (detail) => (detail['outcome'] === 'wrong-place' ? 'Annonce tentée : le patient n’est pas à ce poste' : 'Annonce tentée : pas de réponse'),
  'call.close': (detail, isRefused) =>
    isRefused
      ? 'Clôture d’une annonce refusée'
      : `Résultat critique annoncé, relecture concordante, ${formatNumber(count(detail['minutes']))} min après l’ouverture`,
  'call.silence': (detail) => `Résultat critique déjà connu, pas de nouvel appel, ${plural(count(detail['values']), 'valeur', 'valeurs')}`,
  'call.escalate': (detail) => ESCALATIONS[text(detail['outcome'])] ?? 'Escalade d’un appel',
  'call.acknowledge': (detail, isRefused) =>
    isRefused
      ? 'Relecture d’un résultat critique par son lecteur refusée : elle ne concorde pas'
      : `Résultat critique relu par son lecteur, valeurs retapées concordantes, ${formatNumber(count(detail['minutes']))} min après l’ouverture`,
  'call.print': () => 'Fiche d’appel imprimée',
  'call-policy.load': (detail) => `Politique d’appel de départ proposée, ${plural(count(detail['rows']), 'ligne', 'lignes')}`,
  'call-policy.change': (detail) => `Politique d’appel modifiée, projet de version ${text(detail['version'])}`,
  'call-policy.approve': (detail, isRefused) =>
    isRefused
      ? 'Approbation d’une politique d’appel refusée : elle a changé entre-temps'
      : `Politique d’appel approuvée et en vigueur, version ${text(detail['version'])}`,
  'ward-phone.change': (detail) => `Numéros d’un service modifiés, version ${text(detail['version'])}`,
  'call.void': () => 'Annonce sans objet : le résultat a été corrigé ou repris',
  'request.take-back': () => 'Demande au laboratoire annulée',
  'request.settle': (detail) => `Demande au laboratoire${NBSP}: ${REQUEST_FATES[text(detail['state'])] ?? text(detail['state'])}`,
  'difference.open': () => 'Le SIL dit autre chose que ce qui a été décidé',
  'difference.close': () => 'Écart avec le SIL clos, il n’y en a plus',
  'difference.settle': () => 'Écart avec le SIL réglé par une personne',
  'outbound.resend': (detail) => `Envois déjà pris par le SIL renvoyés${NBSP}: ${formatNumber(count(detail['total']))}`,
  'report.acknowledge': () => 'Compte rendu pris en compte par son lecteur',
  'transmissions.export': (detail) => `Archive des transmissions exportée, ${plural(count(detail['lines']), 'ligne', 'lignes')}`,
  'outbound.queue': (detail) => `Envoi au SIL préparé${NBSP}: ${SENDINGS[text(detail['kind'])] ?? text(detail['kind'])}`,
  'outbound.retry': () => 'Envoi refusé relancé',
  'outbound.stand-aside': (detail) => `Envoi mis de côté après ${plural(count(detail['attempts']), 'essai', 'essais')}, retenté toutes les 5 min`,
  'outbound.sweep': (detail) =>
    `Contrôle des envois au SIL${NBSP}: ${formatNumber(count(detail['untold']))} manquants écrits, ${formatNumber(count(detail['forgotten']))} relancés`,
  'patient.amend': () => 'Identité changée après validation : dossier à revoir par un biologiste',
  'patient.compare': () => 'Identités comparées pour rattacher un dossier',
  'patient.attach': (detail) => (detail['isNew'] === true ? 'Dossier rattaché à une personne créée pour lui' : 'Dossier rattaché à une personne'),
  'patient.detach': () => 'Rattachement défait : le dossier reprend l’identité reçue',
  'patient.amend-back': () => 'Identité revenue à ce qui était signé : plus rien à revoir',
  'patient.link': () => 'Deux numéros de patient liés par l’admission',
  'patient.merge': () => 'Deux numéros de patient fusionnés par l’admission',
  'patient.note-stay': () => 'Séjour passé noté',
  'patient.unmerge': () => 'Fusion ou lien de deux numéros de patient défait',
  'patient.move': (detail) => (detail['to'] ? 'Patient noté présent dans un service' : 'Patient noté sorti, ou dans un service inconnu'),
  'patient.oppose': (detail) => `Opposition du patient ${detail['subject'] === 'portal' ? 'à la mise en ligne de ses résultats' : 'aux avis'}`,
  'patient.request': () => 'Demande du patient au laboratoire sur ses données',
  'patient.switch-person': (detail) => (detail['kind'] === 'self' ? 'Revenu à ses propres résultats' : 'Passé aux résultats de la personne représentée'),
  'patient.withdraw-opposition': (detail) =>
    `Fin de l’opposition du patient ${detail['subject'] === 'portal' ? 'à la mise en ligne de ses résultats' : 'aux avis'}`,
  'portal.begin-visit': () => 'Visite de la liste des résultats',
  'portal.enter': (detail, isRefused) => (isRefused ? `Entrée du patient refusée${because(detail)}` : 'Patient entré dans son espace'),
  'portal.request-code': (detail, isRefused) => (isRefused ? `Demande de code refusée${because(detail)}` : 'Code demandé par le patient'),
  'presence.leave': () => 'Lecture ouverte par le code d’un patient, fermée par le professionnel',
  'presence.redeem': (detail, isRefused) =>
    isRefused ? `Code montré par un patient refusé${because(detail)}` : 'Lecture ouverte avec le code montré par le patient',
  'presence.show': (detail) =>
    `Code fait par le patient pour un soignant, ${detail['reports'] === 'all' ? 'tous ses comptes rendus' : plural(count(detail['reports']), 'compte rendu', 'comptes rendus')}`,
  'presence.stop': (detail) => `Code arrêté par le patient, ${plural(count(detail['accesses']), 'lecture fermée', 'lectures fermées')}`,
  'portal.export-data': (detail) => `Données emportées par le patient, ${plural(count(detail['reports']), 'compte rendu', 'comptes rendus')} cités`,
  'representation.end': () => 'Accès d’une personne de confiance terminé par le patient',
  'representation.grant': (detail) => `Accès donné à ${REPRESENTATIVES[text(detail['kind'])] ?? 'un représentant'}`,
  'representation.revoke': (detail) => `Accès retiré à ${REPRESENTATIVES[text(detail['kind'])] ?? 'un représentant'}`,
  'document.open': () => 'Document joint d’un résultat ouvert',
  'document.download': (detail, isRefused) =>
    isRefused ? `Téléchargement d’un document joint refusé${because(detail)}` : 'Document joint transmis au lecteur',
  'report.download': (detail, isRefused) => (isRefused ? `Téléchargement du PDF refusé${because(detail)}` : 'PDF du compte rendu téléchargé'),
  'report.review': (detail) =>
    detail['results'] === 0 ? 'Compte rendu en vigueur de nouveau sans réserve' : 'Compte rendu en vigueur marqué « en cours de vérification »',
  'report.release': (detail) => `Compte rendu ${REPORTS[text(detail['kind'])] ?? ''} diffusé, version ${text(detail['version'])}`,
  'report.sweep': (detail) => `Contrôle des comptes rendus${NBSP}: ${formatNumber(count(detail['decisions']))} repris`,
  'report.view': (detail) =>
    `Compte rendu lu ${detail['medium'] === 'pdf' ? 'en PDF' : 'à l’écran'}, version ${text(detail['version'])}${GROUNDS[text(detail['ground'])] ?? ''}`,
  'right.end': (detail, isRefused) =>
    isRefused ? `Fin de droit refusée${because(detail)}` : `Droit terminé${NBSP}: ${roleWords(text(detail['role']))}${detail['lastDay'] ? ', à une date' : ''}`,
  'right.grant': (detail, isRefused) => (isRefused ? `Droit refusé${because(detail)}` : `Droit donné${NBSP}: ${roleWords(text(detail['role']))}`),
  'security.mail': (detail) => `Alerte de sécurité envoyée par e-mail, ${plural(count(detail['mails']), 'destinataire', 'destinataires')}`,
  'security.see': (detail) => plural(Array.isArray(detail['notices']) ? detail['notices'].length : 0, 'alerte de sécurité vue', 'alertes de sécurité vues'),
  'session.close': (detail) => `Session fermée ${CLOSINGS[text(detail['reason'])] ?? text(detail['reason'])}`,
  'session.open': (detail, isRefused) =>
    isRefused ? `Entrée refusée${because(detail)}` : `Session ouverte${detail['tookOver'] ? ', reprise d’un autre poste' : ''}`,
  'session.prove': (detail, isRefused) =>
    isRefused
      ? 'Confirmation refusée, la clé d’accès n’a pas signé ce qui était affiché'
      : `Identité confirmée ${detail['method'] === 'passkey' ? 'par clé d’accès' : 'par mot de passe'}${detail['seeded'] === true ? ', histoire de démonstration' : ''}`,
  'session.verify': () => 'Mot de passe refusé au moment de signer',
  'statistics.sweep': (detail) => `Contrôle de l’activité${NBSP}: ${formatNumber(count(detail['mended']))} corrigés`,
  'terminal.change-idle': (detail) =>
    `Verrouillage après ${plural(count(detail['to']), 'minute', 'minutes')} au lieu de ${formatNumber(count(detail['from']))}`,
  'terminal.declare': () => 'Poste déclaré',
  'terminal.passivate': (detail) => `Poste bloqué ${BLOCKS[text(detail['reason'])] ?? text(detail['reason'])}`,
  'terminal.prove': (_, isRefused) => (isRefused ? 'Clé de poste refusée' : 'Poste reconnu par sa clé'),
  'terminal.reactivate': () => 'Poste rétabli',
  'terminal.register': () => 'Poste nouveau, connu par sa clé',
  'terminal.revoke': () => 'Poste révoqué',
  'validation.follow-lis': (detail) => `Validation faite dans le SIL reprise, ${plural(count(detail['results']), 'résultat', 'résultats')}`,
  'validation.comment': (detail, isRefused) =>
    isRefused
      ? `Commentaire non enregistré${because(detail)}`
      : `Commentaire du biologiste signé ou corrigé, ${plural(count(detail['comments']), 'commentaire', 'commentaires')}`,
  'phrase.draft': (detail) => `Phrase de la bibliothèque écrite en projet, version ${text(detail['version'])}`,
  'phrase.put-in-force': (detail) => `Phrase de la bibliothèque mise en vigueur, version ${text(detail['version'])}`,
  'phrase.retire': (detail) => `Phrase de la bibliothèque retirée, version ${text(detail['version'])}`,
  'phrase.import': (detail) => `Phrases importées en projet${NBSP}: ${formatNumber(count(detail['phrases']))}`,
  'decision-policy.set': (detail) => `Réglages des décisions écrits, version ${text(detail['version'])}`,
  'validation.batch': (detail) => `Validation groupée signée d’une seule preuve, ${plural(count(detail['dossiers']), 'dossier', 'dossiers')}`,
  'validation.agree': (detail, isRefused) => (isRefused ? `Seconde lecture refusée${because(detail)}` : 'Second lecteur d’accord avec ce qui était signé'),
  'validation.decline': () => 'Second lecteur en désaccord : signature rendue à son auteur, rien n’est parti',
  'validation.hold': (detail, isRefused) =>
    isRefused
      ? `Mise en attente refusée${because(detail)}`
      : `Mis en attente, ${plural(count(detail['results']), 'résultat', 'résultats')}${text(detail['remindAt']) === '' ? '' : ', avec rappel'}`,
  'part.sign': (detail, isRefused) =>
    isRefused
      ? `Validation de la part sous-traitée refusée${because(detail)}`
      : `Part sous-traitée validée par le laboratoire exécutant, ${plural(count(detail['results']), 'résultat', 'résultats')}, rien n’est parti`,
  'part.hold': (detail, isRefused) =>
    isRefused ? `Mise en attente de la part sous-traitée refusée${because(detail)}` : 'Part sous-traitée mise en attente par le laboratoire exécutant',
  'part.refuse': (detail, isRefused) =>
    isRefused ? `Refus de la part sous-traitée non enregistré${because(detail)}` : 'Part sous-traitée refusée par le laboratoire exécutant, contrôle demandé',
  'part.withdraw': (_, isRefused) =>
    isRefused
      ? 'Reprise de la part sous-traitée refusée : l’ensemble est déjà validé'
      : 'Décision sur la part sous-traitée reprise par le laboratoire exécutant, elle attend de nouveau',
  'agreement.make': (detail) =>
    `Convention entre établissements enregistrée : ${detail['sharesPatients'] === true ? 'base de patients commune' : 'bases de patients séparées'}, à compter du ${text(detail['fromOn'])}`,
  'agreement.end': () => 'Convention entre établissements terminée : leurs résultats ne se consultent plus',
  'validation.remind': () => 'Rappel d’une mise en attente : le dossier est revenu en tête de liste',
  'validation.revoke': (_, isRefused) =>
    isRefused ? 'Dévalidation refusée, trop tard' : 'Signature retirée par un confrère avant diffusion, rien n’est parti',
  'validation.send-now': () => 'Signature envoyée sans attendre',
  'validation.refuse': (detail, isRefused) =>
    isRefused
      ? `Refus de résultats non enregistré${because(detail)}`
      : `Refusé et contrôle demandé, ${plural(count(detail['results']), 'résultat', 'résultats')}`,
  'validation.late-control': (detail) =>
    `Contrôle de qualité arrivé après les résultats${NBSP}: ${plural(count(detail['waiting']), 'dossier en attente réexaminé', 'dossiers en attente réexaminés')}, ${plural(count(detail['signed']), 'dossier déjà validé signalé', 'dossiers déjà validés signalés')}`,
  'validation.settle': () => 'Signature devenue effective',
  'validation.sign': (detail, isRefused) =>
    isRefused
      ? `Signature refusée${because(detail)}`
      : `Validation biologique signée, ${plural(count(detail['results']), 'résultat', 'résultats')}, version ${text(detail['revision'])} du dossier`,
  'validation.sweep': (detail) =>
    `Contrôle des validations${NBSP}: ${formatNumber(count(detail['projections']))} lignes refaites, ${formatNumber(count(detail['decisions']))} signatures reprises`,
  'validation.undo': (_, isRefused) => (isRefused ? 'Annulation de la signature refusée, trop tard' : 'Signature annulée, rien n’a été diffusé'),
};

/** What a line of the trace says; an action that has no sentence is shown by its code rather than hidden. */
export const traceSentence = ({ action, detail, outcome }: Pick<TraceLine, 'action' | 'detail' | 'outcome'>): string =>
  TRACE_SENTENCES[action]?.(detail, outcome === 'refused') ?? action;

/** What an automate does, by the name of its handler in the wiring or of its process. */
export const AUTOMATES: Readonly<Record<string, string>> = {
  'inbound.apply': 'entrée des messages',
  'inbound.replay': 'rejeu des messages',
  'inbound.attach': 'rentrée des messages d’un dossier rattaché',
  'inbound.map': 'application des correspondances',
  repair: 'rappel de ce qui attend une réparation',
  'expertise.conclude': 'expertise des dossiers',
  'expertise.replay': 'rejeu des règles',
  'autoverification.decide': 'validation automatique',
  'autoverification.draw': 'tirage au sort des relectures',
  'validation.follow': 'suivi des dossiers',
  'validation.settle': 'effet des signatures',
  'validation.controls': 'contrôles de qualité arrivés après les résultats',
  'wake.push': 'notifications de réveil',
  'wake.sms': 'SMS de réveil',
  'validation.remind': 'rappel des mises en attente',
  'validation.recount': 'échéances après un changement de délai',
  start: 'démarrage',
  'report.compose': 'écriture des comptes rendus',
  'report.review': 'réserves sur les comptes rendus diffusés',
  'delivery.deliver': 'remise des comptes rendus',
  'delivery.follow': 'remise après un changement de service ou de prescripteur',
  'delivery.hold': 'remise au patient',
  'delivery.reopen': 'remise après la fin d’une opposition',
  'delivery.notice': 'avis aux patients',
  'delivery.code': 'codes des patients',
  'access.code': 'codes des accès',
  'access.word': 'messages sur les accès',
  'portal.replaced': 'avis de version remplacée aux lecteurs d’exception',
  'portal.viewed': 'suites d’une lecture',
  'alert.open': 'résultats critiques à annoncer',
  'alert.step': 'escalade des appels',
  'alert.wake': 'réveil du biologiste de garde',
  'alert.follow': 'suites des corrections sur les annonces',
  'statistics.follow': 'comptage de l’activité',
  'access.mail': 'alertes de sécurité par e-mail',
  gateway: 'réception des messages',
  seed: 'mise en place de la démonstration',
  admin: 'console d’administration',
  'outbound.tell': 'écriture des envois au SIL',
  'outbound.send': 'envois au SIL',
  'outbound.compare': 'comparaison avec le SIL',
};

/** Who acted: a person by name, a patient as such, an automate by what it does. */
export function actorWords({ actorKind, actorName }: Pick<TraceLine, 'actorKind' | 'actorName'>): string {
  switch (actorKind) {
    case 'professional':
      return actorName;
    case 'patient':
      return actorName === 'représentant' ? 'Un représentant du patient' : 'Le patient';
    case 'anonymous':
      return 'Personne non identifiée';
    case 'system':
      return `Relais, ${actorName.startsWith('sweeper') ? 'contrôle' : (AUTOMATES[actorName] ?? actorName)}`;
  }
}
