import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAck } from '../hl7/ack';
import { parseMessage } from '../hl7/grammar';
import { openTestProduct, type TestProduct } from '../main/testing';
import { assert } from '../platform/assert';
import type { Context } from '../platform/context';
import { testMessage } from '../simulator/test-message';
import { ReceptionFollowUp } from './follow-reception';
import { receiveFrame } from './receive-frame';
import { Reception } from './reception';
import { sweepInbound } from './sweep';

let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct();
});
afterAll(() => product.end());

const receive = (reception: Reception, bytes: Buffer) =>
  receiveFrame(product.ctx, { bytes, peer: '192.0.2.1', acceptsTests: true }, (part) => reception.receive(part));
const message = (controlId: string, accessionNumber = `R-${controlId}`) => testMessage({ controlId, accessionNumber });

/** A reception over the real database that counts its statements; what follows it is done when it is told to. */
function counted(changes: Partial<Context> = {}) {
  let statements = 0;
  const statement: Context['statement'] = (query) => {
    statements += 1;
    return product.ctx.statement(query);
  };
  const followUp = new ReceptionFollowUp(product.ctx);
  return {
    reception: new Reception({ ...product.ctx, statement, ...changes }, (row, isDoubtful) => followUp.add(row, isDoubtful)),
    statements: () => statements,
    followUp,
  };
}

function codeOf(answer: Buffer | undefined) {
  const parsed = parseMessage(answer?.toString('latin1') ?? '');
  assert(parsed.ok, 'the answer can be parsed');
  const { code, controlId } = readAck(parsed.message);
  return `${code} ${controlId}`;
}

const rowsLike = async (pattern: string) => [
  ...(await product.access.worker.execute<{ id: string; controlId: string; repeats: number; reuses: boolean }>(
    sql`select id, control_id as "controlId", repeats, reuses_control_id as reuses from inbound_message where control_id like ${pattern} order by control_id, arrival`,
  )),
];

describe('messages that come together', () => {
  test('share commits, and each gets its own answer, row, trace and fact', async () => {
    const { reception, statements, followUp } = counted();
    await receive(reception, message('T0'));
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => receive(reception, message(`T1-${index}`))));
    expect(answers.map(([answer]) => codeOf(answer))).toEqual(Array.from({ length: 20 }, (_, index) => `AA T1-${index}`));
    expect(statements()).toBeLessThan(8);
    const rows = await rowsLike('T1-%');
    expect(rows).toHaveLength(20);
    await followUp.finish();
    for (const { id } of rows) {
      const [counts] = await product.access.worker.execute(sql`select
        (select count(*)::int from audit_event where action = 'inbound.receive' and subject_id = ${id}) as traces,
        (select count(*)::int from fact where name = 'message.stored' and subject_id = ${id}) as facts,
        (select count(*)::int from fact_task where handler = 'inbound.apply' and subject_id = ${id}) as tasks`);
      expect(counts).toEqual({ traces: 1, facts: 1, tasks: 1 });
    }
  });

  test('and are the same are one row and one answer', async () => {
    const { reception } = counted();
    const answers = await Promise.all(Array.from({ length: 6 }, () => receive(reception, message('T2'))));
    expect(new Set(answers.map(([answer]) => answer?.toString('hex'))).size).toBe(1);
    expect(await rowsLike('T2')).toMatchObject([{ repeats: 5, reuses: false }]);
  });

  test('and have one number for two contents are both kept, the second alarmed', async () => {
    const { reception } = counted();
    const answers = await Promise.all([receive(reception, message('T3', 'R-1')), receive(reception, message('T3', 'R-2'))]);
    expect(answers.map(([answer]) => codeOf(answer))).toEqual(['AA T3', 'AA T3']);
    expect((await rowsLike('T3')).map(({ reuses }) => reuses)).toEqual([false, true]);
  });

  test('are received one by one when their common statement fails', async () => {
    const { reception } = counted({ statement: () => Promise.reject(new Error('one of them is bad')) });
    const answers = await Promise.all(['T4-1', 'T4-2'].map((id) => receive(reception, message(id))));
    expect(answers.map(([answer]) => codeOf(answer))).toEqual(['AA T4-1', 'AA T4-2']);
    expect(await rowsLike('T4-%')).toHaveLength(2);
  });

  test('are answered nothing when nothing can be stored', async () => {
    const away = () => Promise.reject(new Error('the database is away'));
    const { reception } = counted({ statement: away, transaction: away });
    await expect(receive(reception, message('T5'))).rejects.toThrow('the database is away');
    expect(await rowsLike('T5')).toEqual([]);
  });
});

