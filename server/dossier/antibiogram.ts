import { type Category, plain } from './susceptibility';

export interface AntibiogramOrganism {
  name: string;
  quantity: string | null;
  comment: string | null;
  /** The result that names it; null when only its children do. */
  observationId: string | null;
}

export interface AntibiogramCell {
  category: Category | null;
  /** Minimum inhibitory concentration with its comparator and unit, as shown. */
  mic: string | null;
  /** Diameter of the zone of a disk. */
  zone: string | null;
  method: string | null;
  /** Every result that the cell is made of. */
  observationIds: string[];
}

/** Organisms as columns, antibiotics as rows; a cell for each organism, null where it was not tested. */
export interface Antibiogram {
  /** The request under which the table stands. */
  requestId: string;
  organisms: AntibiogramOrganism[];
  rows: { antibiotic: string; cells: (AntibiogramCell | null)[] }[];
}

/** One result of susceptibility, with where it belongs. */
export interface Tested {
  requestId: string;
  /** The culture: all its organisms share one table. */
  rootId: string;
  antibiotic: string;
  organism: AntibiogramOrganism;
  cell: AntibiogramCell;
}

/** One table a culture, in the order of the results. Two results for one cell are joined when they complete each other; else the second gets a row of its own. */
export function antibiogramsOf(tested: readonly Tested[]): Antibiogram[] {
  const tables = new Map<string, Antibiogram>();
  for (const { requestId, rootId, antibiotic, organism, cell } of tested) {
    const table = tables.get(rootId) ?? { requestId, organisms: [], rows: [] };
    tables.set(rootId, table);
    const column = columnFor(table, organism);
    const row = table.rows.find((known) => keyOf(known.antibiotic) === keyOf(antibiotic) && joined(known.cells[column] ?? null, cell) !== null);
    if (row) row.cells[column] = joined(row.cells[column] ?? null, cell);
    else table.rows.push({ antibiotic, cells: [...Array.from<null>({ length: column }).fill(null), cell] });
  }
  return [...tables.values()].map((table) => ({
    ...table,
    rows: table.rows.map(({ antibiotic, cells }) => ({ antibiotic, cells: table.organisms.map((_, index) => cells[index] ?? null) })),
  }));
}

function columnFor(table: Antibiogram, organism: AntibiogramOrganism): number {
  const known = table.organisms.findIndex((other) => other.observationId === organism.observationId && other.name === organism.name);
  return known === -1 ? table.organisms.push(organism) - 1 : known;
}

/** Null when both say the same kind of thing: neither may hide the other. */
function joined(known: AntibiogramCell | null, cell: AntibiogramCell): AntibiogramCell | null {
  if (known === null) return cell;
  if ((known.category && cell.category) || (known.mic && cell.mic) || (known.zone && cell.zone)) return null;
  if (known.method && cell.method && known.method !== cell.method) return null;
  return {
    category: known.category ?? cell.category,
    mic: known.mic ?? cell.mic,
    zone: known.zone ?? cell.zone,
    method: known.method ?? cell.method,
    observationIds: [...known.observationIds, ...cell.observationIds],
  };
}

const keyOf = (antibiotic: string): string => plain(antibiotic).replace(/[^a-z0-9]/g, '');
