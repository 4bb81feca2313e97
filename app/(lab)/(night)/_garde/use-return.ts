'use client';

import { useState } from 'react';
import type { PackState } from '../../../_client/pack-keeper';
import { keepIntents, readPacked, wipePack } from '../../../_client/pack-keeper';
import type { PackedEntry, PreparedIntent, SettledIntent } from '../../../_client/pack-types';
import { refusalOf } from '../../../_client/refusal';
import { sentenceOf } from '../../../_client/sentence-of';
import { trpcClient } from '../../../_client/trpc';
import { useProof } from '../../../_ui/prove';
import { cardDiff } from '../_logic/card-diff';
import { wishWords } from './intent-words';

export interface Returned {
  settled: SettledIntent;
  intent: PreparedIntent;
  entry: PackedEntry | undefined;
  /** What differs from what she had read; null when that is not why, or could not be read. */
  changes: string[] | null;
}

/** The session is over here; what is kept waits for her next log-in. */
const NEEDS_LOGIN = new Set<string | undefined>(['session-expired', 'session-taken']);

/**
 * Sends back what was prepared: compared first, what changed given back at once; one proof for the rest; each decided by the server or given back. Whatever is lost on
 * the way can be asked for again.
 */
export function useReturn({ header, content, intents }: PackState) {
  const { confirm, dialog } = useProof();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [needsLogin, setNeedsLogin] = useState(false);
  const [returned, setReturned] = useState<readonly Returned[]>([]);
  if (!header || !content) return { isBusy, problem, needsLogin, returned, dialog, send: () => undefined, forget: () => setReturned([]) };
  const { packId } = header;
  const entryOf = (dossierId: string) => content.entries.find((entry) => entry.dossierId === dossierId);

  const settle = async (settled: readonly SettledIntent[], left: readonly PreparedIntent[]): Promise<readonly PreparedIntent[]> => {
    const lines: Returned[] = [];
    for (const one of settled) {
      const intent = left.find(({ id }) => id === one.id);
      if (intent) lines.push({ settled: one, intent, entry: entryOf(one.dossierId), changes: await changesOf(one) });
    }
    setReturned((before) => [...before.filter(({ intent }) => !lines.some((line) => line.intent.id === intent.id)), ...lines]);
    const rest = left.filter(({ id }) => !settled.some((one) => one.id === id));
    await keepIntents(rest);
    return rest;
  };
  const run = async () => {
    if (header.credentialId !== '') await trpcClient.pack.resume.mutate({ packId, secret: content.secret });
    const compared = await trpcClient.pack.compare.mutate({ packId, intents: intents.map(sentOf) });
    const rest = await settle(compared.settled, intents);
    const ready = rest.filter(({ id }) => compared.ready.some((one) => one.id === id));
    if (ready.length === 0) return;
    const what = {
      title: 'Signer ce qui a été préparé',
      lines: ready.map((intent) => `${entryOf(intent.dossierId)?.patientName ?? 'Dossier'}\u00a0: ${wishWords(intent)}`),
    };
    const idempotencyKey = crypto.randomUUID();
    const { fingerprints } = compared.content;
    const answer = await confirm('batch', compared.content, what, (proof) =>
      trpcClient.pack.settle.mutate({ packId, intents: ready.map(sentOf), fingerprints, idempotencyKey, proof }),
    );
    if (answer) await settle(answer.settled, rest);
  };
  const send = async () => {
    if (isBusy) return;
    setBusy(true);
    setProblem('');
    try {
      await run();
    } catch (error) {
      const code = refusalOf(error)?.code;
      if (NEEDS_LOGIN.has(code)) setNeedsLogin(true);
      else {
        setProblem(sentenceOf(error));
        if (code === 'pack-over') await wipePack();
      }
    }
    setBusy(false);
  };
  return { isBusy, problem, needsLogin, returned, dialog, send, forget: () => setReturned([]) };
}

/** What the tablet's clock says is never sent. */
const sentOf = ({ id, dossierId, displayed, kind, observationIds, comment, holdReason }: PreparedIntent) => ({
  id,
  dossierId,
  displayed,
  kind,
  observationIds,
  comment,
  holdReason,
});

/** Reads the dossier as it is now, which is a reading, and says what differs. */
async function changesOf({ dossierId, code }: SettledIntent): Promise<string[] | null> {
  if (code !== 'dossier-changed') return null;
  try {
    const packed = await readPacked(dossierId);
    return packed ? cardDiff(packed.card, await trpcClient.validation.open.mutate({ dossierId })) : null;
  } catch {
    return null;
  }
}
