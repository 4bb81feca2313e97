import type { Thing } from '../../server/api/things';

/** Each thing with its demonstrative, and how it agrees. */
const NAMES: Readonly<Record<Thing, readonly [name: string, isFeminine: boolean]>> = {
  account: ['Ce compte', false],
  alarm: ['Cette alarme', true],
  access: ['Cet accès', false],
  acceptance: ['Cette acceptation de la validation automatique', true],
  advice: ['Cette demande d’avis', true],
  attachment: ['Ce rattachement', false],
  call: ['Cet appel', false],
  day: ['Cette journée', true],
  device: ['Cet appareil', false],
  difference: ['Cet écart', false],
  dossier: ['Ce dossier', false],
  duty: ['Cette garde', true],
  folder: ['Ce dossier surveillé', false],
  handover: ['Cette relève', true],
  laboratory: ['Ce laboratoire', false],
  link: ['Cette liaison', true],
  maintenance: ['Cette demande de télémaintenance', true],
  mapping: ['Cette correspondance', true],
  merge: ['Cette fusion', true],
  message: ['Ce message', false],
  patient: ['Ce patient', false],
  period: ['Cette période', true],
  phrase: ['Cette phrase', true],
  'repair-item': ['Ce point à réparer', false],
  replay: ['Ce rejeu', false],
  report: ['Ce compte rendu', false],
  'rule-set': ['Ce jeu de règles', false],
  sample: ['Ce dossier tiré au sort', false],
  terminal: ['Ce poste', false],
  transmission: ['Cet envoi', false],
  view: ['Cette vue', true],
  ward: ['Ce service', false],
};

const isThing = (what: unknown): what is Thing => typeof what === 'string' && Object.hasOwn(NAMES, what);

/** The same of what is missing and of what is somebody else's; a thing that is not named is a dossier. */
export function notFoundSentence(what: unknown): string {
  const [name, isFeminine] = NAMES[isThing(what) ? what : 'dossier'];
  return `${name} n’existe pas ou ne vous est pas ouvert${isFeminine ? 'e' : ''}.`;
}
