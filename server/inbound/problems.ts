import type { MessageProblem } from './types';

/**
 * Every problem a message can have, with its code of HL7 table 0357 and what to do, in French. The sentences quote nothing
 * of the message: they go into ERR-8, onto the exchanges page and into logs.
 */
export const PROBLEMS = {
  unfinished_frame: ['E', '', null, '100', 'Trame MLLP incomplète ou hors trame : les octets sont gardés, le message doit être renvoyé en entier.'],
  oversize_frame: ['E', '', null, '104', 'Message trop long pour cette liaison : seul son début est gardé, il doit être découpé et renvoyé.'],
  no_patient: ['E', 'PID', null, '100', 'Le message ne contient pas de segment PID : ajoutez l’identité du patient.'],
  no_patient_identifier: ['E', 'PID', 3, '101', 'Aucun identifiant de patient (PID-3) : le résultat ne peut être rattaché à personne.'],
  no_patient_name: ['E', 'PID', 5, '101', 'Aucun nom de patient (PID-5).'],
  no_request: ['E', 'OBR', null, '100', 'Le message ne contient aucune demande (OBR).'],
  no_place: ['E', 'PV1', null, '100', 'Mouvement sans segment PV1 : le service du patient manque.'],
  no_merge: ['E', 'MRG', 1, '101', 'Fusion sans ancien numéro de patient (MRG-1) : rien ne peut être rapproché.'],
  no_pair: ['E', 'PID', null, '100', 'Lien entre identités sans second segment PID : rien ne peut être rapproché.'],
  unsure_movement: ['W', 'PID', 32, '204', 'Identité non garantie : ce mouvement n’est rattaché à personne, l’identité est à réparer.'],
  no_accession: ['E', 'OBR', 3, '101', 'Aucun numéro de dossier : ORC-4, ORC-3 et OBR-3 sont vides.'],
  no_control_id: ['E', 'MSH', 10, '101', 'MSH-10 est vide : sans numéro de message, aucun accusé ne peut le désigner.'],
  long_control_id: ['E', 'MSH', 10, '104', 'MSH-10 est trop long : un numéro de message compte au plus 199 caractères.'],
  key_too_long: ['E', '', null, '104', 'Numéro ou code trop long (plus de 200 caractères) : le message ne peut être rattaché sans risque.'],
  orphan_result: ['W', 'OBX', null, '100', 'Résultat placé avant toute demande (OBR) : conservé dans le message, non affiché, à réparer.'],
  unknown_segment: ['W', '', null, '100', 'Segment inconnu de HL7, sans doute abîmé : conservé dans le message, non affiché, à vérifier et à renvoyer.'],
  bad_sent_at: ['W', 'MSH', 7, '102', 'Date du message (MSH-7) absente ou impossible : l’heure de réception en tient lieu.'],
  unsupported_type: [
    'E',
    'MSH',
    9,
    '200',
    'Type de message non pris en charge : Relais attend des résultats (ORU^R01, ou ORU^R32 d’un appareil délocalisé) ou des événements du patient (ADT^A01 à A08, A11 à A13, A21, A22, A24, A28, A31, A37, A38, A40, A47, A54, A55, Z99).',
  ],
  unsupported_version: ['E', 'MSH', 12, '203', 'Version HL7 non prise en charge : Relais lit les versions 2.x.'],
  unsupported_processing: ['E', 'MSH', 11, '202', 'Message d’essai (MSH-11) refusé hors démonstration.'],
  unknown_sender: ['E', 'MSH', 4, '103', 'Émetteur inconnu : aucune liaison n’est déclarée pour MSH-3 et MSH-4.'],
  closed_link: ['E', 'MSH', 4, '207', 'Liaison fermée : elle n’accepte plus de message. Demandez au référent du laboratoire de la rouvrir.'],
  sender_not_proven: [
    'E',
    'MSH',
    4,
    '207',
    'Émetteur non prouvé : cette liaison n’accepte que le certificat, l’adresse ou le port déclarés. Le message est gardé et n’est pas appliqué.',
  ],
  test_message: ['I', 'MSH', 11, '0', 'Message d’essai : le dossier porte la mention « essai ».'],
  charset: [
    'W',
    'MSH',
    18,
    '102',
    'Les octets ne correspondent pas au jeu de caractères annoncé (MSH-18, sinon celui de la liaison) ; la lecture la plus probable a été retenue, les accents sont à vérifier.',
  ],
  utf16: ['E', 'MSH', 18, '102', 'Message en UTF-16, que MLLP ne transporte pas sûrement : envoyez-le en UTF-8 ou en 8859/1.'],
  bad_birth_date: ['W', 'PID', 7, '102', 'Date de naissance impossible : identité à réparer, les résultats ne sont pas bloqués.'],
  no_birth_date: ['W', 'PID', 7, '101', 'Date de naissance absente : identité non garantie.'],
  bad_ins: ['W', 'PID', 3, '102', 'Clé de l’INS fausse : l’INS n’est pas utilisé.'],
  other_patient: ['W', 'PID', 3, '204', 'Ce dossier est celui d’un autre patient : le message n’y a rien changé, l’identité est à vérifier.'],
  several_patients: ['W', 'PID', null, '100', 'Plusieurs patients dans un message : chacun est traité à part.'],
  unmapped_code: ['W', 'OBX', 3, '103', 'Code d’examen sans LOINC : rendu sous son libellé local, à rapprocher.'],
  no_code: ['W', 'OBX', 3, '101', 'Résultat sans code d’examen (OBX-3) : conservé dans le message, non affiché, à réparer.'],
  value_not_a_number: ['W', 'OBX', 5, '102', 'Valeur annoncée numérique (NM) mais illisible comme nombre : rendue telle quelle.'],
  value_as_structured: ['W', 'OBX', 5, '102', 'Valeur annoncée NM mais écrite avec un comparateur : lue comme SN.'],
  value_not_a_date: ['W', 'OBX', 5, '102', 'Valeur annoncée comme date ou heure (DT, TM, TS, DTM) mais impossible : rendue telle quelle.'],
  batch_count: [
    'W',
    'BTS',
    1,
    '102',
    'Le nombre de messages annoncé par le lot (BTS-1, FTS-1) n’est pas celui des messages reçus : un message manque peut-être.',
  ],
  no_status: ['W', 'OBX', 11, '101', 'Résultat sans statut (OBX-11) : il attend un biologiste.'],
  unknown_status: [
    'W',
    'OBX',
    11,
    '103',
    'Statut de résultat (OBX-11) inconnu : le résultat attend un biologiste ; le mot est à traduire dans les réglages de la liaison.',
  ],
  unreadable_flag: ['W', 'OBX', 5, '102', 'Indicateur de confidentialité illisible (ni Y ni N) : il est tenu pour posé.'],
  damaged_document: [
    'W',
    'OBX',
    5,
    '102',
    'Document joint incomplet ou mal formé (fin du PDF absente, CDA illisible) : gardé et montré tel quel, à vérifier et à renvoyer.',
  ],
  unreadable_document: ['W', 'OBX', 5, '102', 'Document joint illisible (Base64 attendu, OBX-5.5) : gardé tel quel dans le message, non affiché, à renvoyer.'],
  oversize_document: ['W', 'OBX', 5, '104', 'Document joint de plus de 10 Mo : gardé tel quel dans le message, non affiché ; envoyez une version plus légère.'],
  bad_date: ['W', 'OBX', 14, '102', 'Date impossible : laissée de côté, le résultat est conservé.'],
  final_without_validator: ['W', 'OBX', 11, '101', 'Résultat final (F) sans validateur nommé : il attend un biologiste.'],
  unknown_prescriber: ['W', 'OBR', 16, '103', 'Prescripteur absent de l’annuaire : le compte rendu attend d’être adressé.'],
  unknown_ward: ['W', 'PV1', 3, '103', 'Service absent de l’annuaire : à rapprocher.'],
  blocked_device: [
    'E',
    'OBX',
    18,
    '207',
    'Appareil délocalisé bloqué par le laboratoire : ses résultats sont gardés et n’entrent pas. Débloquez l’appareil (Échanges, « Appareils et dossiers ») puis rejouez le message, ou écartez-le.',
  ],
  reused_control_id: ['W', 'MSH', 10, '205', 'Ce numéro de message (MSH-10) a déjà servi pour un autre contenu : les deux sont conservés et traités.'],
} as const satisfies Record<string, readonly ['E' | 'W' | 'I', string, number | null, string, string]>;

export type ProblemName = keyof typeof PROBLEMS;

/** The problem, placed elsewhere than usual when `at` says so. */
export function problem(name: ProblemName, at: { segment?: string; field?: number } = {}): MessageProblem {
  const [severity, segment, field, code, text] = PROBLEMS[name];
  return { severity, segment: at.segment ?? segment, field: at.field ?? field, code, text };
}

/** What reception told of a message, then what reading its results adds. */
export function allTold(atReception: readonly MessageProblem[], reading: readonly MessageProblem[]): MessageProblem[] {
  const isTold = (one: MessageProblem) => atReception.some((other) => other.text === one.text && other.segment === one.segment && other.field === one.field);
  return [...atReception, ...reading.filter((one) => !isTold(one))];
}
