import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { csvOf } from '../../../_text/csv';
import { COLUMNS, readImportFile, templateRows } from './import-file';
import { importReason, periodWords, placeWords } from './user-words';

const at = (text: string) => new Date(text);

describe('a right', () => {
  test('is told with its last day, not with the midnight after it', () => {
    const right = { validFrom: at('2026-11-30T23:00:00Z'), validTo: at('2026-12-31T23:00:00Z'), revokedAt: null, standing: 'later' as const };
    expect(periodWords(right)).toBe('du 01/12/2026 au 31/12/2026');
    expect(periodWords({ ...right, validTo: null })).toBe('à partir du 01/12/2026');
    expect(periodWords({ ...right, validTo: null, standing: 'now' })).toBe('depuis le 01/12/2026');
    expect(periodWords({ ...right, revokedAt: at('2026-11-20T10:00:00Z') })).toBe('prévu le 01/12/2026, annulé le 20/11/2026');
  });
  test('is told with its place', () => {
    const places = { sites: [{ id: 's', name: 'Valmont' }], wards: [{ id: 'w', code: 'URG', name: 'Urgences', entity: 'CH de Valmont' }] };
    expect(placeWords({ siteId: 's', wardId: null }, places)).toBe('Valmont');
    expect(placeWords({ siteId: null, wardId: 'w' }, places)).toBe('Urgences (URG), CH de Valmont');
    expect(placeWords({ siteId: null, wardId: null }, places)).toBe('');
  });
});

describe('a file', () => {
  test('made from the template is read, by its headings in any order', () => {
    expect(readImportFile(csvOf(templateRows()))).toMatchObject({
      rows: [{ row: 2, login: 'l.nouvelle', site: 'Valmont' }, { row: 3 }, { row: 4, ward: 'MED3B' }],
    });
    const turned = templateRows().map((cells) => cells.toReversed());
    expect(readImportFile(csvOf(turned))).toEqual(readImportFile(csvOf(templateRows())));
  });
  test.each([
    ['', 'vide'],
    ['a;b\n1;2', 'colonnes'],
    [`${COLUMNS.map(({ heading }) => heading).join(';')}\n`, 'titres'],
    [`${COLUMNS.map(({ heading }) => heading).join(';')}\n${'x;;;;;;;;;;;\n'.repeat(301)}`, 'plusieurs fois'],
  ])('that cannot be read says why', (text, word) => expect(JSON.stringify(readImportFile(text))).toContain(word));
});

describe('why a line is refused', () => {
  const sources = ['server/access/import-rules.ts', 'server/access/rights-rules.ts', 'server/api/users-import-rules.ts']
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const codes = [...sources.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map((found) => found[1] ?? '').filter((code) => !code.startsWith('to-'));
  test('is looked for in the sources', () => expect(new Set(codes).size).toBeGreaterThan(15));
  test.each([...new Set(codes)])('%s has its French sentence', (code) => {
    expect(importReason(code)).not.toBe(importReason('no-such-code'));
    expect(importReason(code)).toMatch(/\.$/);
  });
});
