export interface UntilAnswered {
  /** Whether the failure is the server's answer; anything else is a lost answer, and the act may have been recorded. */
  isAnswer: (error: unknown) => boolean;
  /** Told at the first lost answer. */
  onLost: () => void;
  wait: (ms: number) => Promise<void>;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 8_000;

/**
 * Asks again with the same words until the server answers, yes or no. Safe only for a call that carries an idempotency
 * key: the server then finds what the first one did, and nothing happens twice.
 */
export async function untilAnswered<T>(call: () => Promise<T>, { isAnswer, onLost, wait }: UntilAnswered): Promise<T> {
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(pause * 2, LONGEST_WAIT_MS)) {
    try {
      return await call();
    } catch (error) {
      if (isAnswer(error)) throw error;
      onLost();
    }
    await wait(pause);
  }
}
