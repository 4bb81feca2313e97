/** The first line of an exported table of correspondences. */
export const MAPPING_HEADINGS = ['Reçu', 'Pour', 'Correspond à', 'Libellé', 'Chapitre'] as const;

/** Leaves out a first line of headings, and only that: a file that begins with a correspondence loses none. */
export function withoutHeadings<Row extends { cells: readonly string[] }>(rows: readonly Row[]): Row[] {
  const plain = (text: string | undefined) => (text ?? '').trim().toLowerCase();
  const isHeading = (row: Row) => plain(row.cells[0]) === plain(MAPPING_HEADINGS[0]) && plain(row.cells[2]) === plain(MAPPING_HEADINGS[2]);
  return rows.filter((row, index) => index > 0 || !isHeading(row));
}
