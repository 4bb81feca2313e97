import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { boundsFromCsv } from './bounds-csv';
import { checkRule, runExamples } from './check-rule';
import { applyPatch, type DiffLine, diffOf, Patch } from './draft-content';
import { findDraft } from './life-store';
import { contentOfDraft } from './open-draft';
import { RuleSetContent } from './rule-set';
import type { Rule } from './types';

export interface ImportRead {
  problems: string[];
  diff: DiffLine[];
  patch: Patch | null;
}

/**
 * Reads a file of rules (JSON, as Relais writes it) or of bounds (CSV) and says what it would change in the draft, or everything that keeps it out. Changes nothing: what was read is
 * then saved like any other change.
 * @param adoptExamples examples that the file's bounds speak against take what is obtained; otherwise they are problems
 */
export async function readImport(
  ctx: Context<ProfessionalActor>,
  { draftId, text, adoptExamples }: { draftId: string; text: string; adoptExamples: boolean },
): Promise<Outcome<ImportRead, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'rules.write');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const draft = await findDraft(tx, draftId);
    return draft ? done(readFile(text, contentOfDraft(draft), adoptExamples)) : refuse('not-found');
  });
}

export function readFile(text: string, content: RuleSetContent, adoptExamples: boolean): ImportRead {
  const read = /^\s*\{/.test(text) ? fromJson(text) : fromBounds(text, content);
  if (read.problems.length > 0) return { problems: read.problems.slice(0, 40), diff: [], patch: null };
  const analytes = { ...content.analytes, ...read.patch.analytes };
  const known = Object.fromEntries(Object.entries(analytes).flatMap(([name, analyte]) => (analyte ? [[name, analyte]] : [])));
  const rules = Object.values(read.patch.rules).flatMap((rule) => (rule ? [adoptExamples ? adopted(rule, known) : rule] : []));
  const problems = rules.flatMap((rule) => checkRule(rule, known).problems.map((problem) => `${rule.code} : ${problem}`));
  const patch: Patch = { ...read.patch, rules: Object.fromEntries(rules.map((rule) => [rule.code, rule])) };
  const next = RuleSetContent.safeParse(applyPatch(content, patch));
  if (!next.success) problems.push(...next.error.issues.map(({ message }) => message));
  if (problems.length > 0 || !next.success) return { problems: [...new Set(problems)].slice(0, 40), diff: [], patch: null };
  const diff = diffOf(content, next.data);
  // What is the same already is left as it is: nobody becomes its author by importing it.
  const changed = new Set(diff.map(({ code }) => code));
  return { problems: [], diff, patch: { ...patch, rules: Object.fromEntries(Object.entries(patch.rules).filter(([code]) => changed.has(code))) } };
}

function adopted(rule: Rule, analytes: RuleSetContent['analytes']): Rule {
  const runs = runExamples(rule, analytes);
  return {
    ...rule,
    examples: rule.examples.map((example, index) => (runs[index] && !runs[index].isMet ? { ...example, expects: runs[index].obtains } : example)),
  };
}

function fromBounds(text: string, content: RuleSetContent): { patch: Patch; problems: string[] } {
  const { rules, problems } = boundsFromCsv(text, content);
  return { patch: { rules: Object.fromEntries(rules.map((rule) => [rule.code, rule])), analytes: {} }, problems };
}

function fromJson(text: string): { patch: Patch; problems: string[] } {
  const nothing: Patch = { rules: {}, analytes: {} };
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    return { patch: nothing, problems: ['Le fichier n’est pas du JSON : il est peut-être coupé ou d’un autre format.'] };
  }
  const read = RuleSetContent.safeParse(written);
  if (!read.success)
    return {
      patch: nothing,
      problems: read.error.issues.map(({ path, message, code }) => (code === 'custom' ? message : `${path.map(String).join('.')} ne se lit pas`)),
    };
  const patch = { rules: Object.fromEntries(read.data.rules.map((rule) => [rule.code, rule])), analytes: read.data.analytes };
  return { patch: Patch.parse(patch), problems: [] };
}
