import type { LinkContent } from './types';

/** A link as it is typed: one text for each field, one entry for each line. */
export type LinkDraft = Record<LinkTextField, string> & Record<LinkBoxField, boolean>;

export interface LinkFieldWords {
  label: string;
  hint: string;
  isLong?: true;
  /** Changing it opens a door: it costs a proof. */
  isDoor?: true;
}

export const LINK_TEXTS = {
  name: { label: 'Nom de la liaison', hint: 'celui que vos collègues reconnaissent' },
  sendingApplication: { label: 'Application émettrice (MSH-3)', hint: 'exactement comme le SIL l’écrit', isDoor: true },
  sendingFacility: { label: 'Établissement émetteur (MSH-4)', hint: 'exactement comme le SIL l’écrit', isDoor: true },
  timeZone: { label: 'Fuseau horaire', hint: 'pour les heures sans décalage, par exemple Europe/Paris' },
  accessionFields: {
    label: 'Numéro de dossier',
    hint: 'champs essayés dans l’ordre, un par ligne : ORC-4, ORC-3, OBR-3, ORC-2, OBR-2, OBR-18, OBR-20',
    isLong: true,
  },
  identifierTypes: { label: 'Types d’identifiant du patient (PID-3.5)', hint: 'dans l’ordre de préférence, un par ligne', isLong: true },
  loincSystems: { label: 'Noms du système LOINC (OBX-3.3)', hint: 'un par ligne', isLong: true },
  statuses: { label: 'Mots pour les statuts (OBX-11)', hint: 'un par ligne, par exemple A VALIDER = R', isLong: true },
  awaitsBiologist: { label: 'Statuts « à valider »', hint: 'ceux qui attendent un biologiste quoi qu’il arrive, un par ligne : R, P, S…', isLong: true },
  flags: { label: 'Mots pour les indicateurs (OBX-8)', hint: 'un par ligne, par exemple ++ = HH', isLong: true },
  privateFields: {
    label: 'Champs privés (segments Z, répétitions de OBX)',
    hint: 'un par ligne, par exemple ZBR-3.1 = note du dossier, ou OBX-5[2] = valeur avant repasse',
    isLong: true,
  },
  lineBreaks: { label: 'Retours à la ligne propres au SIL', hint: 'un par ligne, par exemple <BR>', isLong: true },
  certificates: { label: 'Certificats admis', hint: 'nom (CN) ou empreinte SHA-256, un par ligne ; vide : aucun n’est exigé', isLong: true, isDoor: true },
  addresses: { label: 'Adresses admises', hint: 'adresse ou réseau, un par ligne, par exemple 10.1.0.0/16 ; vide : toutes', isLong: true, isDoor: true },
  port: { label: 'Port réservé à cette liaison', hint: 'de 1024 à 65535 ; vide : le port commun', isDoor: true },
  silentAfterMinutes: { label: 'Muette après (minutes)', hint: 'vide : après une journée sans message' },
  outboundCharset: { label: 'Jeu de caractères des envois', hint: 'vide : celui du dernier message reçu' },
  answerTimeoutSeconds: { label: 'Attente d’une réponse (secondes)', hint: 'de 1 à 120' },
} as const satisfies Record<string, LinkFieldWords>;
export type LinkTextField = keyof typeof LINK_TEXTS;

export const LINK_BOXES = {
  takesResults: 'Accepter les résultats (ORU)',
  takesMovements: 'Accepter les mouvements (ADT)',
  countsMessages: 'Le SIL numérote ses messages (MSH-13) : un trou est une alarme',
  answersAsAsked: 'Répondre comme le message le demande (MSH-15, MSH-16)',
  sendsDecisions: 'Envoyer les décisions au SIL',
  sendsReceipts: 'Envoyer les mises à disposition et les lectures',
  sendsRequests: 'Envoyer les demandes de contrôle',
} as const;
export type LinkBoxField = keyof typeof LINK_BOXES;

const MEANINGS = {
  'dossier-note': 'note du dossier',
  'clinical-information': 'renseignements cliniques',
  ward: 'service',
  'callback-phone': 'téléphone de rappel',
  origin: 'origine',
  'analyser-flag': 'alarme de l’automate',
  'quality-control': 'état du CQ',
  'value-before': 'valeur avant repasse',
  dilution: 'dilution',
  'centrifuged-at': 'heure de centrifugation',
  'control-level': 'niveau du contrôle',
  'control-target': 'cible du contrôle',
} as const;

/** Every meaning, as it is typed. */
export const MEANING_WORDS: string = Object.values(MEANINGS).join(', ');

const privateLine = ({ segment, field, repetition, component, meaning }: LinkContent['settings']['privateFields'][number]): string =>
  `${segment}-${field}${repetition === undefined ? '' : `[${repetition}]`}.${component} = ${MEANINGS[meaning]}`;

const pairs = (table: Readonly<Record<string, string>>): string =>
  Object.entries(table)
    .map(([word, value]) => `${word} = ${value}`)
    .join('\n');

