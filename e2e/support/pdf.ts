import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';

/**
 * Presses what brings a PDF, in a tab of its own or as a file to keep, and answers the document's bytes. Its address works once, and a browser without
 * windows downloads what it cannot show: the bytes are taken on their way.
 */
export async function pdfBehind(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const context = page.context();
  const documents: Buffer[] = [];
  await context.route('**/api/reports/**', async (route) => {
    const response = await route.fetch();
    if (response.ok() && response.headers()['content-type'] === 'application/pdf') documents.push(await response.body());
    await route.fulfill({ response });
  });
  await press();
  await expect.poll(() => documents.length, { message: 'a PDF came' }).toBe(1);
  for (const tab of context.pages()) if (tab !== page) await tab.close();
  await context.unroute('**/api/reports/**');
  return documents[0] ?? Buffer.alloc(0);
}

/** What a reader of the PDF reads, by poppler; fails on bytes that are no PDF. */
export function textOfPdf(bytes: Buffer): string {
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  const directory = mkdtempSync(join(tmpdir(), 'relais-pdf-'));
  try {
    const file = join(directory, 'report.pdf');
    writeFileSync(file, bytes);
    const { status, stdout, stderr } = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    return stdout;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
