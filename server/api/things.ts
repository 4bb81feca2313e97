import type { Refusal } from '../platform/outcome';

/** What a procedure is asked for. The French noun is `app/_text`'s. */
export const THINGS = [
  'account',
  'alarm',
  'access',
  'acceptance',
  'advice',
  'attachment',
  'call',
  'day',
  'device',
  'difference',
  'dossier',
  'duty',
  'folder',
  'handover',
  'laboratory',
  'link',
  'maintenance',
  'mapping',
  'merge',
  'message',
  'patient',
  'period',
  'phrase',
  'repair-item',
  'replay',
  'report',
  'rule-set',
  'sample',
  'terminal',
  'transmission',
  'view',
  'ward',
] as const;
export type Thing = (typeof THINGS)[number];

/** By the whole path, else by the router: what is not here is asked for a dossier. */
const ASKED_FOR: Readonly<Record<string, Thing>> = {
  account: 'account',
  advice: 'advice',
  'advice.ask': 'dossier',
  'advice.ofDossier': 'dossier',
  alert: 'call',
  'alert.ofDossier': 'dossier',
  'attach.detach': 'attachment',
  autoverification: 'acceptance',
  'autoverification.openSample': 'sample',
  'autoverification.reviewSample': 'sample',
  breakGlass: 'access',
  callPolicy: 'laboratory',
  delivery: 'message',
  devices: 'device',
  door: 'account',
  duty: 'duty',
  exchanges: 'message',
  folders: 'folder',
  handover: 'handover',
  'identity.merges': 'patient',
  'identity.unmerge': 'merge',
  links: 'link',
  list: 'view',
  'list.present': 'dossier',
  maintenance: 'maintenance',
  mappings: 'mapping',
  patient: 'report',
  phrases: 'phrase',
  portal: 'report',
  reconciliation: 'alarm',
  'reconciliation.behind': 'day',
  'reconciliation.declare': 'day',
  'reconciliation.overview': 'day',
  repair: 'repair-item',
  'repair.cancelReplay': 'replay',
  'repair.discard': 'message',
  'repair.previewReplay': 'period',
  'repair.replay': 'message',
  'repair.replayAlike': 'message',
  'repair.replayPeriod': 'period',
  'repair.takeBack': 'message',
  rules: 'rule-set',
  terminal: 'terminal',
  transmissions: 'transmission',
  'transmissions.settleDifference': 'difference',
  users: 'account',
  'validation.fillPhrase': 'phrase',
  wardPhones: 'ward',
};

const routerOf = (path: string): string => path.split('.')[0] ?? '';

export const thingOf = (path: string): Thing => ASKED_FOR[path] ?? ASKED_FOR[routerOf(path)] ?? 'dossier';

/** Every path that is named, for the test that none of them is gone. */
export const namedPaths = (): string[] => Object.keys(ASKED_FOR);

/**
 * Names what was asked for in a refusal that says that it is not there. By the procedure alone and never by what was found: a thing that is missing and a thing that
 * is somebody else's get the same words.
 */
export function namingThing(refusal: Refusal | null, path: string | undefined): Refusal | null {
  if (refusal?.code !== 'not-found') return refusal;
  const what = thingOf(path ?? '');
  // A dossier is what the sentence says by itself.
  return what === 'dossier' ? { code: refusal.code } : { code: refusal.code, detail: { what } };
}
