import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MllpClient } from '../hl7/mllp-client';
import { type MllpServer, startMllpServer } from '../hl7/mllp-server';
import { tlsFixture } from '../hl7/testing';
import { receiveFrame } from '../inbound/receive-frame';
import { testMessage } from '../simulator/test-message';
import { OwnPorts } from './follow-ports';
import { senderOf } from './sender-of';
import { openTestProduct, type TestProduct } from './testing';

const tls = { cert: tlsFixture('server.pem'), key: tlsFixture('server.key'), ca: tlsFixture('ca.pem') };
const LIS = { cert: tlsFixture('lis-valmont.pem'), key: tlsFixture('lis-valmont.key') };

let product: TestProduct;
let server: MllpServer;
beforeAll(async () => {
  product = await openTestProduct();
  server = await listen(0, null);
});
afterAll(async () => {
  await server.close();
  await product.end();
});

/** The gateway's door: real TLS, the peer as the transport proved it. */
const listen = (port: number, ownPortOf: string | null, secure = true) =>
  startMllpServer({
    host: 'localhost',
    port,
    ...(secure ? { tls } : {}),
    maxFrameBytes: 1_000_000,
    idleTimeoutMs: 10_000,
    maxConnections: 10,
    onFrame: (bytes, peer) => receiveFrame(product.ctx, { bytes, peer: peer.address, from: senderOf(peer, ownPortOf), acceptsTests: true }),
  });

async function send(bytes: Buffer, port = server.port, secure = true): Promise<string> {
  const client = new MllpClient({ host: 'localhost', port, timeoutMs: 5000, ...(secure ? { tls: { ca: tls.ca, ...LIS } } : {}) });
  try {
    return (await client.send(bytes)).toString('utf8');
  } finally {
    await client.close();
  }
}

async function set(facility: string, settings: object): Promise<string> {
  const [row] = await product.access.worker.execute<{ id: string } & Record<string, unknown>>(
    sql`update connection_profile set settings = settings || ${JSON.stringify(settings)}::jsonb, version = version + 1 where sending_facility = ${facility} returning id`,
  );
  return row?.id ?? '';
}
const rows = (statement: ReturnType<typeof sql>) => product.access.worker.execute(statement);

test('a certificate speaks for its own laboratory and for no other: refused, kept, alarmed once, nothing applied', async () => {
  await set('LBM-VALMONT', { security: { certificates: ['lis-valmont'], addresses: [] } });
  await set('LBM-HAUTERIVE', { security: { certificates: ['lis-hauterive'], addresses: [] } });
  expect(await send(testMessage({ accessionNumber: '8001', controlId: 'OWN' }))).toContain('MSA|AA|OWN');
  const wrong = testMessage({ laboratory: 'LBM-HAUTERIVE', accessionNumber: '8002', controlId: 'WRONG' });
  for (let round = 0; round < 2; round += 1) {
    const answer = await send(wrong);
    expect(answer).toContain('MSA|AR|WRONG');
    expect(answer).toContain('non prouv');
  }
  await send(testMessage({ laboratory: 'LBM-HAUTERIVE', accessionNumber: '8003', controlId: 'WRONG2' }));
  await product.settle();
  expect([...(await rows(sql`select accession_number as n from dossier order by 1`))]).toEqual([{ n: '8001' }]);
  expect([...(await rows(sql`select control_id, state, profile_id from inbound_message where control_id like 'WRONG%' order by 1`))]).toEqual([
    { control_id: 'WRONG', state: 'refused', profile_id: null },
    { control_id: 'WRONG2', state: 'refused', profile_id: null },
  ]);
  expect(await rows(sql`select 1 from audit_event where action = 'inbound.not-proven'`)).toHaveLength(3);
  expect(await rows(sql`select 1 from security_notice where kind = 'sender-not-proven'`)).toHaveLength(1);
  expect([...(await rows(sql`select common_name, valid_until is not null as ends from peer_certificate`))]).toEqual([
    { common_name: 'lis-valmont', ends: true },
  ]);
});

test('no certificate where one is asked for is refused, also for bytes that were once accepted', async () => {
  const open = await listen(0, null, false);
  try {
    expect(await send(testMessage({ accessionNumber: '8001', controlId: 'OWN' }), open.port, false)).toContain('MSA|AR|OWN');
    expect([...(await rows(sql`select state, repeats from inbound_message where control_id = 'OWN' and profile_id is not null`))]).toEqual([
      { state: 'applied', repeats: 0 },
    ]);
  } finally {
    await open.close();
  }
});

test('an own port opens and closes with its settings, takes its own link only, and one that is taken stops no other', async () => {
  const ports = new OwnPorts(product.ctx, (port, profileId) => listen(port, profileId));
  try {
    const spare = await listen(0, null);
    const { port } = spare;
    await spare.close();
    const valmont = await set('LBM-VALMONT', { port });
    const hauterive = await set('LBM-HAUTERIVE', { port: server.port });
    await ports.follow();
    const stands = await rows(sql`select profile_id, state from link_port order by state`);
    expect([...stands]).toEqual([
      { profile_id: hauterive, state: 'in-use' },
      { profile_id: valmont, state: 'listening' },
    ]);
    expect(await send(testMessage({ accessionNumber: '8004', controlId: 'BYOWN' }), port)).toContain('MSA|AA|BYOWN');
    expect(await send(testMessage({ laboratory: 'LBM-CLAIRLIEU', accessionNumber: '8005', controlId: 'OTHERS' }), port)).toContain('MSA|AR|OTHERS');
    await set('LBM-VALMONT', { port: null });
    await ports.follow();
    await expect(send(testMessage({ accessionNumber: '8006', controlId: 'GONE' }), port)).rejects.toMatchObject({ retry: 'safe' });
  } finally {
    await ports.close();
  }
});

test('a closed link takes nothing more, and a message says which version of the profile read it', async () => {
  const [read] = await rows(
    sql`select m.profile_version = p.version - 2 as earlier from inbound_message m join connection_profile p on p.id = m.profile_id where control_id = 'OWN'`,
  );
  expect(read).toEqual({ earlier: true });
  await rows(sql`update connection_profile set is_active = false, version = version + 1 where sending_facility = 'LBM-CLAIRLIEU'`);
  expect(await product.receive(testMessage({ laboratory: 'LBM-CLAIRLIEU', accessionNumber: '8007', controlId: 'SHUT' }))).toContain('MSA|AR|SHUT');
});

test('a socket from elsewhere than the allowed networks is closed before a byte of it is read', async () => {
  const heard: Buffer[] = [];
  const shut = await startMllpServer({
    host: 'localhost',
    port: 0,
    maxFrameBytes: 1000,
    idleTimeoutMs: 10_000,
    maxConnections: 10,
    accepts: () => false,
    onFrame: (bytes) => {
      heard.push(bytes);
      return Promise.resolve(bytes);
    },
  });
  try {
    await expect(send(Buffer.from('MSH'), shut.port, false)).rejects.toMatchObject({ name: 'MllpFault' });
    expect(heard).toEqual([]);
  } finally {
    await shut.close();
  }
});
