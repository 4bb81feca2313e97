/**
 * Reads a CSV as people's spreadsheets write it: semicolons or commas (whichever the first line has more of), quotes, line breaks inside quotes, with or without
 * the mark of UTF-8. Answers rows of cells; empty lines are left out. What a formula-safe export put an apostrophe before comes back without it.
 */
export function readCsv(text: string): { line: number; cells: string[] }[] {
  const clean = text.replace(/^\ufeff/, '');
  const first = clean.slice(0, clean.search(/[\r\n]|$/));
  const separator = count(first, ';') >= count(first, ',') ? ';' : ',';
  const rows: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let line = 1;
  let begun = 1;
  const endCell = () => {
    cells.push(cell.replace(/^'(?=[\s]*[=+\-@])/, ''));
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (cells.some((value) => value.trim() !== '')) rows.push({ line: begun, cells });
    cells = [];
  };
  for (let index = 0; index < clean.length; index += 1) {
    const letter = clean.charAt(index);
    if (letter === '\n') line += 1;
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (clean.charAt(index + 1) === '"') {
        cell += '"';
        index += 1;
      } else isQuoted = false;
    } else if (letter === '"' && cell === '') isQuoted = true;
    else if (letter === separator) endCell();
    else if (letter === '\n') {
      endRow();
      begun = line;
    } else if (letter !== '\r') cell += letter;
  }
  endRow();
  return rows;
}

/** What Windows-1252 puts where ISO 8859-1 has control characters; some engines read it as the latter. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Bytes as text: UTF-8 when they are, else Windows-1252, which a French spreadsheet still writes. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return [...bytes].map((byte) => (byte >= 0x80 && byte < 0xa0 ? WINDOWS.charAt(byte - 0x80) : String.fromCharCode(byte))).join('');
  }
}

const count = (text: string, letter: string): number => text.split(letter).length - 1;
