import { readFileSync } from 'node:fs';
import { beforeAll, expect, test, vi } from 'vitest';
import type * as AccessModule from '../hl7/access';
import { EXAMPLES, firstCells, INTERFACES } from '../main/testing-examples';
import { explain } from './explain';
import { PROBLEMS } from './problems';
import { GENERIC_SETTINGS } from './profile-settings';
import { SHIPPED_PROFILES } from './profiles/shipped';
import { translated, VALMONT } from './testing';

/** The tables of the integrator's document against the code: every field that is read, every problem that is told, every setting, and nothing else. */
const read = vi.hoisted(() => ({ fields: new Set<string>() }));
vi.mock('../hl7/access', async (original) => {
  const access = await original<typeof AccessModule>();
  const note = (segment: { name: string }, field: number) => read.fields.add(`${segment.name}-${field}`);
  return {
    ...access,
    textOf: (...given: Parameters<typeof access.textOf>) => {
      note(given[1], given[2]);
      return access.textOf(...given);
    },
    repetitionsOf: (...given: Parameters<typeof access.repetitionsOf>) => {
      note(given[1], given[2]);
      return access.repetitionsOf(...given);
    },
  };
});

/** Read outside the translation: MSH of a sender, of an answer and of a sequence; and the delimiters, by the grammar. */
const ELSEWHERE = new Set(['MSH-1', 'MSH-2', 'MSH-3', 'MSH-4', 'MSH-5', 'MSH-6', 'MSH-7', 'MSH-13', 'MSH-15', 'MSH-16', 'MSH-17', 'MSH-18']);
const fieldsNamed = (cells: readonly string[]): string[] =>
  cells.flatMap((cell) => [...cell.matchAll(/\b([A-Z][A-Z0-9]{2})-(\d+)\b/g)].map((match) => `${match[1]}-${match[2]}`));

beforeAll(() => {
  for (const { kind, text } of EXAMPLES)
    if (kind === 'in') for (const message of text.split(/(?<=\r)(?=MSH)/)) if (message.startsWith('MSH')) explain(Buffer.from(message));
  // What is read only where something else is empty.
  translated('MSH|^~\\&|SIL|LBM|R|G|20261121||ORU^R01|1|P|2.5\rPID|1||1^^^A^PI||N^P\rORC|RE|||D1\rOBR|1\rOBX|1|ST|||\rSPM|1', VALMONT);
});

test('every field that is read is in a table, and every field of a table is read', () => {
  const documented = new Set(fieldsNamed([...firstCells(INTERFACES, '### 5.2', '### 5.3'), ...firstCells(INTERFACES, '### 6.2', '### 6.3')]));
  expect([...read.fields].filter((field) => !documented.has(field) && !field.startsWith('Z'))).toEqual([]);
  expect([...documented].filter((field) => !read.fields.has(field) && !ELSEWHERE.has(field))).toEqual([]);
});

test('every problem is in the table, with its answer, place, code and sentence', () => {
  const rows = INTERFACES.split('\n').filter((line) => /^\| (?:`A[AER]`|later) \| `[EWI]` \|/.test(line));
  const told = Object.values(PROBLEMS).map(([severity, segment, field, code, text]) => {
    const place = field === null ? segment : `${segment}-${field}`;
    return [severity, place, code, text].join(' / ');
  });
  const shown = rows.map((row) => {
    const [, , severity = '', place = '', code = '', text = ''] = row.split('|').map((cell) => cell.replaceAll('`', '').trim());
    return [severity, place, code, text].join(' / ');
  });
  expect(new Set(shown)).toEqual(new Set(told));
  expect(shown).toHaveLength(told.length);
  for (const row of rows.filter((each) => !each.startsWith('| later'))) expect(row.startsWith('| `AA`')).toBe(!row.includes('| `E` |'));
});

test('every sentence that the grammar refuses with, and the one of a Relais that cannot store', () => {
  const grammar = readFileSync('server/hl7/grammar.ts', 'utf8');
  const sentences = [...grammar.matchAll(/refuse\([^)]*'([^']+\.)'\)/g)].map((match) => match[1] ?? '');
  expect(sentences.length).toBeGreaterThanOrEqual(6);
  const busy = /text: '([^']+)'/.exec(readFileSync('server/inbound/busy-answer.ts', 'utf8'))?.[1] ?? '';
  for (const sentence of [...sentences, busy]) expect(INTERFACES).toContain(`| ${sentence} |`);
});

test('every setting of a link, every profile that comes along', () => {
  const settings = firstCells(INTERFACES, '### 5.6', '## 6').flatMap((cell) => /^`(\w+)`$/.exec(cell)?.[1] ?? []);
  expect(new Set(settings)).toEqual(new Set(Object.keys(GENERIC_SETTINGS)));
  const profiles = firstCells(INTERFACES, '## 2.', '## 3.').flatMap((cell) => /^`([\w-]+)`$/.exec(cell)?.[1] ?? []);
  expect(new Set(profiles)).toEqual(new Set(SHIPPED_PROFILES.map(({ key }) => key)));
});
