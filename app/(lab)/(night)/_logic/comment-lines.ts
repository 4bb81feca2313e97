import { resultsOf } from './changes';
import type { Card } from './types';

type Level = Card['comments'][number]['level'];

export interface Target {
  level: Level;
  /** Version of the result, name of the sample, '' for the dossier. */
  target: string;
  label: string;
}

export interface CommentLine {
  level: Level;
  target: string;
  text: string;
  /** The comment whose place it takes. */
  corrects: string | null;
  /** Its words before. */
  before: string;
}

export const lineKey = ({ level, target, corrects }: Pick<CommentLine, 'level' | 'target' | 'corrects'>): string => [level, target, corrects ?? ''].join('|');

/** What may be commented: the results that are signed now, or those that are out, and every sample; the whole dossier only once results are out. */
export function commentTargets(card: Card, which: 'released' | ReadonlySet<string>): Target[] {
  const results = resultsOf(card).filter(({ id, standing }) => (which === 'released' ? standing === 'validated' : which.has(id)));
  const samples = [...new Set(card.specimens.map(({ identifier, kind }) => identifier || kind))].filter((name) => name !== '');
  return [
    ...(which === 'released' ? [{ level: 'dossier' as const, target: '', label: 'le dossier' }] : []),
    ...results.map(({ id, label, value, unit }) => ({ level: 'analyte' as const, target: id, label: `${label} ${value} ${unit}`.trim() })),
    ...samples.map((name) => ({ level: 'sample' as const, target: name, label: `échantillon ${name}` })),
  ];
}

export const targetLabel = ({ level, target }: Pick<CommentLine, 'level' | 'target'>, targets: readonly Target[]): string =>
  targets.find((one) => one.level === level && one.target === target)?.label ?? (level === 'sample' ? `échantillon ${target}` : 'le dossier');

/** The comments that a reader reads now, each to be corrected in place. */
export const linesOnCard = ({ comments }: Card): CommentLine[] =>
  comments.map(({ id, level, target, text }) => ({ level, target, text, corrects: id, before: text }));

/** What is to be signed of them: what differs, and what is new and not empty. */
export const changedLines = (lines: readonly CommentLine[]): { level: Level; target: string; text: string; corrects: string | null }[] =>
  lines
    .filter(({ text, before, corrects }) => text.trim() !== before && (corrects !== null || text.trim() !== ''))
    .map(({ level, target, text, corrects }) => ({ level, target, text: text.trim(), corrects }));