test('what is remembered of senders is never older than the reception: a profile that changed is read again first', async () => {
  const { reception } = counted();
  await receive(reception, message('T6-1'));
  await product.access.worker.execute(
    sql`update connection_profile set version = version + 1, sending_facility = 'AUTRE' where sending_facility = 'LBM-VALMONT'`,
  );
  await receive(reception, message('T6-2'));
  await product.access.worker.execute(
    sql`update connection_profile set version = version + 1, sending_facility = 'LBM-VALMONT' where sending_facility = 'AUTRE'`,
  );
  const rows = await product.access.worker.execute(
    sql`select m.control_id as id, p.is_generic as generic from inbound_message m join connection_profile p on p.id = m.profile_id where m.control_id like 'T6-%' order by 1`,
  );
  expect([...rows]).toEqual([
    { id: 'T6-1', generic: false },
    { id: 'T6-2', generic: true },
  ]);
});

test('together or alone, the same columns are kept', async () => {
  const { reception } = counted();
  await receive(reception, message('T7-1', 'R-7'));
  const alone = new Reception({ ...product.ctx, statement: () => Promise.reject(new Error('alone')) }, () => undefined);
  await receive(alone, message('T7-2', 'R-7'));
  const rows = await product.access.worker.execute(sql`select * from inbound_message where control_id like 'T7-%' order by arrival`);
  const kept = [...rows].map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, ['id', 'arrival', 'control_id', 'bytes_hash', 'raw', 'answer'].includes(name) ? typeof value : value]),
    ),
  );
  expect(kept[0]).toEqual(kept[1]);
});

test('a message that is received alone never overtakes one that was stored before it and is not followed yet', async () => {
  const followUp = new ReceptionFollowUp(product.ctx);
  let isAlone = false;
  const statement: Context['statement'] = (query) => (isAlone ? Promise.reject(new Error('alone')) : product.ctx.statement(query));
  const reception = new Reception(
    { ...product.ctx, statement },
    (row, isDoubtful) => followUp.add(row, isDoubtful),
    () => followUp.caughtUp(),
  );
  await receive(reception, message('T17-1', 'R-17'));
  isAlone = true;
  await receive(reception, message('T17-2', 'R-17'));
  await followUp.finish();
  const told = await product.access.worker.execute(
    sql`select m.control_id as id from fact_task t join inbound_message m on m.id = t.subject_id where m.control_id like 'T17-%' order by t.id`,
  );
  expect([...told]).toEqual([{ id: 'T17-1' }, { id: 'T17-2' }]);
});

test('a message is not received alone while what was stored before it cannot be followed', async () => {
  const away: Context['statement'] = () => Promise.reject(new Error('away'));
  const followUp = new ReceptionFollowUp({ ...product.ctx, statement: away, transaction: () => Promise.reject(new Error('away')) });
  const stored = new Reception(product.ctx, (row) => followUp.add(row));
  await receive(stored, message('T18-1', 'R-18'));
  const reception = new Reception(
    { ...product.ctx, statement: away },
    () => undefined,
    () => followUp.caughtUp(),
  );
  await expect(receive(reception, message('T18-2', 'R-18'))).rejects.toThrow('Error');
  expect(await rowsLike('T18-2')).toEqual([]);
});

