export type CsvCell = string | number | null;

/**
 * Writes rows as a CSV that a French spreadsheet opens right: semicolons, decimal comma, CRLF, UTF-8 with its mark. A text that
 * a spreadsheet would run as a formula gets an apostrophe in front (OWASP « CSV injection »).
 */
export function csvOf(rows: readonly (readonly CsvCell[])[]): string {
  return `\ufeff${rows.map((row) => row.map(cellOf).join(';')).join('\r\n')}\r\n`;
}

function cellOf(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell).replace('.', ',');
  const safe = /^[\s\u200b]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20|]/.test(cell) ? `'${cell}` : cell;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
