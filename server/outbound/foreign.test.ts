import type { Hl7Message as ForeignMessage } from '@medplum/core';
import { Hl7Server } from '@medplum/hl7';
import { afterEach, expect, test } from 'vitest';
import { decisionMessage } from './decision-message';
import { LisLinks } from './lis-links';
import { bytesOf } from './message-parts';
import { receiptMessage } from './receipt-message';
import { requestMessage } from './request-message';
import { receivedPotassium } from './testing-received';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const at = new Date('2026-11-21T03:20:00+01:00');
const received = receivedPotassium('UNICODE UTF-8');
const [source] = received.results;
if (!source) throw new Error('no line');
const biologist = { rppsNumber: '10002223334', familyName: 'MARCHETTI', givenName: 'Hélène', title: 'Dr' };
const common = { at, newest: received, pid: source.pid };

test('a foreign server takes what Relais sends, in order, reads it right, and its answers are matched', async () => {
  const taken: ForeignMessage[] = [];
  const server = new Hl7Server((connection) => {
    connection.addEventListener('message', (event) => {
      taken.push(event.message);
      connection.send(event.message.buildAck());
    });
  });
  await server.start(0);
  cleanUp.push(() => server.stop());
  const address = server.server?.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const links = new LisLinks({ timeoutMs: 5_000 });
  cleanUp.push(() => links.close());
  const messages = [
    decisionMessage({
      ...common,
      controlId: 'RDEC',
      decision: { id: 'd', revision: 3, displayedHash: 'h', signedAt: at, effectiveAt: at, comment: 'Appelé au service à 3 h 20' },
      biologist,
      results: [{ received, source, isCancelled: false, status: 'F' }],
    }),
    requestMessage({
      ...common,
      controlId: 'RREQ',
      order: { received, source, isCancelled: false },
      accessionNumber: '26112100457',
      request: { id: '0199f1c2-7a40-7c11-9d3e-5b1f0a6c2d84', kind: 'rerun', reason: 'Écart avec l’antériorité', requestedAt: at, revision: 3 },
      isCancellation: false,
      biologist,
      results: [{ received, source, isCancelled: false }],
      tests: [],
    }),
    receiptMessage({
      ...common,
      controlId: 'RREC',
      accessionNumber: '26112100457',
      placerNumber: 'P99812',
      report: { id: 'r', version: 1, kind: 'complete', releasedAt: at },
      event: { kind: 'ACKNOWLEDGED', reader: { kind: 'PRESCRIBER', person: biologist }, channel: 'SCREEN', occurredAt: at },
    }),
  ];
  for (const [index, controlId] of ['RDEC', 'RREQ', 'RREC'].entries()) {
    const message = messages[index];
    const attempt = message && (await links.exchange(`mllp://127.0.0.1:${port}`, bytesOf(message, received), controlId));
    expect(attempt).toMatchObject({ outcome: 'acknowledged', answerCode: 'AA', no: null });
  }
  const read = (index: number, segment: string, field: number, component?: number) => {
    const found = taken[index]?.getSegment(segment)?.getField(field);
    return component === undefined ? found?.toString() : found?.getComponent(component);
  };
  expect(taken.map((message) => message.getSegment('MSH')?.getField(9)?.toString())).toEqual(['ORU^R01^ORU_R01', 'OML^O21^OML_O21', 'ZAM^Z03^ZAM_Z01']);
  expect([read(0, 'OBX', 5), read(0, 'OBX', 11), read(0, 'NTE', 3), read(0, 'ZRV', 2)]).toEqual(['6.9', 'F', 'Appelé au service à 3 h 20', '3']);
  expect([read(1, 'ORC', 1), read(1, 'OBR', 11), read(1, 'OBX', 5), read(1, 'NTE', 3), read(1, 'ZRQ', 2, 1)]).toEqual([
    'XO',
    'R',
    '6.9',
    'Écart avec l’antériorité',
    'RERUN',
  ]);
  expect([read(2, 'OBX', 3, 1), read(2, 'OBX', 16, 1), read(2, 'OBR', 3)]).toEqual(['ACKNOWLEDGED', '10002223334', '26112100457']);
});
