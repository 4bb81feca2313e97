export interface SortOrder {
  key: string;
  direction: 'ascending' | 'descending';
}

const words = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' });

/** Sorts by one value without touching the rows given; what is missing comes last in both directions. */
export function sortedRows<Row>(rows: readonly Row[], by: (row: Row) => number | string | null, direction: SortOrder['direction']): Row[] {
  const turn = direction === 'ascending' ? 1 : -1;
  return [...rows].sort((one, other) => {
    const [left, right] = [by(one), by(other)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === 'number' && typeof right === 'number') return turn * (left - right);
    return turn * words.compare(String(left), String(right));
  });
}

/** What a press on a heading asks for: ascending first, then the other way round. */
export function nextOrder(current: SortOrder | null, key: string): SortOrder {
  const turned = current?.key === key && current.direction === 'ascending';
  return { key, direction: turned ? 'descending' : 'ascending' };
}
