import type { ReportContent } from './types';

type Result = ReportContent['chapters'][number]['panels'][number]['results'][number];

/** Every result of a content, flat. */
export const resultsOf = (content: Pick<ReportContent, 'chapters'>): Result[] =>
  content.chapters.flatMap((chapter) => chapter.panels.flatMap((panel) => panel.results));

/** What two versions of one result must share to be the same statement to a reader. */
const statementOf = (result: Result): string =>
  JSON.stringify([
    result.label,
    result.value,
    result.unit,
    result.referenceRange,
    result.flag,
    result.cancelled,
    result.notes,
    result.performedBy,
    result.origin ?? null,
    hashesOf(result),
  ]);

const hashesOf = (result: Result): string => (result.documents ?? []).map(({ sha256 }) => sha256).join(' ');

export interface Comparison {
  kind: ReportContent['kind'];
  /** What differs from the version before, one French sentence each. */
  changes: string[];
  /** Key of a changed result → the words beside it (« remplace 5,9 »). */
  changedByKey: Map<string, string>;
}

/** A result of this version under its stable key: an observation id changes with each version of the result. */
export interface KeyedResult {
  key: string;
  result: Result;
}

/**
 * Says what a new version is to the one before: nothing (null) when a reader would see no difference; `corrective` as soon
 * as anything already read differs or is gone; else it completes a partial one.
 * @see GBUI VI-2d, VIII-3d; ISO 15189:2022 7.4.1.8; decisions « Report versions »
 */
export function compareVersions(
  before: readonly KeyedResult[] | null,
  after: readonly KeyedResult[],
  isWhole: boolean,
  conclusion: { before: string | null; after: string | null },
  /** What was corrected in the identity, in words. */
  identity: readonly string[] = [],
): Comparison | null {
  if (before === null) return { kind: isWhole ? 'complete' : 'partial', changes: [], changedByKey: new Map() };
  const known = new Map(before.map(({ key, result }) => [key, result]));
  const present = new Set(after.map(({ key }) => key));
  const changedByKey = new Map<string, string>();
  const corrections: string[] = [...identity];
  for (const { key, result } of after) {
    const earlier = known.get(key);
    if (!earlier || statementOf(earlier) === statementOf(result)) continue;
    changedByKey.set(key, earlier.value === result.value ? 'modifié' : `remplace ${earlier.value}`);
    corrections.push(correctionOf(earlier, result));
  }
  for (const { key, result } of before)
    if (!present.has(key)) corrections.push(`${result.label} : résultat retiré, en cours de vérification (valait ${inWords(result)})`);
  const additions = after.filter(({ key }) => !known.has(key)).map(({ result }) => `${result.label} : ajouté`);
  const isConclusionNew = conclusion.before !== conclusion.after;
  // What was read and is not any more is a correction; what is only added is not.
  if (conclusion.before !== null && isConclusionNew && !isReordered(conclusion)) corrections.push(conclusionChange(conclusion));
  if (corrections.length === 0 && additions.length === 0 && !isConclusionNew) return null;
  const isSaid = corrections.some((sentence) => sentence.startsWith(CONCLUSION));
  const changes = [...corrections, ...additions, ...(isConclusionNew && !isSaid ? [`${CONCLUSION}modifié`] : [])];
  if (corrections.length > 0) return { kind: 'corrective', changes, changedByKey };
  return { kind: isWhole ? 'complete' : 'partial', changes, changedByKey };
}

const CONCLUSION = 'Commentaire du biologiste : ';

/** Every paragraph that was read is still there. */
const isReordered = ({ before, after }: { before: string | null; after: string | null }): boolean => {
  const now = new Set((after ?? '').split('\n\n'));
  return (before ?? '').split('\n\n').every((paragraph) => now.has(paragraph));
};

/** What became of the paragraphs that were read. */
function conclusionChange({ before, after }: { before: string | null; after: string | null }): string {
  const [was, now] = [(before ?? '').split('\n\n'), (after ?? '').split('\n\n').filter((text) => text !== '')];
  const gone = was.filter((text) => !now.includes(text)).join(' ');
  const come = now.filter((text) => !was.includes(text)).join(' ');
  return come === '' ? `${CONCLUSION}« ${gone} » est retiré` : `${CONCLUSION}« ${gone} » devient « ${come} »`;
}

function correctionOf(before: Result, after: Result): string {
  if (after.cancelled !== null) return `${after.label} : ${after.cancelled} (valait ${inWords(before)})`;
  if (before.value !== after.value) return `${after.label} : ${inWords(before)} devient ${inWords(after)}`;
  if (hashesOf(before) !== hashesOf(after)) return `${after.label} : document joint remplacé`;
  if ((before.origin ?? null) !== (after.origin ?? null)) return `${after.label} : valeur inchangée (${inWords(after)}), ${originChange(after)}`;
  const noted = notesChange(before, after);
  if (noted !== null) return noted;
  return `${after.label} : valeur inchangée (${inWords(after)}), unité, intervalle, signalement ou commentaire modifié`;
}

/** Only what a biologist wrote on it differs. */
function notesChange(before: Result, after: Result): string | null {
  if (statementOf({ ...before, notes: [] }) !== statementOf({ ...after, notes: [] })) return null;
  const ownOf = ({ notes }: Result): string[] => notes.filter((note) => note.startsWith(CONCLUSION));
  const others = ({ notes }: Result): string => notes.filter((note) => !note.startsWith(CONCLUSION)).join('\n');
  if (others(before) !== others(after)) return null;
  const [was, now] = [ownOf(before), ownOf(after)].map((notes) => notes.map((note) => note.slice(CONCLUSION.length)).join(' '));
  const words = was === '' ? `ajouté : « ${now} »` : now === '' ? `« ${was} » est retiré` : `« ${was} » devient « ${now} »`;
  return `${after.label} : valeur inchangée (${inWords(after)}), commentaire du biologiste ${words}`;
}

const originChange = ({ origin }: Result): string => (origin ? `mesuré par : ${origin}` : 'mesuré au laboratoire');

const inWords = (result: Result): string => [result.cancelled ?? result.value, result.unit].filter((text) => text !== '').join(' ');
