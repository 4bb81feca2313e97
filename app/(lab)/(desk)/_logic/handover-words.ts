import { formatDate, formatInstant, formatTime, NBSP, plural } from '../../../_text/format';
import { alarmKindWords } from '../../../_text/link-alarms';
import { kindTitle } from './repair-words';
import type { HandoverItem, HandoverOffer, HandoverSite } from './types';

export const GROUPS: readonly { kind: HandoverItem['kind']; title: string }[] = [
  { kind: 'call', title: 'Appels à faire' },
  { kind: 'pressing', title: 'Ne peuvent pas attendre' },
  { kind: 'held', title: 'Mis en attente' },
  { kind: 'request', title: 'Demandes sans réponse du laboratoire' },
  { kind: 'alarm', title: 'Alertes des liaisons' },
  { kind: 'repair', title: 'À réparer' },
  { kind: 'waiting', title: 'Attendent une décision' },
];

export const CHANGE_WORDS: Readonly<Record<HandoverItem['change'] & string, string>> = {
  same: '',
  changed: 'changé depuis la proposition',
  new: 'nouveau depuis la proposition',
  gone: 'réglé depuis la proposition',
};

const REQUESTS: Readonly<Record<string, string>> = {
  rerun: 'repasse demandée',
  dilution: 'dilution demandée',
  recollection: 'nouveau prélèvement demandé',
  'add-on': 'ajout d’examen demandé',
};

/** What the thing is, in a few words: the patient of a dossier, the kind of an alarm. */
export function titleOf({ kind, number, person }: Pick<HandoverItem, 'kind' | 'number' | 'person'>): string {
  if (kind === 'alarm') return alarmKindWords(number);
  if (kind === 'repair') return kindTitle(number);
  return person || `Dossier ${number}`;
}

/** Why it is open, and until when. */
export function whyOf({ kind, detail, dueAt, since }: Pick<HandoverItem, 'kind' | 'detail' | 'dueAt' | 'since'>): string {
  const due = dueAt ? `avant ${formatTime(dueAt)}` : '';
  switch (kind) {
    case 'call':
      return [detail === '0' ? 'personne n’a encore appelé' : plural(Number(detail), 'essai', 'essais'), due && `à annoncer ${due}`].filter(Boolean).join(', ');
    case 'held':
      return [detail, dueAt && `rappel le ${formatDate(dueAt)} à ${formatTime(dueAt)}`].filter(Boolean).join(', ');
    case 'request':
      return `${REQUESTS[detail] ?? detail} à ${formatTime(since)}`;
    case 'repair':
      return plural(Number(detail), 'ligne', 'lignes');
    case 'alarm':
      return `depuis ${formatInstant(since)}`;
    case 'pressing':
    case 'waiting':
      return due || `arrivé à ${formatTime(since)}`;
  }
}

/** « Vous répondez de Valmont depuis 20:03 » : who answers for a site, and by what. */
export function responsibleWords({ name, responsible }: Pick<HandoverSite, 'name' | 'responsible'>, ownId: string): string {
  if (!responsible) return `${name}${NBSP}: personne n’est de garde`;
  const who = responsible.id === ownId ? 'vous' : responsible.name;
  const since = responsible.since ? ` depuis ${formatTime(responsible.since)}` : '';
  const beyond = responsible.isOnDuty ? '' : ', ses heures finies, jusqu’à la relève';
  return `${name}${NBSP}: ${who}${since}${responsible.id === ownId ? beyond.replace('ses', 'vos') : beyond}`;
}

const ENDS: Readonly<Record<HandoverOffer['state'], string>> = {
  open: 'attend une réponse',
  accepted: 'acceptée',
  declined: 'déclinée',
  withdrawn: 'reprise',
  overtaken: 'dépassée',
};

/** « acceptée le 28/11/2026 20:04 » */
export const endWords = ({ state, mode, answeredAt }: Pick<HandoverOffer, 'state' | 'mode' | 'answeredAt'>): string =>
  `${mode === 'taken' ? 'prise sans proposition' : ENDS[state]}${answeredAt ? ` le ${formatInstant(answeredAt)}` : ''}`;

/** Whom the roster names next at most of these sites, the first in time; null when it names nobody. */
export function proposedFor(sites: readonly Pick<HandoverSite, 'responsible' | 'present' | 'next'>[], ownId: string): string | null {
  const candidates = sites.flatMap(({ present, next }) => [
    ...present.filter(({ id }) => id !== ownId).map(({ id }) => id),
    ...(next && next.id !== ownId ? [next.id] : []),
  ]);
  const counts = new Map<string, number>();
  for (const id of candidates) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
