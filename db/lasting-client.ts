import type postgres from 'postgres';

/**
 * A client that takes all its connections anew as soon as one of them ends, however it ended: the driver takes up a lost connection again in a state in which it may answer
 * nothing any more, or with the error of the server that was there before. What is under way on the others ends where it began; they close when they are idle.
 *
 * @param open makes a client of the driver, and has `onClose` called whenever a connection of it ends
 * @see https://github.com/porsager/postgres/issues/1208
 */
export function lastingClient(open: (onClose: () => void) => postgres.Sql): postgres.Sql {
  let current: postgres.Sql;
  const take = () => {
    const made = open(() => {
      if (current === made) take();
    });
    current = made;
    return made;
  };
  return new Proxy(take(), {
    apply: (_first, _self, words: unknown[]) => Reflect.apply(current, undefined, words) as unknown,
    get: (_first, name) => Reflect.get(current, name) as unknown,
  });
}

/** What a transaction knows of its own connection. */
export interface Life {
  isLost: boolean;
}

/** Classes of what the driver and the server say when a connection ends: codes of the driver, of the socket, and of a server that shuts down. */
const LOST = /^(?:CONNECTION_|ECONN|EPIPE|57P0|25P0[34])/;

/**
 * Gives what `work` gives while its connection lives, and nothing at all when it is lost: whoever waits for the transaction is told by the driver, and a rollback on a
 * connection that is gone would end the process.
 */
export async function whileItLives<T>(life: Life, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    if (!life.isLost) return result;
  } catch (error) {
    if (!life.isLost && !isLoss(error)) throw error;
    life.isLost = true;
  }
  return new Promise(() => undefined);
}

/** For a statement in a transaction whose connection is lost: by now it may be another transaction's. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  readonly code = 'CONNECTION_CLOSED';
}

function isLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && typeof error.code === 'string' && LOST.test(error.code)) || isLoss(error.cause);
}