export function draftOf(content: LinkContent): LinkDraft {
  const { settings } = content;
  return {
    name: content.name,
    sendingApplication: content.sendingApplication,
    sendingFacility: content.sendingFacility,
    timeZone: content.timeZone,
    accessionFields: settings.accessionFields.join('\n'),
    identifierTypes: settings.identifierTypes.map((type) => type || '(vide)').join('\n'),
    loincSystems: settings.loincSystems.join('\n'),
    statuses: pairs(settings.statuses),
    awaitsBiologist: settings.awaitsBiologist.join('\n'),
    flags: pairs(settings.flags),
    privateFields: settings.privateFields.map(privateLine).join('\n'),
    lineBreaks: settings.lineBreaks.join('\n'),
    certificates: settings.security.certificates.join('\n'),
    addresses: settings.security.addresses.join('\n'),
    port: settings.port === null ? '' : String(settings.port),
    silentAfterMinutes: settings.silentAfterMinutes === null ? '' : String(settings.silentAfterMinutes),
    outboundCharset: settings.outbound.charset,
    answerTimeoutSeconds: String(settings.outbound.answerTimeoutSeconds),
    takesResults: settings.messageTypes.includes('ORU'),
    takesMovements: settings.messageTypes.includes('ADT'),
    countsMessages: settings.countsMessages,
    answersAsAsked: settings.acknowledgement === 'as-asked',
    sendsDecisions: settings.outbound.decisions,
    sendsReceipts: settings.outbound.receipts,
    sendsRequests: settings.outbound.requests,
  };
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const table = (text: string): Record<string, string> =>
  Object.fromEntries(
    lines(text).map((line) => {
      const cut = line.lastIndexOf('=');
      return cut < 0 ? [line, ''] : [line.slice(0, cut).trim(), line.slice(cut + 1).trim()];
    }),
  );

/** What is no number stays the text that it is, for the server to refuse: it must never pass for « nothing ». */
const numberIn = (text: string): number | string => (/^\d+$/.test(text.trim()) ? Number(text) : text.trim());
const numberOr = (text: string): number | string | null => (text.trim() === '' ? null : numberIn(text));

function privateFieldsOf(text: string): unknown[] {
  return Object.entries(table(text)).map(([place, word]) => {
    const [, segment = place, field = '', repetition, component = '1'] = /^(\w{3})-(\d+)(?:\[(\d+)\])?(?:\.(\d+))?$/.exec(place) ?? [];
    const meaning = Object.entries(MEANINGS).find(([, french]) => french === word.toLowerCase())?.[0] ?? word;
    return { segment, field: Number(field), ...(repetition === undefined ? {} : { repetition: Number(repetition) }), component: Number(component), meaning };
  });
}

/** The content as it will be sent, besides what the form does not show; the server reads it again and refuses what cannot be. */
export function contentOf(draft: LinkDraft, before: LinkContent): LinkContent {
  const content = {
    ...before,
    name: draft.name.trim(),
    sendingApplication: draft.sendingApplication.trim(),
    sendingFacility: draft.sendingFacility.trim(),
    timeZone: draft.timeZone.trim(),
    settings: {
      ...before.settings,
      messageTypes: [...(draft.takesResults ? ['ORU'] : []), ...(draft.takesMovements ? ['ADT'] : [])],
      accessionFields: lines(draft.accessionFields),
      identifierTypes: lines(draft.identifierTypes).map((type) => (type === '(vide)' ? '' : type)),
      loincSystems: lines(draft.loincSystems),
      statuses: table(draft.statuses),
      awaitsBiologist: lines(draft.awaitsBiologist),
      flags: table(draft.flags),
      privateFields: privateFieldsOf(draft.privateFields),
      lineBreaks: lines(draft.lineBreaks),
      security: { certificates: lines(draft.certificates), addresses: lines(draft.addresses) },
      port: numberOr(draft.port),
      acknowledgement: draft.answersAsAsked ? 'as-asked' : 'original',
      countsMessages: draft.countsMessages,
      silentAfterMinutes: numberOr(draft.silentAfterMinutes),
      outbound: {
        decisions: draft.sendsDecisions,
        receipts: draft.sendsReceipts,
        requests: draft.sendsRequests,
        charset: draft.outboundCharset.trim(),
        answerTimeoutSeconds: numberIn(draft.answerTimeoutSeconds),
      },
    },
  };
  // What a person typed is checked by the server's own schema, field by field.
  return content as unknown as LinkContent;
}

/** What differs between two versions, in the words of the form. */
export function differences(before: LinkContent, after: LinkContent): string[] {
  const [old, fresh] = [draftOf(before), draftOf(after)];
  const texts = (Object.keys(LINK_TEXTS) as LinkTextField[])
    .filter((field) => old[field] !== fresh[field])
    .map((field) => `${LINK_TEXTS[field].label}\u00a0: ${flat(old[field])} → ${flat(fresh[field])}`);
  const boxes = (Object.keys(LINK_BOXES) as LinkBoxField[])
    .filter((field) => old[field] !== fresh[field])
    .map((field) => `${LINK_BOXES[field]}\u00a0: ${fresh[field] ? 'oui' : 'non'}`);
  const charset = before.defaultCharset === after.defaultCharset ? [] : [`Jeu de caractères\u00a0: ${before.defaultCharset} → ${after.defaultCharset}`];
  const closing = before.isActive === after.isActive ? [] : [after.isActive ? 'Liaison rouverte' : 'Liaison fermée'];
  return [...texts, ...boxes, ...charset, ...closing];
}

const flat = (text: string): string => (text === '' ? 'rien' : text.replaceAll('\n', ', '));

/** Whether the change costs a proof: the server asks the same, and the database after it. */
export function opensDoor(before: LinkContent, after: LinkContent): boolean {
  const [old, fresh] = [draftOf(before), draftOf(after)];
  const doors = (Object.entries(LINK_TEXTS) as [LinkTextField, LinkFieldWords][]).filter(([, { isDoor }]) => isDoor).map(([field]) => field);
  return doors.some((field) => old[field] !== fresh[field]) || (after.isActive && !before.isActive);
}
