import { type AnyProcedure, TRPCError } from '@trpc/server';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect } from '../../db/client';
import { createApiContext } from '../api/context';
import { refusalIn } from '../api/refusal';
import { appRouter, createCaller } from '../api/root';
import { type Line, TABLE } from './authorization-table';
import { makeWorld, PERSONS, type Person, type SideName, type World } from './testing-world';

/**
 * Every procedure × every role and state of a session × own and other side. The list of procedures comes from the router, what is expected from the reviewed
 * table; a procedure without a line fails, and every cell is run, the allowed ones too (threats.md 1).
 */
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, AnyProcedure>).map(([path, procedure]) => ({
  path,
  type: (procedure._def as unknown as { type: string }).type,
}));

test('every procedure has its line in the table, and every line its procedure', () => {
  expect(Object.keys(TABLE).toSorted()).toEqual(procedures.map(({ path }) => path).toSorted());
});

/** A database of its own, as the web server sees it. */
interface Copy {
  db: ReturnType<typeof connect>['db'];
  end(): Promise<void>;
}

let world: World;
/** For questions that change nothing. */
let calm: Copy;

async function copyOfWorld(): Promise<Copy> {
  const database = await world.database.clone();
  const connection = connect(database.webUrl, { max: 4, applicationName: 'matrix' });
  const end = async () => {
    await connection.close();
    await database.drop();
  };
  return { db: connection.db, end };
}

beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  world = await makeWorld();
  calm = await copyOfWorld();
});
afterAll(async () => {
  await calm.end();
  await world.database.drop();
});
beforeEach(() => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  // As a real installation: what a demonstration opens to everybody is closed.
  vi.stubEnv('RELAIS_DEMO', '0');
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3999');
});

const changes = (path: string): boolean => procedures.find((procedure) => procedure.path === path)?.type !== 'query';

const DOORS = new Set(['not-found', 'session-expired', 'session-taken']);

interface Answer {
  /** `open`, or the code of the refusal. */
  code: string;
  text: string;
}

async function ask(copy: Copy, path: string, line: Line, person: Person, side: SideName): Promise<Answer> {
  const api = createApiContext({ headers: world.headers[person], db: copy.db, now: () => world.now });
  const caller: unknown = createCaller(api);
  const call = path.split('.').reduce<unknown>((step, name) => (step as Record<string, unknown>)[name], caller) as (input: unknown) => Promise<unknown>;
  try {
    const answer = await call(line.input?.(world[side], world));
    return { code: 'open', text: textOf(answer) };
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    return { code: refusalIn(error)?.code ?? `defect ${error.code} ${error.message.slice(0, 400)}`, text: '' };
  }
}

/** A stream of events is opened and not followed. */
const textOf = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer ? 'stream' : (JSON.stringify(answer) ?? '');

describe.each(Object.entries(TABLE))('%s', (path, line) => {
  const sides: readonly SideName[] = line.hasNoSide ? ['own'] : ['own', 'other'];

  test.each(sides)('opens on the %s side to whom the table says, and to nobody else', async (side) => {
    const opens = side === 'own' ? line.own : (line.other ?? []);
    let copy = changes(path) ? await copyOfWorld() : calm;
    const wrong: string[] = [];
    for (const person of PERSONS.filter((one) => !opens.includes(one))) {
      const { code } = await ask(copy, path, line, person, side);
      if (!DOORS.has(code)) wrong.push(`${person}: ${code}`);
    }
    for (const [index, person] of opens.entries()) {
      if (line.isOnce && index > 0) {
        await copy.end();
        copy = await copyOfWorld();
      }
      const { code, text } = await ask(copy, path, line, person, side);
      if (code !== (line.ends ?? 'open')) wrong.push(`${person} should be let in: ${code}`);
      if (!line.seesAll?.includes(person) && isOfOtherSide(text)) wrong.push(`${person} learns of the other side`);
    }
    if (copy !== calm) await copy.end();
    expect(wrong).toEqual([]);
  });
});

/** What is told to somebody at home must hold nothing that lies on the other side. */
const isOfOtherSide = (text: string): boolean =>
  [world.other.familyName, world.other.accessionNumber, world.other.waitingAccessionNumber, world.other.patientId, world.other.reportId].some((mark) =>
    text.includes(mark),
  );
