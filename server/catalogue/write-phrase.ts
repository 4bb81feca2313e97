import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { ownLaboratories } from './list-delays';
import { isPhrase, unknownVariable } from './phrase-rules';
import { insertPhrases, lockPhrase, type PhraseRow, updatePhrase } from './phrase-store';

type Denied = Refusal<'not-found' | 'phrase-changed' | 'phrase-unknown-variable' | 'phrase-bad-lines'>;

export interface DraftPhrase {
  laboratoryId: string;
  /** Null = a new phrase. */
  phraseId: string | null;
  title: string;
  text: string;
  /** The newest version that the person had before her; 0 = none. */
  seen: number;
}

/** Writes a phrase as a draft: a new one, the draft that is there, or the next version of one in force. Nobody uses it before it is in force. */
export async function draftPhrase(ctx: Context<ProfessionalActor>, input: DraftPhrase): Promise<Outcome<{ phraseId: string; version: number }, Denied>> {
  const { laboratoryId } = input;
  return managing(ctx, laboratoryId, async (tx) => {
    const variable = unknownVariable(input.text);
    if (variable !== null) return refuse('phrase-unknown-variable', { variable });
    if (!isPhrase(input)) return refuse('phrase-bad-lines', { lines: 1 });
    const phraseId = input.phraseId ?? newId();
    const versions = await lockPhrase(tx, phraseId);
    const [newest] = versions;
    if (input.phraseId !== null && newest?.laboratoryId !== laboratoryId) return refuse('not-found');
    if ((newest?.version ?? 0) !== input.seen) return refuse('phrase-changed', { by: newest?.writtenByName ?? '' });
    const written = { title: input.title.trim(), text: input.text.trim(), writtenBy: ctx.actor.userId, writtenByName: ctx.actor.name, writtenAt: ctx.now() };
    const version = newest?.state === 'draft' ? newest.version : input.seen + 1;
    if (newest?.state === 'draft') await updatePhrase(tx, phraseId, version, written);
    else await insertPhrases(tx, [{ phraseId, version, laboratoryId, state: 'draft', ...written }]);
    await append(tx, ctx, { action: 'phrase.draft', subjectId: phraseId, detail: { version } });
    return done({ phraseId, version });
  });
}

/** Puts a draft in force; the version before it is retired in the same instant. */
export const putPhraseInForce = (ctx: Context<ProfessionalActor>, input: { laboratoryId: string; phraseId: string; version: number }) =>
  moving(ctx, input, 'draft', async (tx, versions) => {
    const by = { name: ctx.actor.name, at: ctx.now() };
    const before = versions.find(({ state }) => state === 'in-force');
    if (before) await updatePhrase(tx, before.phraseId, before.version, { state: 'retired', retiredByName: by.name, retiredAt: by.at });
    await updatePhrase(tx, input.phraseId, input.version, { state: 'in-force', inForceByName: by.name, inForceFrom: by.at });
    await append(tx, ctx, { action: 'phrase.put-in-force', subjectId: input.phraseId, detail: { version: input.version } });
  });

/** Takes a phrase out of use; what was signed with it keeps its words. */
export const retirePhrase = (ctx: Context<ProfessionalActor>, input: { laboratoryId: string; phraseId: string; version: number }) =>
  moving(ctx, input, 'in-force', async (tx) => {
    await updatePhrase(tx, input.phraseId, input.version, { state: 'retired', retiredByName: ctx.actor.name, retiredAt: ctx.now() });
    await append(tx, ctx, { action: 'phrase.retire', subjectId: input.phraseId, detail: { version: input.version } });
  });

/** Takes a file of phrases in as drafts, all of its lines or none. */
export async function importPhrases(
  ctx: Context<ProfessionalActor>,
  { laboratoryId, lines }: { laboratoryId: string; lines: readonly { line: number; title: string; text: string }[] },
): Promise<Outcome<{ imported: number }, Denied>> {
  return managing(ctx, laboratoryId, async (tx) => {
    const bad = lines.filter((line) => !isPhrase(line));
    if (bad.length > 0 || lines.length === 0) return refuse('phrase-bad-lines', { lines: bad.map(({ line }) => line).join(', ') });
    const written = { laboratoryId, version: 1, state: 'draft', writtenBy: ctx.actor.userId, writtenByName: ctx.actor.name, writtenAt: ctx.now() };
    await insertPhrases(
      tx,
      lines.map(({ title, text }) => ({ ...written, phraseId: newId(), title: title.trim(), text: text.trim() })),
    );
    await append(tx, ctx, { action: 'phrase.import', subjectId: laboratoryId, detail: { phrases: lines.length } });
    return done({ imported: lines.length });
  });
}

async function moving(
  ctx: Context<ProfessionalActor>,
  { laboratoryId, phraseId, version }: { laboratoryId: string; phraseId: string; version: number },
  from: 'draft' | 'in-force',
  move: (tx: Transaction, versions: PhraseRow[]) => Promise<void>,
): Promise<Outcome<{ version: number }, Denied>> {
  return managing(ctx, laboratoryId, async (tx) => {
    const versions = await lockPhrase(tx, phraseId);
    const found = versions.find((row) => row.version === version);
    if (!found || found.laboratoryId !== laboratoryId) return refuse('not-found');
    if (found.state !== from) return refuse('phrase-changed', { by: found.retiredByName ?? found.inForceByName ?? '' });
    await move(tx, versions);
    return done({ version });
  });
}

async function managing<T>(
  ctx: Context<ProfessionalActor>,
  laboratoryId: string,
  act: (tx: Transaction) => Promise<Outcome<T, Denied>>,
): Promise<Outcome<T, Denied>> {
  const denied = requireAccess(ctx, 'phrase.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => ((await ownLaboratories(ctx, tx)).some(({ id }) => id === laboratoryId) ? act(tx) : refuse('not-found')));
}
