import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readAck } from '../hl7/ack';
import { parseMessage } from '../hl7/grammar';
import { openTestProduct, type TestProduct } from '../main/testing';
import { EXAMPLES, type Example } from '../main/testing-examples';
import { MOVEMENT_EVENTS } from '../patient/types';
import { assert } from '../platform/assert';
import { explain } from './explain';
import { GENERIC, profileFromFile } from './explain-profile';
import { receiveFrame } from './receive-frame';
import { personIn, verdictOn, wardOf } from './testing-verdict';
import { BEDSIDE_EVENT } from './types';

/**
 * The integrator's document played through, in its order, on one product: every message that it shows coming in is answered as it says, understood as it
 * says, and does what it says.
 */
let product: TestProduct;
/** What was answered, by the number of the message. */
const answers = new Map<string, string[]>();
/** In which ward a patient was left by the messages so far. */
const laid = new Map<string, string | null>();
beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  product = await openTestProduct();
});
afterAll(() => product.end());

const INBOUND = EXAMPLES.filter(({ kind }) => kind === 'in');
const typesIn = ({ text }: Example): string[] => text.split('\r').flatMap((line) => (line.startsWith('MSH|') ? [line.split('|')[8] ?? ''] : []));
const fieldsIn = (segment: string, field: number): string[] =>
  INBOUND.flatMap(({ text }) => text.split('\r').flatMap((line) => (line.startsWith(`${segment}|`) ? [line.split('|')[field] ?? ''] : [])));
const nameOf = ({ controlIds }: Example): string => controlIds.join(', ');

/** « AA, W 102 OBX-5 »: code and problems of an answer, in the document's words. */
function saidIn(answer: string): string {
  const parsed = parseMessage(answer);
  assert(parsed.ok, 'an answer can be read');
  const { code, problems } = readAck(parsed.message);
  return [code, ...problems.map((told) => `${told.severity} ${told.code} ${told.segment}${told.field === null ? '' : `-${told.field}`}`)].join(', ');
}
const promisedBy = ({ verdict }: Example): string[] =>
  (/^((?:`[^`]+`(?:, then |, )?)+)/.exec(verdict)?.[1] ?? '')
    .split(', then ')
    .map((part) => [...part.matchAll(/`([^`]+)`/g)].map((match) => match[1]).join(', '));

const bytesOf = (text: string): Buffer => Buffer.from(text, text.includes('|8859/1') ? 'latin1' : 'utf8');

async function receive({ text, words }: Example): Promise<string[]> {
  if (words.includes('as-asked')) await setAcknowledgement('as-asked');
  const told = await receiveFrame(product.ctx, {
    bytes: Buffer.from(text, text.includes('|8859/1') ? 'latin1' : 'utf8'),
    peer: '192.0.2.1',
    acceptsTests: true,
  });
  if (words.includes('as-asked')) await setAcknowledgement('original');
  await product.settle();
  return told.map((answer) => answer.toString(answer.includes('|8859/1') ? 'latin1' : 'utf8'));
}
const setAcknowledgement = (mode: string) =>
  product.access.worker.execute(
    sql`update connection_profile set settings = settings || jsonb_build_object('acknowledgement', ${mode}::text), version = version + 1 where sending_facility = 'LBM-VALMONT'`,
  );

describe('every message that the document shows coming in', () => {
  test.each(INBOUND.map((example) => [nameOf(example), example] as const))(
    '%s is answered as the document says, and does what it says',
    async (_name, example) => {
      const told = await receive(example);
      for (const [index, controlId] of example.controlIds.entries())
        answers.set(controlId, example.controlIds.length === 1 ? told : told.slice(index, index + 1));
      expect(told.map(saidIn)).toEqual(promisedBy(example));
      const person = personIn(example.text);
      const { promised, seen } = await verdictOn(product, example, laid.get(person) ?? null);
      expect(seen).toEqual(promised);
      laid.set(person, await wardOf(product, person));
      const understood = understoodOf(example);
      expect(understood.said).toMatchObject(understood.promised as object);
    },
  );

  test('the answers that the document shows are those that were given', () => {
    const shown = EXAMPLES.filter(({ kind }) => kind === 'answer');
    expect(shown.length).toBeGreaterThanOrEqual(4);
    for (const { text, words } of shown) expect((answers.get(words[0] ?? '') ?? []).map(withoutOwnNumber)).toEqual([withoutOwnNumber(text)]);
  });
});

/** MSH-10 of an answer is Relais's own. */
const withoutOwnNumber = (answer: string): string => answer.replace(/(?<=\|)[0-9a-fC][0-9a-f]{19}(?=\|P\|)/, '…');

/** What `explain` says of it by the profile that the document shows, beside what the document says that it says. */
function understoodOf({ text, understood, profile }: Example): { said: unknown; promised: unknown } {
  const read = profile === null ? { ok: true as const, profile: GENERIC } : profileFromFile(profile);
  assert(read.ok, 'the profile can be read');
  const [said] = explain(bytesOf(text), read.profile);
  return { said: said?.dossiers, promised: understood ?? {} };
}

describe('nothing is taken that the document does not show', () => {
  test('every block with a message says what it is', () => {
    expect(EXAMPLES.filter(({ kind }) => kind === 'unmarked').map(nameOf)).toEqual([]);
  });

  test('every event of an admission system, and results', () => {
    const shown = new Set(INBOUND.flatMap(typesIn).map((type) => type.split('^').slice(0, 2).join('^')));
    for (const event of MOVEMENT_EVENTS) expect(shown).toContain(`ADT^${event}`);
    for (const event of ['R01', BEDSIDE_EVENT]) expect(shown).toContain(`ORU^${event}`);
  });

  test('every status of table 0085', () => {
    const shown = new Set(fieldsIn('OBX', 11));
    for (const status of ['R', 'P', 'S', 'F', 'C', 'I', 'O', 'X', 'D', 'W', 'N']) expect(shown).toContain(status);
  });

  test('every value type that the translation tells apart', () => {
    const source = readFileSync('server/inbound/translate/value.ts', 'utf8');
    const known = [...source.matchAll(/^ {4}case '([A-Z]+)':/gm)].map((match) => match[1]);
    expect(known.length).toBeGreaterThan(25);
    const shown = new Set(fieldsIn('OBX', 2));
    for (const type of [...known, 'ST', 'TX', 'FT']) expect(shown).toContain(type);
  });
});

test('a message that the link asks to be told of twice, and that is wrong, is told of twice', async () => {
  const example = INBOUND.find(({ words }) => words.includes('as-asked'));
  assert(example, 'the document shows one');
  const told = await receive({ ...example, text: example.text.replace('VAL77', 'VAL78').replace(/PID[^\r]*\r/, '') });
  expect(told.map(saidIn)).toEqual(['CA, E 100 PID', 'AE, E 100 PID']);
});
