'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { askPasskey } from '../../_client/ask-passkey';
import { clearLockNote, lockNoteText, readLockNote } from '../../_client/lock-note';
import { sentenceOf } from '../../_client/sentence-of';
import { trpcClient } from '../../_client/trpc';
import { loginSentence } from './login-sentence';

export type Way = 'professional' | 'second-passkey' | 'recovery' | 'passkey';

export interface Entry {
  /** Why nobody was let in; empty while nothing was refused. */
  refusal: string;
  isSending: boolean;
  /** The password path is shut; a passkey may still open. */
  isSuspended: boolean;
  /** Sends what was given to one of the ways in; answers whether it opened, and then leaves the page. */
  enter: (way: Way, given: Record<string, string>) => Promise<boolean>;
  /** The same by an authenticator, alone or beside a password. */
  enterByPasskey: (way: 'passkey' | 'second-passkey', given?: Record<string, string>) => Promise<boolean>;
}

/** One try at the door at a time, by whichever way, and the sentence that answers it. */
export function useEntry(first: string): Entry {
  const [refusal, setRefusal] = useState(first);
  const [isSuspended, setSuspended] = useState(false);
  const [isSending, setSending] = useState(false);

  const enter = async (way: Way, given: Record<string, string>) => {
    setSending(true);
    const answer = await signIn(way, { ...given, redirect: false }).catch(() => undefined);
    if (answer?.ok && !answer.error) {
      goOn();
      return true;
    }
    setRefusal(loginSentence(answer?.error));
    setSuspended(answer?.error?.startsWith('locked') ?? false);
    setSending(false);
    return false;
  };
  const enterByPasskey = async (way: 'passkey' | 'second-passkey', given: Record<string, string> = {}) => {
    setSending(true);
    setRefusal('');
    try {
      const { options } = await trpcClient.door.askPasskey.mutate({ purpose: way === 'passkey' ? 'enter' : 'second-factor' });
      const proof = await askPasskey(options);
      if (proof?.method === 'passkey') return await enter(way, { ...given, assertion: JSON.stringify(proof.assertion) });
      setRefusal('La clé d’accès n’a pas répondu. Recommencez, ou entrez par un autre moyen.');
    } catch (error) {
      setRefusal(sentenceOf(error));
    }
    setSending(false);
    return false;
  };
  return { refusal, isSending, isSuspended, enter, enterByPasskey };
}

/** Goes back to where the screen was locked, else to the page that the server chooses for this person. */
function goOn(): void {
  const back = readLockNote(lockNoteText())?.returnTo ?? '/';
  clearLockNote();
  window.location.replace(back);
}
