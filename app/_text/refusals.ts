import type { RefusalCode as ServerCode } from '../../server/api/refusal';
import { formatInstant, formatTime, NBSP } from './format';
import { notFoundSentence } from './things';

/**
 * Names of staff, instants (ISO 8601) and counts that a refusal carries, as the server sends them; each sentence stands
 * without them. Known names: `by`, `at`, `change`, `version`, `triesLeft`, `phone`, `what`.
 */
export type RefusalFacts = Readonly<Record<string, string | number | null | undefined>>;

type Sentence = (facts: RefusalFacts) => string;
type Told = RefusalFacts[string];

const NOTHING_RECORDED = 'Rien n’a été enregistré.';

/** Refusal code → French sentence: what happened, that nothing was recorded, what to do. Every code of the server has one. */
const sentences = {
  'not-found': ({ what }) => notFoundSentence(what),
  'not-allowed': ({ what }) => notFoundSentence(what),
  'session-expired': () => 'Votre session est terminée. Identifiez-vous pour continuer.',
  'session-taken': () => 'Vous avez repris votre session sur un autre poste. Ici, l’écran est fermé.',

  'wrong-credentials': ({ triesLeft }) => `Identifiant, mot de passe ou code incorrect.${tries(triesLeft)}`,
  'account-locked': ({ phone }) => `Accès suspendu. Seul l’administrateur peut le rétablir${phone ? `${NBSP}: ${phone}` : ''}.`,
  'terminal-blocked': () => 'Poste bloqué. Demandez à l’administrateur.',
  'own-terminal': () => `C’est le poste où vous êtes${NBSP}: il ne se bloque pas lui-même. ${NOTHING_RECORDED}`,
  'terminal-changed': () => `L’état de ce poste a changé entre-temps. ${NOTHING_RECORDED} Relisez la liste.`,
  'rules-changed': () => `Ce jeu de règles a changé entre-temps. ${NOTHING_RECORDED} Relisez-le.`,
  'rules-not-approved': () => `Aucune règle approuvée n’est en vigueur dans ce laboratoire${NBSP}: approuvez-les d’abord, à la page « Règles ».`,
  'rules-suspended': () => `Les règles de ce laboratoire sont suspendues. ${NOTHING_RECORDED} Un biologiste les remet en service à la page « Règles ».`,
  'rules-not-suspended': () => `Les règles ne sont pas suspendues. ${NOTHING_RECORDED}`,
  'rules-in-force': () => `Cette version est déjà en vigueur. ${NOTHING_RECORDED}`,
  'own-rules': () => `Vous avez écrit une partie de ces règles${NBSP}: un autre biologiste les approuve. ${NOTHING_RECORDED}`,
  'draft-open': () => 'Un brouillon est déjà ouvert dans ce laboratoire. Continuez-le, ou abandonnez-le d’abord.',
  'draft-changed': () => `Le brouillon a changé entre-temps. ${NOTHING_RECORDED} Relisez-le.`,
  'rule-has-problems': () => `La règle ne tient pas telle quelle. ${NOTHING_RECORDED} Corrigez ce qui est signalé.`,
  'nothing-to-undo': () => 'Il n’y a rien à annuler.',
  'nothing-changed': () => `Le brouillon dit la même chose que les règles en vigueur. ${NOTHING_RECORDED}`,
  'replay-running': () => 'Un rejeu est déjà en cours. Attendez sa fin, ou arrêtez-le.',
  'replay-needed': () =>
    `Le brouillon, ou les règles en vigueur, ont changé depuis le rejeu. ${NOTHING_RECORDED} Rejouez sur 90 jours, puis soumettez à nouveau.`,
  'force-in-past': () => `La mise en service ne peut pas être dans le passé. ${NOTHING_RECORDED} Choisissez un moment à venir, ou tout de suite.`,
  'acceptance-needs-scope': () => 'Choisissez au moins un domaine ou une analyse.',
  'acceptance-not-on-duty': () => `Vous n’êtes pas de garde en ce moment sur l’un de ces sites. ${NOTHING_RECORDED}`,
  'acceptance-beyond-duty': () => 'L’acceptation finit au plus tard avec votre garde, sur chacun des sites. Choisissez une fin plus proche.',
  'acceptance-changed': () => `Ce que vous avez lu a changé entre-temps. ${NOTHING_RECORDED} Relisez le texte, puis signez à nouveau.`,
  'sample-looked': () => 'Ce dossier a déjà été relu.',
  'sample-needs-remark': () => 'Dites en quelques mots pourquoi vous n’auriez pas validé.',
  'rules-approved': () => 'Ce jeu de règles est déjà approuvé.',
  'link-changed': () => `Cette liaison a changé entre-temps. ${NOTHING_RECORDED} Relisez-la.`,
  'link-needs-proof': () => `Ce changement ouvre une porte${NBSP}: il demande que vous prouviez à nouveau que c’est vous. ${NOTHING_RECORDED}`,
  'link-bad-network': () => `Une adresse est illisible. Écrivez une adresse ou un réseau par ligne, par exemple 10.1.0.0/16. ${NOTHING_RECORDED}`,
  'link-bad-zone': () => `Fuseau horaire inconnu. Écrivez par exemple Europe/Paris. ${NOTHING_RECORDED}`,
  'link-sender-taken': () => `Une autre liaison porte déjà cet émetteur (MSH-3 et MSH-4). ${NOTHING_RECORDED} Changez l’un des deux.`,
  'address-malformed': () =>
    `Adresse illisible. Écrivez mllps://nom-ou-adresse:port, par exemple mllps://sil.exemple.fr:2575, sans rien après le port. ${NOTHING_RECORDED}`,
  'address-in-clear': () =>
    `Hors de cette machine, les envois partent chiffrés${NBSP}: écrivez mllps:// au lieu de mllp://. ${NOTHING_RECORDED} Seul l’exploitant peut permettre l’envoi en clair (MLLP_INSECURE).`,
  'address-forbidden': () =>
    `Cette adresse ne désigne pas une machine (adresse nulle, de diffusion ou locale au lien). ${NOTHING_RECORDED} Donnez celle du SIL.`,
  'address-own-door': () => `Cette adresse est celle de Relais lui-même. ${NOTHING_RECORDED} Donnez celle du SIL.`,
  'link-port-taken': () => `Une autre liaison a déjà ce port. ${NOTHING_RECORDED} Choisissez-en un autre.`,
  'code-used': () => 'Ce code a déjà servi. Attendez le suivant.',

  'opened-elsewhere': ({ by, at }) =>
    `${by || 'Un autre biologiste'} a ce dossier ouvert${at ? ` depuis ${hour(at)}` : ''}. Vous pouvez lire\u202f; pour décider, prenez la main.`,
  'dossier-changed': ({ change }) => `◆ Le dossier a changé pendant votre lecture${change ? `${NBSP}: ${change}` : ''}. Rien n’a été signé. Relisez.`,
  'already-decided': ({ by, at }) => `${by || 'Un autre biologiste'} a déjà décidé${at ? ` à ${hour(at)}` : ''}. ${NOTHING_RECORDED}`,
  'part-awaited': ({ laboratories }) =>
    `${laboratories || 'Le laboratoire exécutant'} n’a pas encore validé sa part (GBUI XIV-2). Retirez ces résultats de la sélection, ou, si sa validation vous est parvenue autrement, indiquez par qui et comment. ${NOTHING_RECORDED}`,
  'not-your-part': () => `Ces résultats n’ont pas été exécutés par votre laboratoire${NBSP}: le laboratoire préleveur en décide. ${NOTHING_RECORDED}`,
  'part-in-use': () =>
    `Le laboratoire préleveur a déjà validé l’ensemble sur cette validation${NBSP}: elle ne se reprend plus. Une correction passe par le SIL.`,
  'agreement-same-entity': () => 'Une convention lie deux établissements différents.',
  'agreement-needs-signatures': () => 'Indiquez la référence de la convention et, pour chaque établissement, qui l’a signée.',
  'agreement-bad-period': () => 'Les dates ne se suivent pas : signature, début, puis fin, et la signature est passée.',
  'agreement-open': () => 'Une convention est déjà ouverte entre ces deux établissements : mettez-y fin d’abord.',
  'fingerprint-differs': () => `Signature refusée${NBSP}: l’empreinte ne correspond plus au dossier. ${NOTHING_RECORDED}`,
  'signature-cancelled': () => `Signature abandonnée. ${NOTHING_RECORDED}`,
  'wrong-password': ({ triesLeft }) => `Mot de passe incorrect. ${NOTHING_RECORDED}${tries(triesLeft)}`,
  'nothing-selected': () => 'Aucun résultat n’est sélectionné.',
  'not-displayed': () => 'Certains résultats n’ont pas été affichés. Faites défiler jusqu’au bas avant de valider.',
  'hold-needs-reason': () => 'Écrivez le motif de la mise en attente.',
  'refusal-needs-reason': () => 'Écrivez le motif du refus : le laboratoire le lira.',
  'own-result': () => `Vous avez validé techniquement un de ces résultats${NBSP}: un autre biologiste doit le valider. ${NOTHING_RECORDED}`,
  'comment-empty': () => `Il n’y a rien à écrire, ou aucun résultat diffusé à commenter. ${NOTHING_RECORDED}`,
  'comment-target': () => `Ce qui est commenté n’est plus là. ${NOTHING_RECORDED} Relisez.`,
  'comment-changed': () => `Ce commentaire vient d’être corrigé par quelqu’un d’autre, ou ne se lit plus. ${NOTHING_RECORDED} Relisez.`,
  'phrase-not-used': () => `Une phrase de la bibliothèque n’est plus en vigueur, ou son texte a été changé. ${NOTHING_RECORDED} Choisissez-la de nouveau.`,
  'phrase-lacks-value': ({ variable }) =>
    `Cette phrase a besoin de «${NBSP}${variable ?? ''}${NBSP}», que ce dossier n’a pas. Choisissez-en une autre, ou écrivez le commentaire.`,
  'phrase-changed': ({ by }) => `Cette phrase a été changée entre-temps${by ? ` par ${by}` : ''}. ${NOTHING_RECORDED} Relisez-la.`,
  'phrase-unknown-variable': ({ variable }) => `La variable «${NBSP}{${variable ?? ''}}${NBSP}» n’existe pas. ${NOTHING_RECORDED}`,
  'phrase-bad-lines': ({ lines }) =>
    `Fichier non repris${NBSP}: lignes ${lines ?? ''} sans titre, sans texte, trop longues ou avec une variable inconnue. ${NOTHING_RECORDED}`,
  'reading-over': () => `Cette relecture n’est plus à faire${NBSP}: elle l’a été, ou la signature a été reprise. ${NOTHING_RECORDED}`,
  'reading-open': () => 'Un second lecteur doit d’abord donner son accord. Rien n’est parti.',
  'same-reader': () => `Le second lecteur est une autre personne que le signataire. ${NOTHING_RECORDED}`,
  'policy-changed': ({ by }) => `Ces réglages ont été changés entre-temps${by ? ` par ${by}` : ''}. ${NOTHING_RECORDED} Relisez-les.`,
  'reminder-not-ahead': () => `Choisissez pour le rappel une heure à venir, dans les sept jours. ${NOTHING_RECORDED}`,
  'revocation-needs-reason': () => `Écrivez pourquoi vous retirez cette signature${NBSP}: son signataire le lira.`,
  'not-decidable': () => `Un des résultats choisis ne peut plus être décidé. ${NOTHING_RECORDED} Relisez.`,
  'not-together': () => `Ce dossier ne peut pas être validé avec d’autres${NBSP}: il se lit et se signe seul. ${NOTHING_RECORDED}`,
  'already-cancelled': () => 'Cette signature est déjà annulée. Rien n’a été diffusé.',
  'outcome-unknown': () => `Réponse perdue. Vérification en cours${NBSP}: ne signez pas une seconde fois.`,
  'undo-too-late': ({ at }) => `Déjà diffusé${at ? ` à ${hour(at)}` : ''}. Une correction sera un nouveau compte rendu qui annule et remplace.`,
  'view-name-taken': () => `Une de vos vues porte déjà ce nom. ${NOTHING_RECORDED} Donnez-en un autre.`,
  'too-many-views': () => `Vous gardez déjà 20 vues. ${NOTHING_RECORDED} Supprimez-en une.`,
  'not-on-duty': () => 'Vous n’êtes pas de garde pour ce laboratoire.',
  'duty-wrong-period': () => `La fin doit venir après le début, et une période répétée ne pas se chevaucher elle-même. ${NOTHING_RECORDED}`,
  'duty-clock-skipped': () => `Cette heure n’existe pas${NBSP}: les horloges passent à l’heure d’été cette nuit-là. ${NOTHING_RECORDED} Choisissez 03:00.`,
  'duty-too-long': () => `Une garde dure quatorze jours au plus. ${NOTHING_RECORDED} Planifiez-la en plusieurs fois.`,
  'duty-past': () => `Cette période est passée. ${NOTHING_RECORDED} Planifiez à partir d’aujourd’hui.`,
  'not-biologist-there': (detail) =>
    `${String(detail?.['name'] || 'Cette personne')} n’a pas le droit de biologiste à ${String(detail?.['site'] ?? 'ce site')} pendant toute la période. ${NOTHING_RECORDED} Demandez-le à l’administrateur, ou choisissez quelqu’un d’autre.`,
  'person-away': (detail) =>
    `${String(detail?.['name'] ?? 'Cette personne')} a une absence inscrite ${hoursOf(detail)}. ${NOTHING_RECORDED} Choisissez quelqu’un d’autre.`,
  'duty-overlaps': (detail) =>
    `${String(detail?.['name'] ?? 'Cette personne')} est déjà de garde à ${String(detail?.['site'] ?? 'ce site')} ${hoursOf(detail)}. ${NOTHING_RECORDED}`,
  'duty-over': (detail) =>
    `Cette période est terminée, annulée ou reprise${detail?.['by'] ? ` (${String(detail['by'])})` : ''}. ${NOTHING_RECORDED} Relisez le tableau.`,
  'absence-overlaps': (detail) => `Une absence de ${String(detail?.['name'] ?? 'cette personne')} couvre déjà une partie de ces heures. ${NOTHING_RECORDED}`,
  'swap-open': () => `Cette garde est déjà proposée à quelqu’un. ${NOTHING_RECORDED} Reprenez d’abord la proposition.`,
  'swap-closed': () => `Cette proposition n’attend plus de réponse${NBSP}: reprise, déjà répondue, ou la garde a été annulée. ${NOTHING_RECORDED}`,
  'handover-not-responsible': ({ site }) =>
    `Vous ne répondez pas de ${site || 'ce site'} en ce moment${NBSP}: seule la personne responsable propose la relève. ${NOTHING_RECORDED}`,
  'push-host-refused': () =>
    `Ce navigateur passe par un service de notification que Relais ne connaît pas. ${NOTHING_RECORDED} Le SMS de secours reste possible${NBSP}; sinon, prévenez l’exploitant.`,
  'pack-off-duty': () => `Vous n’êtes de garde nulle part en ce moment${NBSP}: la tablette n’emporte aucun dossier.`,
  'pack-over': () =>
    `Ce que la tablette avait emporté n’a plus cours${NBSP}: délai passé, session terminée ou autre appareil. ${NOTHING_RECORDED} Ouvrez les dossiers et décidez de nouveau.`,
  'advice-closed': () => `Cette demande d’avis est finie${NBSP}: répondue, reprise ou restée sans réponse. ${NOTHING_RECORDED}`,
  'advice-nobody': () => `Cette personne n’est pas un autre biologiste du groupe. ${NOTHING_RECORDED} Choisissez un collègue.`,
  'handover-open': () => `Une relève est déjà proposée pour un de ces sites. ${NOTHING_RECORDED} Reprenez-la d’abord, ou attendez sa réponse.`,
  'handover-changed': () =>
    `Ce qui est ouvert a changé depuis l’affichage. ${NOTHING_RECORDED} Les changements sont maintenant marqués${NBSP}: relisez, puis confirmez.`,
  'handover-closed': ({ by }) => `Cette relève n’attend plus de réponse${by ? `${NBSP}: ${by} y a répondu` : ''}. ${NOTHING_RECORDED} Relisez la page.`,
  'handover-needs-reason': () => `Écrivez le motif${NBSP}: votre collègue doit savoir pourquoi. ${NOTHING_RECORDED}`,
  'handover-nothing-to-take': () =>
    `Il n’y a pas de relève à prendre ici${NBSP}: personne d’autre n’en répond, ou ces sites ont des responsables différents. ${NOTHING_RECORDED}`,
  'handover-not-on-duty': () => `Vous n’êtes pas de garde sur tous ces sites en ce moment. ${NOTHING_RECORDED}`,
  'contact-malformed': () => `Un numéro est illisible${NBSP}: chiffres, espaces et « + » seulement. ${NOTHING_RECORDED}`,
  'request-needs-reason': () => `Choisissez ou écrivez le motif de la demande. ${NOTHING_RECORDED}`,
  'request-open': () => `C’est déjà demandé au laboratoire et la réponse n’est pas venue. ${NOTHING_RECORDED} La demande en cours se lit sur le dossier.`,
  'call-over': () => 'Cet appel est déjà clos. Relisez le dossier.',
  'call-changed': () => `Ce qui est à annoncer a changé pendant l’appel. ${NOTHING_RECORDED} Relisez les valeurs, puis faites répéter de nouveau.`,
  'read-back-needed': () => `Un résultat critique de ce compte rendu n’a pas encore été répété. Retapez-le${NBSP}: ${NOTHING_RECORDED.toLowerCase()}`,
  'call-policy-wrong': ({ what }) =>
    `Cette politique ne peut pas être appliquée${what ? `${NBSP}: ${what}` : ''}. ${NOTHING_RECORDED} Corrigez, puis enregistrez de nouveau.`,
  'call-policy-changed': () => `La politique d’appel a changé entre-temps. ${NOTHING_RECORDED} Relisez-la.`,
  'ward-phone-changed': () => `Les numéros de ce service ont changé entre-temps. ${NOTHING_RECORDED} Relisez-les.`,
  'call-needs-name': () => `Notez qui a pris l’appel${NBSP}: son nom et sa qualité. ${NOTHING_RECORDED}`,
  'read-back-differs': () => `Une valeur répétée n’est pas celle du compte rendu. ${NOTHING_RECORDED} Faites répéter.`,
  'request-over': () => `Cette demande est terminée${NBSP}: le laboratoire a répondu ou refusé. Relisez le dossier.`,
  'unknown-test': () => `Un des examens n’est plus au catalogue. ${NOTHING_RECORDED} Choisissez à nouveau.`,
  'already-ordered': () => `Un des examens est déjà dans ce dossier. ${NOTHING_RECORDED} Pour le refaire, demandez une repasse.`,
  'reason-needed': () => `Écrivez le motif. ${NOTHING_RECORDED}`,
  'nothing-to-resend': () => `Aucun envoi pris par le SIL ne correspond. ${NOTHING_RECORDED} Élargissez la période ou les filtres.`,
  'too-many-to-resend': () => `Plus de 5 000 envois correspondent${NBSP}: c’est trop pour une fois. ${NOTHING_RECORDED} Réduisez la période.`,
  'resend-changed': () => `Le nombre d’envois a changé depuis l’aperçu. ${NOTHING_RECORDED} Relisez l’aperçu, puis confirmez.`,
  'difference-closed': () => `Cet écart est déjà clos${NBSP}: le SIL dit de nouveau la même chose, ou quelqu’un l’a réglé.`,
  'folder-malformed': () =>
    `Ce n’est pas un chemin complet de dossier${NBSP}: il commence par « / », sans « .. » ni « : », et n’est pas un sous-dossier de Relais (en-cours, traites, accuses, erreurs). ${NOTHING_RECORDED}`,
  'folder-outside': (detail) => `Ce dossier n’est pas sous ce que l’exploitant autorise (${String(detail?.['roots'] ?? '') || 'rien'}). ${NOTHING_RECORDED}`,
  'folder-taken': () => `Ce dossier est déjà surveillé. ${NOTHING_RECORDED}`,
  'device-needs-code': () => `Écrivez au moins un code sous lequel l’appareil se nomme dans les messages. ${NOTHING_RECORDED}`,
  'device-code-taken': () => `Ce code est déjà celui d’un autre appareil du laboratoire. ${NOTHING_RECORDED} Retirez-le de l’autre d’abord.`,
  'device-code-is-link': () =>
    `Ce code est le nom d’une liaison entière (MSH-3)${NBSP}: tout ce qui vient par elle serait marqué délocalisé. ${NOTHING_RECORDED} Écrivez le code d’OBX-18, ou MSH-3/MSH-4 si cette liaison n’est qu’à l’appareil.`,
  'nothing-to-replay': () => `Aucun message de cette période n’est à rejouer. ${NOTHING_RECORDED}`,
  'too-many-to-replay': ({ total, most }) =>
    `${String(total)} messages, et pas plus de ${String(most)} à la fois${NBSP}: réduisez la période. ${NOTHING_RECORDED}`,
  'replay-ended': () => `Ce rejeu est déjà fini ou arrêté. ${NOTHING_RECORDED}`,
  'replay-under-way': () => `Une période de ce laboratoire est déjà rejouée. ${NOTHING_RECORDED} Attendez qu’elle soit finie, ou arrêtez-la.`,
  'not-replayable': () => `Ce message n’attend plus${NBSP}: il est déjà entré, écarté ou repris. ${NOTHING_RECORDED}`,
  'replay-asked': () => `Quelqu’un vient de demander de rejouer ce message. ${NOTHING_RECORDED} Attendez qu’il soit passé, puis relisez-le.`,
  'delay-changed': ({ by }) => `Ce délai vient d’être changé${by ? ` par ${by}` : ''}. ${NOTHING_RECORDED} Relisez la liste.`,
  'delay-unchanged': () => `Ce délai est déjà celui du laboratoire. ${NOTHING_RECORDED}`,
  'delay-out-of-range': () =>
    `Un délai d’urgence va de 5${NBSP}minutes à 2${NBSP}880${NBSP}minutes (48${NBSP}heures). ${NOTHING_RECORDED} Sans délai, laissez le champ vide.`,
  'mapping-changed': (detail) =>
    `${String(detail?.['by'] || 'Un autre référent')} a changé cette table entre-temps (version ${String(detail?.['version'] ?? '')}). ${NOTHING_RECORDED} Relisez-la, puis recommencez.`,
  'already-mended': (detail) => `Déjà réparé par ${String(detail?.['by'] ?? 'un autre référent')}. ${NOTHING_RECORDED}`,
  'wrong-rpps': () => `Ce n’est pas un numéro RPPS${NBSP}: 11 chiffres, dont une clé qui ne tombe pas juste. Vérifiez la saisie. ${NOTHING_RECORDED}`,
  'rpps-taken': () => `Ce numéro RPPS est déjà dans l’annuaire${NBSP}: choisissez ce prescripteur dans la liste. ${NOTHING_RECORDED}`,
  'wrong-loinc': () => `Ce n’est pas un code LOINC${NBSP}: sa clé ne tombe pas juste. Vérifiez la saisie. ${NOTHING_RECORDED}`,
  'not-refused': () => `Cet envoi n’est plus refusé${NBSP}: il est reparti, ou le SIL l’a pris. ${NOTHING_RECORDED}`,
  'message-not-entered': () => `Ce message n’est pas entré. Rien n’est perdu${NBSP}: il est gardé tel que reçu.`,

  'version-replaced': ({ version }) =>
    `Une version ${version || 'plus récente'} vient d’arriver. Votre accusé n’a pas été enregistré${NBSP}: relisez ce qui change.`,
  'report-superseded': () => 'Cette version a été remplacée. Ne pas utiliser.',
  'ticket-used': () => 'Ce lien a déjà servi. Ouvrez de nouveau le compte rendu.',
  'no-ward': () => 'Aucun service ne vous est rattaché. Demandez au référent de votre site.',

  'wrong-birth-date-or-code': ({ triesLeft }) => `La date ou le code ne correspond pas.${patientTries(triesLeft)}`,
  'too-many-tries': () => 'Trop d’essais. Ce lien est fermé. Un nouvel accès peut vous être remis au laboratoire, avec une pièce d’identité.',
  'code-expired': () => 'Ce code n’est plus valable.',
  'link-expired': () => 'Ce lien n’est plus valable. Ouvrez celui du dernier message reçu.',
  'no-confirmed-phone': () => 'Aucun téléphone n’est enregistré pour vous envoyer un code. Demandez vos résultats au laboratoire, avec une pièce d’identité.',
  'identity-not-guaranteed': () => `L’identité de ce patient n’est pas sûre${NBSP}: aucun accès ne peut être ouvert. ${NOTHING_RECORDED} Faites-la vérifier.`,
  'wrong-login': ({ triesLeft }) => `L’adresse ou le mot de passe ne correspond pas.${patientTries(triesLeft)}`,
  'patient-locked': () => 'Trop d’essais. L’entrée par mot de passe est fermée. Rétablissez votre accès, ou entrez avec votre clé d’accès.',
  'wrong-step-code': ({ triesLeft }) => `Ce n’est pas le bon code.${patientTries(triesLeft)}`,
  'step-closed': () => 'Cette demande est terminée. Recommencez pour recevoir un nouveau code.',
  'wrong-enrolment': ({ triesLeft }) => `Le code ou la date de naissance ne correspond pas.${patientTries(triesLeft)}`,
  'enrolment-closed': () => 'Trop d’essais. Ce code est fermé. Le laboratoire peut vous en remettre un autre, avec une pièce d’identité.',
  'enrolment-over': () => `Ce code n’est plus valable. ${NOTHING_RECORDED} Demandez-en un autre au laboratoire.`,
  'means-first': () => 'Il manque encore une façon d’entrer. Ajoutez une clé d’accès, ou un mot de passe et un second code.',
  'passkey-unknown': () => 'Cette clé n’ouvre rien ici. Réessayez, ou entrez autrement.',
  'passkey-not-kept': () => `La clé n’a pas pu être ajoutée. ${NOTHING_RECORDED} Réessayez.`,
  'nobody-to-read': () => 'Cet accès n’ouvre plus aucun résultat. Adressez-vous au laboratoire.',
  'impossible-address': () => `Cette adresse ou ce numéro n’est pas possible. ${NOTHING_RECORDED} Vérifiez.`,
  'contact-taken': () => `Cette adresse sert déjà à un autre accès. ${NOTHING_RECORDED} Donnez-en une autre.`,
  'contact-first': () => `Il faut d’abord confirmer le téléphone ou l’adresse. ${NOTHING_RECORDED}`,
  'mail-first': () => `Il faut d’abord confirmer une adresse e-mail. ${NOTHING_RECORDED}`,
  'wrong-current-password': ({ triesLeft }) => `Le mot de passe actuel ne correspond pas.${patientTries(triesLeft)} ${NOTHING_RECORDED}`,
  'wrong-authenticator-code': () => `Ce n’est pas le code affiché par l’application. ${NOTHING_RECORDED} Attendez le suivant, puis réessayez.`,
  'impossible-date': () => 'Cette date n’existe pas. Vérifiez le jour, le mois et l’année.',

  'provider-refused': () => 'L’identification n’a pas abouti. Recommencez, ou entrez par un autre moyen.',
  'provider-unreachable': () => 'Le service d’identification ne répond pas. Entrez par un autre moyen, ou réessayez dans quelques minutes.',
  'provider-no-identity': () =>
    'FranceConnect vous a identifié, mais le laboratoire n’a pas d’identité vérifiée qui corresponde. Entrez avec le code de votre feuille de prélèvement.',
  'provider-no-rights': () => 'Vous êtes identifié, mais aucun droit ne vous est ouvert ici. Demandez votre habilitation à l’administrateur.',
  'provider-not-biologist': () =>
    'Pro Santé Connect ne vous connaît pas comme biologiste médical, et votre habilitation ici le dit. L’administrateur en est averti ; entrez par votre clé d’accès.',
  'passkey-refused': () => 'Cette clé d’accès n’ouvre rien ici. Recommencez, ou entrez par un autre moyen.',
  'passkey-required': () =>
    `Entrez avec votre clé d’accès${NBSP}: le code à six chiffres ne suffit plus depuis que vous en avez une. Sans elle, prenez un code de secours.`,
  'activation-refused': () => 'Cet identifiant et ce code n’ouvrent rien. Vérifiez les deux. Après trois essais, demandez un nouveau code à l’administrateur.',
  'wrong-one-time-code': () => `Ce code ne vient pas de ce secret, ou son temps est passé. ${NOTHING_RECORDED} Écrivez le suivant.`,
  'registration-refused': () => `La clé d’accès n’a pas été enregistrée${NBSP}: la personne doit être vérifiée (empreinte, visage ou code). Recommencez.`,
  'password-short': () => `Trop court${NBSP}: il faut au moins 12 caractères. Une phrase de quelques mots convient.`,
  'password-long': () => `Trop long${NBSP}: 128 caractères au plus.`,
  'password-known': () => 'Ce mot de passe est parmi les premiers qu’un attaquant essaie. Prenez plutôt une phrase de quelques mots à vous.',
  'password-personal': () => 'Ce mot de passe contient votre nom ou votre identifiant. Prenez autre chose.',
  'last-means': () => `C’est votre dernier moyen d’entrer. ${NOTHING_RECORDED} Ajoutez d’abord une autre clé, ou un mot de passe avec son code.`,
  'proof-refused': () => `Votre clé d’accès n’a pas confirmé ce que vous lisez. ${NOTHING_RECORDED} Recommencez.`,
  'passkey-needed': () => `Confirmez avec votre clé d’accès${NBSP}: le mot de passe ne suffit plus depuis que vous en avez une. ${NOTHING_RECORDED}`,

  'wrong-code': () => 'Ce code et cette date de naissance n’ouvrent rien. Vérifiez les deux avec le patient, ou demandez-lui un nouveau code.',
  'nobody-found': () => 'Aucun patient de ce nom et de cette date, ou plusieurs. Vérifiez le nom de naissance et la date, ou ajoutez l’IPP.',
  'reason-too-short': () => `Écrivez-le en quelques mots${NBSP}: dix caractères au moins. ${NOTHING_RECORDED}`,
  'own-access': () => `C’est votre propre accès${NBSP}: un autre médecin administrateur doit le revoir. ${NOTHING_RECORDED}`,
  'already-reviewed': () => `Cet accès est déjà revu. ${NOTHING_RECORDED}`,
  'nothing-to-show': () => `Vous n’avez encore aucun compte rendu à montrer. ${NOTHING_RECORDED}`,

  'maintenance-contact': () =>
    `L’heure de l’appel au technicien n’est pas possible${NBSP}: elle doit être passée, et de moins de douze heures. ${NOTHING_RECORDED}`,
  'maintenance-under-way': () => `Une télémaintenance est déjà ouverte ou demandée pour ce technicien. ${NOTHING_RECORDED} Fermez-la d’abord.`,
  'maintenance-decided': () => `Cette demande est déjà ouverte, fermée ou retirée. ${NOTHING_RECORDED} Relisez la liste.`,
  'maintenance-lapsed': () =>
    `Cette demande a plus de deux heures${NBSP}: elle n’est plus valable. ${NOTHING_RECORDED} Rappelez le technicien et demandez de nouveau.`,
  'maintenance-closed': () => 'L’accès de télémaintenance est fermé. Demandez son ouverture au laboratoire.',
  'emergency-reason': () => `Écrivez pourquoi l’enveloppe est ouverte, en dix caractères au moins. ${NOTHING_RECORDED}`,
  'access-ended': () => 'Votre accès aux résultats de cette personne a pris fin.',
  'not-a-minor': () =>
    `Un parent ne lit que pour un enfant mineur dont la date de naissance est connue. ${NOTHING_RECORDED} Pour un adulte${NBSP}: tuteur ou personne de confiance.`,
  'not-of-age': () => `Une personne de confiance n’est désignée que par un adulte. ${NOTHING_RECORDED} Pour un mineur${NBSP}: parent ou tuteur.`,
  'end-date-needed': () => `Cet accès a toujours une fin. ${NOTHING_RECORDED} Donnez son dernier jour.`,
  'wrong-dates': () => `Ces dates ne vont pas ensemble, ou dépassent dix ans. ${NOTHING_RECORDED} Vérifiez le premier et le dernier jour.`,
  'already-represents': () => `Cette personne a déjà cet accès, en cours ou à venir. ${NOTHING_RECORDED}`,
  'already-answered': () => `Quelqu’un a déjà répondu à cette demande. ${NOTHING_RECORDED} Relisez-la.`,
  'fresh-proof-needed': () =>
    `Pour cela, prouvez d’abord de nouveau qui vous êtes${NBSP}: déconnectez-vous, puis entrez. ${NOTHING_RECORDED} Vous aurez dix minutes.`,

  'too-many-requests': () => 'Trop de demandes à la suite. Attendez une minute, puis réessayez.',
  'own-rights': () => `Vos propres droits ne se changent pas par vous-même${NBSP}: demandez à un autre administrateur. ${NOTHING_RECORDED}`,
  'last-administrator': () => `C’est le dernier administrateur en exercice. ${NOTHING_RECORDED} Habilitez d’abord une autre personne.`,
  'roles-exclude': () =>
    `Ces deux rôles ne peuvent pas être dans un même compte${NBSP}: qui donne les droits ne lit ni ne valide, et la télémaintenance reste seule. ${NOTHING_RECORDED} Terminez l’autre droit, ou ouvrez un second compte.`,
  'already-held': () => `Cette personne a déjà ce droit au même endroit pendant ce temps. ${NOTHING_RECORDED}`,
  'already-attached': ({ by }) => `Ce dossier vient d’être rattaché${by ? ` par ${by}` : ''}. ${NOTHING_RECORDED} Relisez la liste.`,
  'identity-sure': () => `L’identité de ce dossier est devenue sûre : il n’y a plus rien à rattacher. ${NOTHING_RECORDED}`,
  'number-taken': () => `Ce numéro de patient est déjà celui de quelqu’un. ${NOTHING_RECORDED} Cherchez-le par son numéro et comparez les identités.`,
  'not-attached': () => `Ce dossier n’est plus rattaché. ${NOTHING_RECORDED} Relisez la liste.`,
  'attachment-confirmed': () =>
    `Le SIL a nommé lui-même cette personne depuis : le rattachement ne se défait plus ici. ${NOTHING_RECORDED} Demandez la correction au laboratoire.`,
  'merge-undone': () => `Cette fusion est déjà défaite. ${NOTHING_RECORDED} Relisez l’historique du patient.`,
  'already-ended': () => `Ce droit est déjà terminé. ${NOTHING_RECORDED} Relisez la fiche.`,
  'already-so': () => `C’est déjà fait, par vous ou par un autre administrateur. ${NOTHING_RECORDED} Relisez la fiche.`,
  'role-needs-site': () => `Ce rôle s’exerce sur un site. ${NOTHING_RECORDED} Choisissez au moins un site.`,
  'role-needs-ward': () => `Ce rôle s’exerce dans un service. ${NOTHING_RECORDED} Choisissez au moins un service.`,
  'role-takes-no-place': () => `Ce rôle ne s’exerce pas à cet endroit. ${NOTHING_RECORDED} Vérifiez le site ou le service.`,
  'role-needs-prescriber': () =>
    `Un prescripteur est reconnu par son numéro RPPS, et l’annuaire ne connaît pas celui-ci. ${NOTHING_RECORDED} Corrigez le numéro, ou faites compléter l’annuaire.`,
  'emergency-role-only': () => `Le compte de secours n’a qu’un rôle, administrateur. ${NOTHING_RECORDED}`,
  'dates-incoherent': () => `Ces dates ne vont pas ensemble, ou sont passées. ${NOTHING_RECORDED} Corrigez-les.`,
  'login-malformed': () =>
    `Cet identifiant n’est pas possible${NBSP}: de 2 à 40 lettres minuscules sans accent, chiffres, points ou tirets. ${NOTHING_RECORDED}`,
  'login-names-function': () =>
    `Un identifiant désigne une personne, jamais une fonction, un poste ou une équipe. ${NOTHING_RECORDED} Prenez par exemple l’initiale et le nom.`,
  'login-taken': () => `Cet identifiant est déjà pris. ${NOTHING_RECORDED} Ajoutez un chiffre ou une initiale.`,
  'rpps-invalid': () => `Ce numéro RPPS n’existe pas${NBSP}: onze chiffres dont la clé doit être juste. ${NOTHING_RECORDED} Vérifiez-le.`,
  'nothing-to-restore': () => `L’accès de cette personne n’est pas suspendu. ${NOTHING_RECORDED}`,
  'nothing-to-revoke': () => `Cette personne n’a pas de clé d’accès en service. ${NOTHING_RECORDED}`,
  'account-disabled': () => `Ce compte est désactivé. ${NOTHING_RECORDED} Réactivez-le d’abord.`,
  'import-refused': () => `Des lignes du fichier sont refusées. ${NOTHING_RECORDED} Corrigez le fichier et relisez l’aperçu.`,
  'import-stale': () => `Des comptes ont changé depuis l’aperçu. ${NOTHING_RECORDED} Relisez l’aperçu, puis appliquez de nouveau.`,

  'invalid-input': () => `La demande n’a pas été comprise. ${NOTHING_RECORDED}`,
} satisfies Record<ServerCode, Sentence> & Record<string, Sentence>;

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

function tries(left: Told): string {
  if (typeof left !== 'number') return '';
  return left === 1 ? ' Encore 1 essai.' : ` Encore ${left} essais.`;
}

function patientTries(left: Told): string {
  if (typeof left !== 'number') return '';
  return left === 1 ? ' Il vous reste 1 essai.' : ` Il vous reste ${left} essais.`;
}

/** An instant is shown as the hour in Paris; an hour already written stays. */
function hour(at: Told): string {
  return typeof at === 'string' && at.includes('T') ? formatTime(at) : String(at);
}

/** « du 28/11/2026 20:00 au 29/11/2026 08:00 »; nothing when the hours were not told. */
function hoursOf(facts: RefusalFacts): string {
  const { from, to } = facts;
  return typeof from === 'string' && typeof to === 'string' ? `du ${formatInstant(from)} au ${formatInstant(to)}` : '';
}
