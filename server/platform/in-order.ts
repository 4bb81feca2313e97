import { setImmediate as handedOver } from 'node:timers/promises';

/**
 * Sends statements one after the other on their connection without waiting for their answers: each is put together while the database works on those before. They
 * are carried out in this order; the failure of one is the failure of all. Each is a single statement, or its first is what the next one rests on.
 */
export async function inOrder(statements: readonly (() => Promise<unknown>)[]): Promise<void> {
  const sent: Promise<unknown>[] = [];
  for (const send of statements) {
    const answer = send();
    // Whoever waits for all of them hears of it; until then it is not a failure that nobody heard.
    answer.catch(() => undefined);
    sent.push(answer);
    await handedOver();
  }
  await Promise.all(sent);
}
