import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Reads a PDF as other programs see it (poppler-utils): the text of each page, as it stands on the page. */
export function pageTexts(pdf: Uint8Array, mode: 'layout' | 'raw' = 'layout'): string[] {
  const text = execFileSync('pdftotext', [`-${mode}`, '-enc', 'UTF-8', '-', '-'], { input: pdf, maxBuffer: 1 << 28 }).toString('utf8');
  return text
    .split('\f')
    .slice(0, -1)
    .map((page) => page.replace(/\u00a0/g, ' '));
}

export function pageCount(pdf: Uint8Array): number {
  const info = execFileSync('pdfinfo', ['-'], { input: pdf }).toString('utf8');
  return Number(/^Pages:\s+(\d+)$/m.exec(info)?.[1]);
}

/** Whitespace of any kind as one space: where a line broke says nothing. */
export function flat(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** Runs `qpdf` over the bytes; throws with its report when it finds anything wrong. */
export function qpdf(pdf: Uint8Array, ...options: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'relais-pdf-'));
  try {
    const file = join(folder, 'report.pdf');
    writeFileSync(file, pdf);
    return execFileSync('qpdf', [...options, file], { maxBuffer: 1 << 28 }).toString('latin1');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
