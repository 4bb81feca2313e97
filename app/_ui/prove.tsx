'use client';

import { type ReactNode, useCallback, useRef, useState } from 'react';
import type { Act, Proof } from '../../server/api/prove';
import { askPasskey, giveUpPasskey } from '../_client/ask-passkey';
import { refusalOf } from '../_client/refusal';
import { leaveIfSessionEnded } from '../_client/session-end';
import { trpcClient } from '../_client/trpc';
import { refusalSentence } from '../_text/refusals';
import { ProofDialog, type ProofStage } from './proof-dialog';

/** What is being confirmed, in words: shown above the password or the key, whichever it is. */
export interface WhatIsProven {
  title: string;
  lines: readonly string[];
}

interface Asked {
  act: Act;
  content: object;
  what: WhatIsProven;
  /** Does the act with the proof; throws the refusal of the server. */
  send: (proof: Proof) => Promise<void>;
  giveUp: () => void;
  fail: (error: unknown) => void;
}

interface Shown {
  asked: Asked;
  stage: ProofStage;
  problem: string;
}

/** Refusals of the proof itself: one tries again where one stands. */
const OF_THE_PROOF: ReadonlySet<string> = new Set(['wrong-password', 'account-locked', 'proof-refused', 'passkey-needed']);

/**
 * Asks the person at the screen to prove herself again before a sensitive act: her passkey when she has one, else her password. Render `dialog` once, outside
 * of any form.
 *
 * - `prove` resolves the proof to send with the mutation, or null when she gave up.
 * - `confirm` also sends it, and keeps the dialog open with the sentence when the password was wrong; it resolves what `send` resolved, null when she gave
 *   up, and rejects with every other error.
 *
 * `content` is the input of the mutation without its `proof`: the same keys and values that the server's `.input` gives, defaults written out, texts already
 * trimmed where the schema trims. Only plain JSON in it (instants as ISO strings or `Date`, which are the same to the hash); a key that is `undefined` counts
 * as absent. One letter of difference, and the server answers `proof-refused`.
 *
 * @example
 * const { prove, dialog } = useProof();
 * const proof = await prove('change-rights', input, { title: 'Changer les droits', lines: ['Karim HADDAD : biologiste'] });
 * if (proof) mutate({ ...input, proof });
 * @see product.md decision 7; threats.md 12, 27
 */
export function useProof(): {
  prove: (act: Act, content: object, what: WhatIsProven) => Promise<Proof | null>;
  confirm: <Answer>(act: Act, content: object, what: WhatIsProven, send: (proof: Proof) => Promise<Answer>) => Promise<Answer | null>;
  dialog: ReactNode;
} {
  const [shown, setShown] = useState<Shown | null>(null);
  /** The act that is being asked for: what comes back for one that was closed is dropped. */
  const current = useRef<Asked | null>(null);

  const close = useCallback((asked: Asked) => {
    if (current.current !== asked) return false;
    current.current = null;
    setShown(null);
    return true;
  }, []);
  const hand = useCallback(
    async (asked: Asked, proof: Proof) => {
      const show = (stage: ProofStage, problem = '') => current.current === asked && setShown({ asked, stage, problem });
      show('sending');
      try {
        await asked.send(proof);
        close(asked);
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal && OF_THE_PROOF.has(refusal.code))
          show(refusal.code === 'wrong-password' ? 'password' : 'again', refusalSentence(refusal.code, refusal.detail));
        else if (close(asked)) asked.fail(error);
      }
    },
    [close],
  );
  const ask = useCallback(
    async (asked: Asked) => {
      const show = (stage: ProofStage, problem = '') => current.current === asked && setShown({ asked, stage, problem });
      show('asking');
      try {
        const { act, content } = asked;
        const answer = await trpcClient.session.askProof.mutate({ act, content: { ...content } });
        if (current.current !== asked) return;
        if (answer.method === 'password') return void show('password');
        show('passkey');
        const proof = await askPasskey(answer.options);
        if (current.current !== asked) return;
        if (proof) await hand(asked, proof);
        else show('again', refusalSentence('signature-cancelled'));
      } catch (error) {
        if (leaveIfSessionEnded(error)) return;
        const refusal = refusalOf(error);
        show('again', refusal ? refusalSentence(refusal.code, refusal.detail) : refusalSentence(''));
      }
    },
    [hand],
  );
  const confirm = useCallback(
    <Answer,>(act: Act, content: object, what: WhatIsProven, send: (proof: Proof) => Promise<Answer>): Promise<Answer | null> =>
      new Promise((resolve, reject) => {
        const asked: Asked = { act, content, what, giveUp: () => resolve(null), fail: reject, send: async (proof) => resolve(await send(proof)) };
        // One at a time: whoever asks for another act has given up the first.
        current.current?.giveUp();
        current.current = asked;
        void ask(asked);
      }),
    [ask],
  );
  const prove = useCallback((act: Act, content: object, what: WhatIsProven) => confirm(act, content, what, async (proof) => proof), [confirm]);
  const leave = ({ asked, stage }: Shown) => {
    // What is on its way is done or not: nobody can take it back by closing a window.
    if (stage === 'sending' || !close(asked)) return;
    if (stage === 'passkey') giveUpPasskey();
    asked.giveUp();
  };
  const dialog = shown && (
    <ProofDialog
      what={shown.asked.what}
      stage={shown.stage}
      problem={shown.problem}
      onPassword={(password) => void hand(shown.asked, { method: 'password', password })}
      onAgain={() => void ask(shown.asked)}
      onClose={() => leave(shown)}
    />
  );
  return { prove, confirm, dialog };
}
