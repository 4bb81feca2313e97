import { allows } from '../access/permissions';
import { readLaboratories, readSites } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { RuleSetContent } from './rule-set';
import type { RuleList } from './rules-page';
import { describeRule } from './shipped/describe-rule';
import { newestVersions } from './store';

/** The rule sets of the actor's laboratories, each rule in sentences, with whose word it is. A content that cannot be read is shown as that, and not left out. */
export async function readRules(ctx: Context<ProfessionalActor>): Promise<RuleList> {
  return ctx.transaction(async (tx) => {
    const names = new Map((await readLaboratories(tx)).map(({ id, shortName }) => [id, shortName]));
    const own = new Set((await readSites(tx)).filter(({ id }) => ctx.actor.siteIds.includes(id)).map(({ laboratoryId }) => laboratoryId));
    const sets = await newestVersions(tx, ctx.now());
    return sets
      .map(({ set, version, approval }) => {
        const content = RuleSetContent.safeParse(version.content);
        return {
          laboratoryId: set.laboratoryId,
          laboratory: names.get(set.laboratoryId) ?? '',
          versionId: version.id,
          version: version.version,
          title: version.title,
          author: version.author,
          inForceFrom: version.inForceFrom,
          contentHash: version.contentHash,
          isReadable: content.success,
          mayApprove: allows(ctx.actor, 'rules.approve') && own.has(set.laboratoryId),
          approval: approval && { name: approval.name, at: approval.approvedAt },
          rules: (content.data?.rules ?? []).map((rule) => ({
            code: rule.code,
            title: rule.title,
            chapter: rule.chapter,
            line: rule.line,
            author: rule.author,
            source: rule.source,
            version: rule.version,
            date: rule.date,
            says: rule.says ?? '',
            examples: rule.examples.map(({ name }) => name),
            describes: describeRule(rule, content.data?.analytes ?? {}),
            effect: rule.effect ?? '',
          })),
        };
      })
      .sort((a, b) => a.laboratory.localeCompare(b.laboratory, 'fr'));
  });
}
