import type { Card } from './card';
import type { CardFinding } from './card-result';
import type { DossierFacts } from './project-worklist';

/** What the card tells of the rules as a whole; null = they have not been asked yet of this revision. */
export function expertiseOf({ expertise }: DossierFacts): Card['expertise'] {
  if (!expertise) return null;
  const { rules, ruleCount, isApproved, evaluatedAt } = expertise.verdict;
  return { rules, ruleCount, isApproved, evaluatedAt };
}

/** The findings that look at this result, in the order of their rules. */
export const findingsOn = ({ expertise }: DossierFacts, observationId: string): CardFinding[] =>
  (expertise?.findings ?? [])
    .filter(({ about }) => about[0] === observationId)
    .map(({ ruleCode, ruleTitle, ruleVersion, ruleDate, author, outcome, line, level, effect, about, sentence }) => ({
      ruleCode,
      ruleTitle,
      ruleVersion,
      ruleDate,
      author,
      outcome: outcome as CardFinding['outcome'],
      line: line as CardFinding['line'],
      level: level as CardFinding['level'],
      effect: effect as CardFinding['effect'],
      about,
      sentence,
    }));
