import { z } from 'zod';
import { canonicalText, hashOf } from '../platform/canonical';
import type { RuleSetContent } from './rule-set';
import { describeRule } from './shipped/describe-rule';
import { Analyte, Rule } from './types';

/** What a change puts in the place of what was there; null = takes it away. The patch of before undoes the patch of after. */
export const Patch = z.strictObject({
  title: z.string().trim().min(1).optional(),
  rules: z.record(z.string(), Rule.nullable()).default({}),
  analytes: z.record(z.string(), Analyte.nullable()).default({}),
});
export type Patch = z.infer<typeof Patch>;

const byCode = (one: Rule, other: Rule): number => (one.code < other.code ? -1 : 1);

/** Rules in the order of their codes: the same rules are the same content, in whatever order they were written. */
export const ordered = (content: RuleSetContent): RuleSetContent => ({ ...content, rules: content.rules.toSorted(byCode) });

export const contentHashOf = (content: RuleSetContent): string => hashOf(ordered(content));

export function applyPatch(content: RuleSetContent, patch: Patch): RuleSetContent {
  const rules = new Map<string, Rule | null>([...content.rules.map((rule) => [rule.code, rule] as const), ...Object.entries(patch.rules)]);
  const analytes: Record<string, Analyte | null> = { ...content.analytes, ...patch.analytes };
  return ordered({
    ...content,
    title: patch.title ?? content.title,
    analytes: Object.fromEntries(Object.entries(analytes).flatMap(([name, analyte]) => (analyte ? [[name, analyte]] : []))),
    rules: [...rules.values()].flatMap((rule) => rule ?? []),
  });
}

/** What stands where that patch will write. */
export function standingBefore(content: RuleSetContent, patch: Patch): Patch {
  const rules = new Map(content.rules.map((rule) => [rule.code, rule]));
  return {
    ...(patch.title === undefined ? {} : { title: content.title }),
    rules: Object.fromEntries(Object.keys(patch.rules).map((code) => [code, rules.get(code) ?? null])),
    analytes: Object.fromEntries(Object.keys(patch.analytes).map((name) => [name, content.analytes[name] ?? null])),
  };
}

export const DIFF_KINDS = ['added', 'removed', 'changed', 'off', 'on', 'analyte', 'title'] as const;
export const DiffLine = z.object({ kind: z.enum(DIFF_KINDS), code: z.string(), title: z.string(), before: z.string(), after: z.string() });
export type DiffLine = z.infer<typeof DiffLine>;

/** « Ce qui change » between two contents: by rule, in the order of the codes, each as it reads before and after. Nothing = they ask the same. */
export function diffOf(before: RuleSetContent | null, after: RuleSetContent): DiffLine[] {
  const [old, now] = [new Map((before?.rules ?? []).map((rule) => [rule.code, rule])), new Map(after.rules.map((rule) => [rule.code, rule]))];
  const lines: DiffLine[] = [];
  if (before && before.title !== after.title) lines.push({ kind: 'title', code: '', title: 'Nom du jeu', before: before.title, after: after.title });
  for (const name of [...new Set([...Object.keys(before?.analytes ?? {}), ...Object.keys(after.analytes)])].sort()) {
    const [one, other] = [before?.analytes[name], after.analytes[name]];
    if (before && !isSame(one, other))
      lines.push({ kind: 'analyte', code: name, title: other?.label ?? one?.label ?? name, before: analyteInWords(one), after: analyteInWords(other) });
  }
  for (const code of [...new Set([...old.keys(), ...now.keys()])].sort()) {
    const [one, other] = [old.get(code), now.get(code)];
    if (isSame(one, other)) continue;
    lines.push({
      kind: !one ? 'added' : !other ? 'removed' : kindOf(one, other),
      code,
      title: other?.title ?? one?.title ?? '',
      before: one ? inWords(one, before?.analytes ?? {}) : '',
      after: other ? inWords(other, after.analytes) : '',
    });
  }
  return lines;
}

const kindOf = (one: Rule, other: Rule): DiffLine['kind'] => (Boolean(one.off) === Boolean(other.off) ? 'changed' : other.off ? 'off' : 'on');
const isSame = (one: unknown, other: unknown): boolean => canonicalText(one ?? null) === canonicalText(other ?? null);

const EFFECTS = { inform: 'signaler', hold: 'retenir', call: 'appeler', block: 'ne pas rendre tel quel' } as const;

const inWords = (rule: Rule, analytes: RuleSetContent['analytes']): string =>
  [
    `${describeRule(rule, analytes)}.`,
    ...(rule.effect ? [`Alors : ${EFFECTS[rule.effect]}.`] : []),
    ...(rule.says ? [`Dit : ${rule.says}`] : []),
    `${rule.examples.length} exemples. Version ${rule.version}, ${rule.author}. Source : ${rule.source}.`,
    ...(rule.off ? [`Désactivée : ${rule.off.reason}.`] : []),
  ].join(' ');

const analyteInWords = (analyte: Analyte | undefined): string =>
  analyte ? `${analyte.label}, ${analyte.unit || 'sans unité'}, ${[...analyte.loincCodes, ...analyte.localCodes].join(', ')}` : '';
