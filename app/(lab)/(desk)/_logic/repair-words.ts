import { formatDuration, NBSP, plural } from '../../../_text/format';

/** A field as a référent names it, where its number alone says little. */
const FIELDS: Record<string, string> = {
  'MSH-3': 'application émettrice',
  'MSH-4': 'émetteur',
  'MSH-7': 'date du message',
  'MSH-9': 'type de message',
  'MSH-10': 'numéro de message',
  'MSH-11': 'mode d’essai',
  'MSH-12': 'version HL7',
  'MSH-18': 'jeu de caractères',
  'PID-3': 'identifiant du patient',
  'PID-5': 'nom du patient',
  'PID-7': 'date de naissance',
  'PV1-3': 'service',
  'OBR-3': 'numéro de dossier',
  'OBR-16': 'prescripteur',
  'OBX-3': 'code d’examen',
  'OBX-5': 'valeur',
  'OBX-6': 'unité',
  'OBX-11': 'statut',
  'OBX-18': 'appareil',
};

/** « PID-7, date de naissance » */
export function fieldWords(segment: string, field: number | null): string {
  if (field === null) return segment;
  const place = `${segment}-${field}`;
  return FIELDS[place] ? `${place}, ${FIELDS[place]}` : place;
}

export const KINDS: Record<string, string> = {
  identity: 'Identité à réparer',
  merge: 'Fusion de patients à vérifier',
  unknown_prescriber: 'Prescripteur inconnu',
  unknown_ward: 'Service inconnu',
  unknown_device: 'Appareil délocalisé non déclaré',
  unknown_status: 'Statut de résultat inconnu',
  unmapped_code: 'Code sans correspondance',
  unit_mismatch: 'Unité discordante',
  unreadable_line: 'Ligne illisible',
  reused_control_id: 'Numéro de message déjà servi',
  quarantined_message: 'Message non entré',
  refused_message: 'Message refusé',
};

export const kindTitle = (kind: string): string => KINDS[kind] ?? 'À vérifier';

/** « 3 choses à réparer, 41 lignes »: what one act mends, and the lines of messages that go with it; the same words on every page. */
export function totalWords({ things, lines }: { things: number; lines: number }): string {
  if (things === 0) return 'rien à réparer';
  const said = plural(things, 'chose à réparer', 'choses à réparer');
  return lines > things ? `${said}, ${plural(lines, 'ligne', 'lignes')}` : said;
}

/** What waits behind one thing to mend. */
export function waitingWords({ kind, waiting }: { kind: string; waiting: number }): string {
  switch (kind) {
    case 'unknown_prescriber':
    case 'unknown_ward':
      return `${plural(waiting, 'compte rendu attend', 'comptes rendus attendent')} d’être adressé${waiting > 1 ? 's' : ''}`;
    case 'quarantined_message':
    case 'refused_message':
      return plural(waiting, 'dossier non entré', 'dossiers non entrés');
    case 'unknown_device':
    case 'unknown_status':
      return 'résultats entrés, à valider';
    case 'unmapped_code':
    case 'unit_mismatch':
      return kind === 'unit_mismatch' ? 'rendu, unité non comparable' : 'rendu sous son libellé local';
    default:
      return plural(waiting, 'dossier concerné', 'dossiers concernés');
  }
}

