import { approveSheet } from '../expertise/answer-sheet';
import { askReplay } from '../expertise/ask-replay';
import { changeDraft } from '../expertise/change-draft';
import type { DraftView, Life, SheetView } from '../expertise/life-page';
import { readDraft } from '../expertise/read-draft';
import { readLife } from '../expertise/read-life';
import { readSheet } from '../expertise/read-sheet';
import { restoreVersion } from '../expertise/restore-version';
import { type DraftStart, startDraft } from '../expertise/start-draft';
import { submitDraft } from '../expertise/submit-draft';
import { liftSuspension, suspendRules } from '../expertise/suspend-rules';
import type { Example, Rule } from '../expertise/types';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import type { Outcome } from '../platform/outcome';
import { referenceIds } from './seed/reference';
import { seedProof } from './seed/seed-proof';
import type { TestValidation } from './testing-validation';

export const RULES_OF = referenceIds.laboratory('valmont');

export function valueOf<T>(outcome: Outcome<T, { code: string }>): T {
  assert(outcome.ok, `it is granted, not refused: ${outcome.ok ? '' : outcome.refusal.code}`);
  return outcome.value;
}

/** A rule of bounds with the alert put elsewhere, and examples that go with it. */
export function withAlert(rule: Rule, high: number): Rule {
  assert(rule.check.kind === 'bounds', 'the rule has bounds');
  const alert = { ...rule.check.levels.alert, high };
  const validation = { ...rule.check.levels.validation, high: Math.min(high, rule.check.levels.validation?.high ?? high) };
  const [over, at]: Example[] = [
    { name: 'juste au-dessus', results: { [rule.check.about]: { value: String(high + 0.1) } }, expects: { level: 'alert' } },
    { name: 'à la borne', results: { [rule.check.about]: { value: String(high) } }, expects: 'found' },
  ];
  assert(over && at, 'there are two');
  const isAt = validation.high < high ? [over, at] : [over, { ...at, expects: { level: 'normal' as const } }];
  return { ...rule, check: { ...rule.check, levels: { ...rule.check.levels, validation, alert } }, examples: isAt };
}

/** What persons do with the rules of Valmont, in few words. */
export function rulesHands(product: TestValidation) {
  const as = (actor: ProfessionalActor) => product.as(actor);
  const proof = (actor: ProfessionalActor) => seedProof(as(actor), { act: 'approve-rules', contentHash: 'a'.repeat(64) });
  const life = async (actor: ProfessionalActor): Promise<Life> => valueOf(await readLife(as(actor), { laboratoryId: RULES_OF }));
  const draft = async (actor: ProfessionalActor): Promise<DraftView> =>
    valueOf(await readDraft(as(actor), { draftId: (await life(actor)).draft?.draftId ?? '' }));
  const sheet = async (actor: ProfessionalActor, sheetId: string): Promise<SheetView> => valueOf(await readSheet(as(actor), { sheetId }));
  const ruleOf = async (actor: ProfessionalActor, code: string): Promise<Rule> => {
    const found = (await draft(actor)).rules.find(({ rule }) => rule.code === code);
    assert(found, 'the rule is there');
    return found.rule;
  };
  return {
    life,
    draft,
    sheet,
    ruleOf,
    start: async (actor: ProfessionalActor, from: DraftStart = 'in-force') => startDraft(as(actor), { laboratoryId: RULES_OF, from }),
    put: async (actor: ProfessionalActor, rule: Rule) => {
      const { draftId, revision } = await draft(actor);
      return changeDraft(as(actor), { draftId, revision, kind: 'rule', patch: { rules: { [rule.code]: rule }, analytes: {} } });
    },
    replay: async (actor: ProfessionalActor) => {
      // What came at this very instant is of the next period.
      product.clock.pass(1_000);
      const { draftId, revision } = await draft(actor);
      const asked = await askReplay(as(actor), { draftId, revision });
      await product.settle();
      return asked;
    },
    submit: async (actor: ProfessionalActor) => {
      const { draftId, revision } = await draft(actor);
      return submitDraft(as(actor), { draftId, revision, expected: 'Moins d’appels la nuit', remark: '' });
    },
    approve: async (actor: ProfessionalActor, sheetId: string, given: { signedHash?: string; inForceFrom?: Date } = {}) => {
      const { signedHash } = await sheet(actor, sheetId);
      return approveSheet(as(actor), { sheetId, signedHash, inForceFrom: null, ...given }, await proof(actor));
    },
    suspend: (actor: ProfessionalActor) => suspendRules(as(actor), { laboratoryId: RULES_OF, reason: 'Appels sans raison' }),
    lift: async (actor: ProfessionalActor) => liftSuspension(as(actor), { laboratoryId: RULES_OF }, await proof(actor)),
    restore: async (actor: ProfessionalActor, version: number) => {
      const wanted = (await life(actor)).versions.find((one) => one.version === version);
      const input = { laboratoryId: RULES_OF, versionId: wanted?.versionId ?? '', contentHash: wanted?.contentHash ?? '', reason: 'Trop d’appels' };
      return restoreVersion(as(actor), input, await proof(actor));
    },
  };
}
