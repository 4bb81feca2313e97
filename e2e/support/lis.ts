import { encodeText } from '../../server/hl7/charset';
import { MllpClient } from '../../server/hl7/mllp-client';
import { parseHl7Time, printHl7Time } from '../../server/hl7/time';
import { fixtureMessages } from '../../server/simulator/fixture-messages';
import type { ReceivedMessage } from '../../server/simulator/lis-server';
import { place } from './place';

const ZONE = 'Europe/Paris';

type Received = Omit<ReceivedMessage, 'at'> & { at: string };

/** Has the simulated LIS send these bytes; answers MSA-1 of what Relais said. */
export async function send(bytes: Buffer): Promise<string> {
  const response = await fetch(`${place.simulatorUrl}/send`, { method: 'POST', body: new Uint8Array(bytes) });
  const answer = await response.text();
  return /\rMSA\|([^|\r]*)/.exec(answer)?.[1] ?? answer;
}

/** Everything that the simulated LIS received from Relais, newest last. */
export async function received(): Promise<Received[]> {
  return (await (await fetch(`${place.simulatorUrl}/received.json`)).json()) as Received[];
}

/** What it received and filed about one dossier. */
export async function receivedAbout(accessionNumber: string, kind: 'decision' | 'availability' | 'reading'): Promise<Received[]> {
  return (await received()).filter((message) => message.isStored && message.summary?.kind === kind && message.summary.accessionNumber === accessionNumber);
}

/** Sends it away or fetches it back, changes its traffic and its moods. */
export async function control(changes: { away?: boolean; rate?: number; refusals?: number }): Promise<void> {
  const response = await fetch(`${place.simulatorUrl}/control`, { method: 'POST', body: JSON.stringify(changes) });
  if (!response.ok) throw new Error(`the simulator refused: ${await response.text()}`);
}

let numbers = 0;

/** A dossier number that nobody used: the journeys' own series. */
export function freshAccessionNumber(): string {
  numbers += 1;
  return `99${String(Date.now() % 1_000_000_000).padStart(9, '0')}${String(numbers).padStart(2, '0')}`;
}

/** One of the recorded messages as if it were sent now: its own content, with another dossier number and control id, every time moved by as much. */
export function recorded(name: string, given: { accessionNumber: string; sentAt?: Date; change?: (text: string) => string }): Buffer {
  const fixture = fixtureMessages().find((message) => message.name === name);
  if (!fixture) throw new Error(`no recorded message ${name}`);
  const isLatin = /\|8859\/1(\||\r)/.test(fixture.bytes.toString('latin1'));
  const text = fixture.bytes.toString(isLatin ? 'latin1' : 'utf8');
  const [, , , , , , sent = '', , , controlId = ''] = text.split('|', 10);
  const own = /\rORC\|[^|]*\|[^|]*\|[^|]*\|(\d+)/.exec(text)?.[1] ?? '';
  const byMs = (given.sentAt ?? new Date()).getTime() - instantOf(sent);
  const moved = text
    .replaceAll(own, given.accessionNumber)
    .replace(controlId, `E2E${given.accessionNumber.slice(2)}`)
    .replaceAll(/(?<=[|^~])(20\d{12})([+-]\d{4})?(?=[|^~\r])/g, (_, time: string, zone?: string) => moveTime(time, byMs, zone !== undefined));
  return encodeText(given.change ? given.change(moved) : moved, isLatin ? '8859/1' : 'UNICODE UTF-8');
}

function moveTime(text: string, byMs: number, withZone: boolean): string {
  const moved = printHl7Time(new Date(instantOf(text) + byMs), ZONE);
  return withZone ? moved : moved.slice(0, 14);
}

function instantOf(text: string): number {
  const read = parseHl7Time(text, ZONE);
  if (!read.ok) throw new Error('a recorded message has times');
  return read.time.instant.getTime();
}

/**
 * One line of a LIS that insists, as a real one does: the same bytes again until they are acknowledged, whatever happens to the other end; then
 * the next message.
 */
export class InsistentLine {
  readonly acknowledged: string[] = [];
  readonly #client = new MllpClient({ host: '127.0.0.1', port: place.mllpPort, timeoutMs: 5_000 });

  async send(key: string, bytes: Buffer): Promise<void> {
    for (const end = Date.now() + 60_000; Date.now() < end; ) {
      const code = await this.#client.send(bytes).then(
        (answer) => /\rMSA\|([^|\r]*)/.exec(answer.toString('latin1'))?.[1] ?? '',
        () => '',
      );
      if (code === 'AA') {
        this.acknowledged.push(key);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${key} was not acknowledged within a minute`);
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