/** What is wrong, what it blocks, what is not lost. */
export function explanation({ kind, subject }: { kind: string; subject: string }): string {
  switch (kind) {
    case 'unknown_prescriber':
      return subject === 'sans RPPS'
        ? `Le message nomme un prescripteur sans numéro RPPS${NBSP}: un nom seul n’identifie personne. Les résultats sont entrés${NBSP}; le compte rendu attend de savoir à qui aller.`
        : `Le numéro RPPS ${subject} n’est pas dans l’annuaire. Les résultats sont entrés${NBSP}; le compte rendu attend de savoir à qui aller.`;
    case 'unknown_ward':
      return `Le service ${subject} n’est pas dans l’annuaire de cet établissement. Les résultats sont entrés${NBSP}; le service ne peut pas les lire tant qu’il n’est pas rapproché.`;
    case 'unmapped_code':
      return `Le code local ${subject} n’a pas de LOINC. Le résultat est rendu sous le libellé du laboratoire${NBSP}; il n’est comparé qu’avec ceux du même laboratoire.`;
    case 'unknown_device':
      return `${subject} se dit appareil délocalisé et n’est pas déclaré. Ses résultats sont entrés, marqués délocalisés, et attendent un biologiste${NBSP}; tant qu’il n’est pas déclaré, son silence n’alerte personne.`;
    case 'unknown_status':
      return `Le mot «${NBSP}${subject.split(' · ')[0]}${NBSP}» (OBX-11, liaison ${subject.split(' · ').at(-1)}) n’est pas un statut connu. Ses résultats sont entrés et attendent un biologiste. Dites ce qu’il veut dire dans les réglages de la liaison, «${NBSP}Mots pour les statuts${NBSP}»${NBSP}: ce point se referme dans la minute, et une période rejouée relit les résultats déjà entrés.`;
    case 'unit_mismatch':
      return `L’unité transmise (${subject}) n’est pas celle du catalogue. Le résultat est rendu tel quel${NBSP}; le comparer avec les autres tromperait.`;
    case 'identity':
      return 'L’identité transmise contredit ce qui est connu, ou ne tient pas. Les résultats sont gardés, l’identité n’est pas garantie. La correction se fait dans le SIL, qui renvoie le message.';
    case 'unreadable_line':
      return `${subject} ne peut être lue (code d’examen absent, document abîmé, segment inconnu)${NBSP}: la ligne est gardée dans le message et n’est pas affichée. Les autres résultats du message sont entrés.`;
    case 'reused_control_id':
      return `Ce numéro de message a servi pour deux contenus différents. Les deux sont gardés et traités${NBSP}; l’éditeur du SIL doit le savoir.`;
    case 'refused_message':
      return `Ce message a été refusé (AR). Rien n’est perdu${NBSP}: il est gardé tel que reçu et peut être rejoué quand la cause est levée.`;
    default:
      return `Ce message n’est pas entré. Rien n’est perdu${NBSP}: il est gardé tel que reçu et peut être rejoué quand la cause est levée.`;
  }
}

const NEARNESS: Record<string, string> = {
  'swapped-digits': 'deux chiffres inversés',
  'one-digit': 'un chiffre diffère',
  'same-name': 'même nom, autre numéro',
  'near-name': 'nom proche, numéro différent',
  elsewhere: 'choisi par un autre laboratoire du groupe',
  'same-label-unit': 'même libellé, même unité',
  'same-label': 'libellé proche',
  'expected-unit': 'unité du catalogue',
};
export const nearnessWords = (nearness: string): string => NEARNESS[nearness] ?? '';

/** « Vaut pour les 7 résultats en attente et pour la suite ; 12 déjà validés restent tels que signés. » */
export function reachWords(reach: { waiting: number; decided: number } | null): string {
  if (!reach) return 'Vaut pour tout ce qui attend et pour la suite, à votre nom.';
  const now = reach.waiting > 0 ? `Vaut pour ${plural(reach.waiting, 'résultat en attente', 'résultats en attente')} et pour la suite` : 'Vaut pour la suite';
  return reach.decided > 0 ? `${now}${NBSP}; ${plural(reach.decided, 'déjà validé reste tel que signé', 'déjà validés restent tels que signés')}.` : `${now}.`;
}

/** « ▲ en alarme depuis 3 h », « alarme dans 40 min » : what waits is never without its clock. */
export function ringWords(ringsAt: Date, now: Date): string {
  const late = now.getTime() - ringsAt.getTime();
  return late >= 0 ? `▲ en alarme depuis ${formatDuration(late)}` : `alarme dans ${formatDuration(-late)}`;
}