describe('a process that dies between the answer and what follows it', () => {
  const followed = async (controlId: string) => {
    const [counts] = await product.access.worker.execute(sql`select
      (select count(*)::int from audit_event where action = 'inbound.receive' and subject_id = m.id::text) as traces,
      (select count(*)::int from fact_task where handler = 'inbound.apply' and subject_id = m.id) as tasks
      from inbound_message m where control_id = ${controlId}`);
    return counts;
  };

  test('leaves a message that is stored; the sweeper gives it its trace and its task, once', async () => {
    const reception = new Reception(product.ctx, () => undefined);
    const [answer] = await receive(reception, message('T8'));
    expect(codeOf(answer)).toBe('AA T8');
    expect(await followed('T8')).toEqual({ traces: 0, tasks: 0 });
    await sweepInbound(product.ctx, 0);
    await sweepInbound(product.ctx, 0);
    expect(await followed('T8')).toEqual({ traces: 1, tasks: 1 });
  });

  test('is not taken for dead while it is at it', async () => {
    const reception = new Reception(product.ctx, () => undefined);
    await receive(reception, message('T9'));
    await sweepInbound(product.ctx);
    expect(await followed('T9')).toEqual({ traces: 0, tasks: 0 });
  });

  test('and one whose database was away for a moment follows what it stored later', async () => {
    let isAway = true;
    const statement: Context['statement'] = (query) => (isAway ? Promise.reject(new Error('away')) : product.ctx.statement(query));
    const followUp = new ReceptionFollowUp({ ...product.ctx, statement });
    await receive(new Reception(product.ctx, (row, isDoubtful) => followUp.add(row, isDoubtful)), message('T10'));
    await followUp.finish();
    expect(await followed('T10')).toEqual({ traces: 0, tasks: 0 });
    isAway = false;
    await followUp.finish();
    expect(await followed('T10')).toEqual({ traces: 1, tasks: 1 });
  });

  test('and one that did not hear that its database had done it does it once', async () => {
    let isHeard = false;
    const statement: Context['statement'] = async (query) => {
      const rows = await product.ctx.statement<never>(query);
      if (!isHeard) throw new Error('the connection was lost');
      return rows;
    };
    const followUp = new ReceptionFollowUp({ ...product.ctx, statement });
    const reception = new Reception(product.ctx, (row, isDoubtful) => followUp.add(row, isDoubtful));
    await receive(reception, message('T11'));
    await followUp.finish();
    isHeard = true;
    await receive(reception, message('T12'));
    await followUp.finish();
    expect(await followed('T11')).toEqual({ traces: 1, tasks: 1 });
    expect(await followed('T12')).toEqual({ traces: 1, tasks: 1 });
  });

  test('and one that did not hear that its message was stored follows it when it comes again, before the next one', async () => {
    const followUp = new ReceptionFollowUp(product.ctx);
    let isHeard = false;
    const statement: Context['statement'] = async (query) => {
      const rows = await product.ctx.statement<never>(query);
      if (!isHeard) throw new Error('the connection was lost');
      return rows;
    };
    const transaction: Context['transaction'] = (work) => (isHeard || isFirst ? product.ctx.transaction(work) : Promise.reject(new Error('away')));
    let isFirst = true;
    const reception = new Reception(
      { ...product.ctx, statement, transaction: (work) => transaction(work).finally(() => (isFirst = false)) },
      (row, isDoubtful) => followUp.add(row, isDoubtful),
    );
    await expect(receive(reception, message('T15', 'R-15'))).rejects.toThrow('away');
    isHeard = true;
    const answers = [await receive(reception, message('T15', 'R-15')), await receive(reception, message('T16', 'R-15'))];
    expect(answers.map(([answer]) => codeOf(answer))).toEqual(['AA T15', 'AA T16']);
    await followUp.finish();
    const told = await product.access.worker.execute(
      sql`select m.control_id as id from fact_task t join inbound_message m on m.id = t.subject_id where m.control_id in ('T15', 'T16') order by t.id`,
    );
    expect([...told]).toEqual([{ id: 'T15' }, { id: 'T16' }]);
    await receive(reception, message('T16', 'R-15'));
    await followUp.finish();
    expect(await followed('T15')).toEqual({ traces: 1, tasks: 1 });
    expect(await followed('T16')).toEqual({ traces: 1, tasks: 1 });
  });

  test('and one that was held up until the sweeper had done it does nothing more', async () => {
    const followUp = new ReceptionFollowUp(product.ctx);
    await receive(new Reception(product.ctx, (row, isDoubtful) => followUp.add(row, isDoubtful)), message('T13'));
    product.clock.pass(11_000);
    await sweepInbound(product.ctx);
    await followUp.finish();
    expect(await followed('T13')).toEqual({ traces: 1, tasks: 1 });
  });

  test('and a task that got lost is made again without a second trace', async () => {
    const followUp = new ReceptionFollowUp(product.ctx);
    await receive(new Reception(product.ctx, (row, isDoubtful) => followUp.add(row, isDoubtful)), message('T14'));
    await followUp.finish();
    await product.access.worker.execute(sql`delete from fact_task where subject_id = (select id from inbound_message where control_id = 'T14')`);
    await sweepInbound(product.ctx, 0);
    expect(await followed('T14')).toEqual({ traces: 1, tasks: 1 });
  });
});
