import { MllpClient } from '../../hl7/mllp-client';

export interface Heard {
  controlId: string;
  /** MSA-1; null when no answer came in time or the line was lost. */
  code: string | null;
  answer: string;
}

export interface ResendingLis {
  /** Everything that was heard so far, on all lines. */
  readonly heard: readonly Heard[];
  /** Resolves as soon as so many messages have been acknowledged. */
  acknowledged(count: number): Promise<void>;
  /** Resolves when something like it is heard from now on, or when everything is acknowledged. */
  hears(takes: (heard: Heard) => boolean): Promise<void>;
  /** Resolves when every message is acknowledged. */
  readonly done: Promise<void>;
}

type Message = Readonly<{ controlId: string; bytes: Buffer }>;

/** What a LIS waits that was told to try later. */
const AGAIN_MS = 50;

/** A LIS with many lines that sends each message again until it is acknowledged, and keeps what it hears. */
export function resendingLis(port: number, lines: readonly (readonly Message[])[]): ResendingLis {
  const heard: Heard[] = [];
  const total = lines.flat().length;
  const watchers = new Set<(one: Heard | null) => void>();
  const count = () => heard.filter(({ code }) => code === 'AA').length;
  const until = (holds: (one: Heard | null) => boolean) =>
    new Promise<void>((resolve) => {
      const watcher = (one: Heard | null) => {
        if (!holds(one) && count() < total) return;
        watchers.delete(watcher);
        resolve();
      };
      watchers.add(watcher);
      watcher(null);
    });
  const tell = (one: Heard) => {
    heard.push(one);
    for (const watcher of watchers) watcher(one);
  };
  const done = Promise.all(lines.map((messages) => speak(port, messages, tell))).then(() => undefined);
  return {
    heard,
    done,
    acknowledged: (wanted) => until(() => count() >= wanted),
    hears: (takes) => until((one) => one !== null && takes(one)),
  };
}

async function speak(port: number, messages: readonly Message[], tell: (heard: Heard) => void): Promise<void> {
  const client = new MllpClient({ host: '127.0.0.1', port, timeoutMs: 5_000 });
  for (const { controlId, bytes } of messages) {
    for (let code: string | null = null; code !== 'AA'; ) {
      const answer = await client
        .send(bytes, (frame) => frame.includes(`|${controlId}`))
        .then(
          (frame) => frame.toString('latin1'),
          () => '',
        );
      code = /\rMSA\|([^|\r]*)/.exec(answer)?.[1] ?? null;
      tell({ controlId, code, answer });
      if (code !== 'AA') await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
  await client.close();
}
