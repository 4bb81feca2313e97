import { connect } from '../../../db/client';
import { findControlId } from '../../hl7/ack';
import { encodeText } from '../../hl7/charset';
import { LisLinks } from '../../outbound/lis-links';
import { sendMessage } from '../../outbound/send-message';
import { systemActor } from '../../platform/actor';
import { contextFor } from '../../platform/context';
import { failPoint } from '../../platform/fail-point';
import { registerWiring, runHandler, type Wiring } from '../../platform/handlers';

/** A sender with one of the classic mistakes in it, for the test of the test. */
const mistake = process.env.PLANTED_MISTAKE ?? '';
const { db } = connect(process.env.RELAIS_WORKER_DATABASE_URL ?? '', { max: 4, applicationName: 'planted-worker' });
const ctx = contextFor(db, systemActor('planted'));
const url = process.env.LIS_URL ?? '';

class MistakenLinks extends LisLinks {
  override async exchange(to: string, payload: Buffer, controlId: string) {
    switch (mistake) {
      // Says that it arrived as soon as it is written, whatever becomes of it.
      case 'does-not-wait': {
        void super.exchange(to, payload, controlId).catch(() => undefined);
        return { outcome: 'acknowledged' as const, answerCode: 'AA', answer: null, no: null };
      }
      // Another number at each try: the receiver cannot know it again.
      case 'renumbers': {
        const renumbered = `R${Math.random().toString(16).slice(2, 12).toUpperCase()}`;
        const text = payload.toString('utf8').replace(findControlId(payload.toString('utf8')), renumbered);
        const attempt = await super.exchange(to, encodeText(text, 'UNICODE UTF-8'), renumbered);
        failPoint('exchanged');
        return attempt;
      }
      default:
        return super.exchange(to, payload, controlId);
    }
  }
}

const links = new MistakenLinks({ timeoutMs: 2_000 });
const wiring: Wiring[] = [
  { fact: 'outbound.queued', handler: 'outbound.send', runOutside: (_ctx, fact) => sendMessage(ctx, { links, defaultUrl: url }, fact), backoffSeconds: [1] },
];
await registerWiring(db, wiring);
for (;;) {
  await runHandler(db, wiring, 'outbound.send');
  await new Promise((resolve) => setTimeout(resolve, 50));
}
