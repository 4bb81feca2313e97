import { formatDuration, formatUnit, NBSP } from '../../../_text/format';
import { atHour } from './time-words';
import type { Card } from './types';

type Index = Card['indices'][number];
type Specimen = Card['specimens'][number];

const INDEX_WORDS: Record<Index['kind'], string> = { haemolysis: 'hémolyse', icterus: 'ictère', lipaemia: 'lipémie' };
const INDEX_LETTERS: Record<Index['kind'], string> = { haemolysis: 'H', icterus: 'I', lipaemia: 'L' };

/** Whether an index is beyond what the laboratory calls usual: by its flag alone, never by a limit of ours. */
const isRaised = ({ flag }: Index): boolean => flag !== 'normal' && flag !== 'not-evaluated' && flag !== 'low' && flag !== 'critical-low';

/** « indice d’hémolyse 180 (0 – 15) »: those that the laboratory marked; said on the line that never scrolls away. */
export const raisedIndices = ({ indices }: Pick<Card, 'indices'>): { text: string; flag: Index['flag'] }[] =>
  indices.filter(isRaised).map((index) => ({ text: `indice d’${INDEX_WORDS[index.kind]} ${measureOf(index)}`, flag: index.flag }));

/** « H 180 (0 – 15), I 2, L 10 », or that none was sent: silence about a sample is no word on its quality. */
export function indexWords({ indices }: Pick<Card, 'indices'>): string {
  if (indices.length === 0) return 'Indices d’hémolyse, d’ictère et de lipémie non transmis.';
  const kinds = Object.keys(INDEX_LETTERS) as Index['kind'][];
  const said = indices.map((index) => `${INDEX_LETTERS[index.kind]}${NBSP}${measureOf(index)}`);
  const missing = kinds.filter((kind) => !indices.some((index) => index.kind === kind)).map((kind) => INDEX_WORDS[kind]);
  return `Indices ${said.join(', ')}${missing.length > 0 ? `${NBSP}; non transmis${NBSP}: ${missing.join(', ')}` : ''}.`;
}

function measureOf({ value, unit, referenceRange }: Index): string {
  return [value, formatUnit(unit), referenceRange && `(${referenceRange})`].filter((part) => part !== '').join(' ');
}

/** One sample in full, in one sentence: what, from where, in what state, described how, when. */
export function specimenLine(specimen: Specimen, card: Pick<Card, 'receivedAt' | 'collection'>): string {
  const { identifier, kind, site, role, description, condition, collectedAt, receivedAt, centrifugedAt } = specimen;
  const reference = card.receivedAt;
  return [
    `${kind || 'nature non transmise'} (${identifier})`,
    role && `rôle${NBSP}: ${role}`,
    site && `site${NBSP}: ${site}`,
    condition ? `état${NBSP}: ${condition}` : 'état non transmis',
    description && `décrit${NBSP}: ${description}`,
    collectedAt && isOther(collectedAt, card.collection.collectedAt) && `prélevé ${atHour(collectedAt, reference)}`,
    receivedAt && isOther(receivedAt, card.collection.receivedAt) && `reçu ${atHour(receivedAt, reference)}`,
    centrifugedAt && `centrifugé ${atHour(centrifugedAt, reference)}${delayWords(collectedAt ?? card.collection.collectedAt, centrifugedAt)}`,
  ]
    .filter((part) => part !== '' && part !== false && part !== null)
    .join(' · ');
}

const isOther = (one: Date, other: Date | null): boolean => one.getTime() !== other?.getTime();

const delayWords = (from: Date | null, until: Date): string =>
  from && until >= from ? `, ${formatDuration(until.getTime() - from.getTime())} après le prélèvement` : '';

/** What was said of the samples themselves: the level between a result and a dossier (GBUI IV-3). */
export const sampleComments = ({ specimens }: Pick<Card, 'specimens'>): string[] =>
  specimens.flatMap(({ kind, identifier, notes }) => notes.map((note) => (specimens.length > 1 ? `${kind || identifier}${NBSP}: ${note}` : note)));
