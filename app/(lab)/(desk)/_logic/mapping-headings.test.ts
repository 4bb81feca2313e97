import { expect, test } from 'vitest';
import { MAPPING_HEADINGS, withoutHeadings } from './mapping-headings';

const line = (...cells: string[]) => ({ cells });

test('headings are left out, also in capitals; a file that begins with a correspondence loses none', () => {
  const first = line('K', '', '2823-3', 'Potassium', '');
  expect(withoutHeadings([line(...MAPPING_HEADINGS), first])).toEqual([first]);
  expect(withoutHeadings([line('REÇU', 'POUR', 'CORRESPOND À'), first])).toEqual([first]);
  expect(withoutHeadings([first, first])).toEqual([first, first]);
  expect(withoutHeadings([line('Reçu', '', '2823-3'), first])).toHaveLength(2);
});
