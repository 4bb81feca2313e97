import type { Transaction } from '../../db/client';
import { readIdentityDecision } from '../dossier/read-amendments';
import { type CommentRefusal, checkComments, type StandingComment, standingComments } from './comment-rules';
import { commentsOf, phrasesInForce } from './comment-store';
import type { DossierFacts } from './project-worklist';
import type { SignedIntent } from './statement';
import { decisionsOf } from './store';

/** The comments of biologists that a reader of this dossier reads now, oldest first. */
export async function readStandingComments(tx: Transaction, { state, history, standings }: DossierFacts): Promise<StandingComment[]> {
  const decisions = await decisionsOf(tx, state.dossier.id);
  if (decisions.length === 0) return [];
  const identityDecision = await readIdentityDecision(tx, state.dossier.id);
  return standingComments({
    decisions,
    rows: await commentsOf(tx, state.dossier.id),
    history,
    standings,
    alsoStanding: new Set(identityDecision ? [identityDecision] : []),
  });
}

/** What a decision says by itself: its rows of comments, for whoever tells the LIS. */
export const readCommentsOf = async (tx: Transaction, decision: { id: string; dossierId: string }) =>
  (await commentsOf(tx, decision.dossierId)).filter(({ decisionId }) => decisionId === decision.id);

/** A sample as a comment names it: by its identifier, else by its nature. */
export const specimenName = ({ identifier, kind }: { identifier: string; kind: string }): string => identifier || kind;

/** Whether what she wrote may be signed, as things are under the lock. */
export async function refuseComments(tx: Transaction, facts: DossierFacts, intent: SignedIntent): Promise<CommentRefusal | null> {
  const { comments = [], phrases = [] } = intent;
  if (intent.kind !== 'comment' && comments.length === 0 && phrases.length === 0) return null;
  const { dossier, specimens } = facts.state;
  const rows = await commentsOf(tx, dossier.id);
  const refusal = checkComments(
    { ...intent, comments, phrases },
    {
      released: new Set(facts.standings.filter(({ standing }) => standing === 'validated').map(({ currentId }) => currentId)),
      specimens: new Set(specimens.map(specimenName).filter((name) => name !== '')),
      standing: await readStandingComments(tx, facts),
      beingCorrected: new Set(rows.filter(({ state }) => state === 'pending').flatMap(({ corrects }) => corrects ?? [])),
    },
  );
  if (refusal) return refusal;
  const distinct = new Map(phrases.map((phrase) => [`${phrase.phraseId} ${phrase.version}`, phrase]));
  return (await phrasesInForce(tx, dossier.laboratoryId, [...distinct.values()])) === distinct.size ? null : 'phrase-not-used';
}
