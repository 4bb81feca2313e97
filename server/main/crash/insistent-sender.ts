import { MllpClient } from '../../hl7/mllp-client';

/** What a LIS does with a bad line: the same bytes again until they are acknowledged by their own number; then the next. */
export async function sendUntilAcknowledged(port: number, messages: readonly { controlId: string; bytes: Buffer }[], until: number): Promise<string[]> {
  const acknowledged: string[] = [];
  const client = new MllpClient({ host: '127.0.0.1', port, timeoutMs: 1_500 });
  for (const { controlId, bytes } of messages) {
    while (Date.now() < until) {
      const accepts = (answer: Buffer) => answer.toString('latin1').includes(`|${controlId}`);
      const code = await client.send(bytes, accepts).then(
        (answer) => /\rMSA\|([^|\r]*)/.exec(answer.toString('latin1'))?.[1],
        () => undefined,
      );
      if (code === 'AA') {
        acknowledged.push(controlId);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  await client.close();
  return acknowledged;
}
