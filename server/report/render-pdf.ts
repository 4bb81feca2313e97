import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFHexString, PDFName, PDFRawStream, type PDFRef } from 'pdf-lib';
import { type Canvas, newCanvas } from './pdf/canvas';
import { closingGroups } from './pdf/closing';
import { embedFace } from './pdf/embed-face';
import type { Face } from './pdf/face';
import { paginate } from './pdf/flow';
import { identityGroups } from './pdf/identity';
import { letterheadGroups } from './pdf/letterhead';
import { PAGE } from './pdf/look';
import { resultGroups } from './pdf/results';
import { drawRunning, measureRunning } from './pdf/running';
import { drawTestWatermark } from './pdf/watermark';
import type { ReportContent } from './types';

/**
 * Prints the whole content, nothing of it shortened, as an A4 PDF; the same content always gives the same bytes.
 *
 * Text is real text in embedded fonts. There is no script, no action, no link and no attachment, and every object is
 * written in the open (no object streams) so that a seal can be added.
 * @see CSP R6222-3, D6211-2, D6211-3 and ISO 15189:2022 7.4.1.6
 */
export async function renderReportPdf(content: ReportContent): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const faces = new Map<Face, string>();
  const canvases = drawPages(content, faces);
  const fonts = Object.fromEntries([...faces].map(([face, name]) => [name, embedFace(document.context, face)]));
  for (const canvas of canvases) addPage(document, canvas, fonts);
  describe(document, content);
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false, objectsPerTick: Number.POSITIVE_INFINITY });
}

function drawPages(content: ReportContent, faces: Map<Face, string>): Canvas[] {
  const running = measureRunning(content);
  const groups = [...letterheadGroups(content), ...identityGroups(content), ...resultGroups(content), ...closingGroups(content)];
  const pages = paginate(groups, { firstTop: running.firstTop, nextTop: running.nextTop, bottom: running.footerTop - 8 });
  return pages.map((placed, index) => {
    const canvas = newCanvas(PAGE.height, faces);
    if (content.isTest) drawTestWatermark(canvas);
    for (const { band, top } of placed) band.draw(canvas, top);
    drawRunning(canvas, content, running, index + 1, pages.length);
    return canvas;
  });
}

function addPage(document: PDFDocument, canvas: Canvas, fonts: Record<string, PDFRef>): void {
  const { context } = document;
  const page = document.addPage([PAGE.width, PAGE.height]);
  const bytes = deflateSync(Buffer.from(canvas.operators.join('\n'), 'latin1'));
  const stream = PDFRawStream.of(context.obj({ Filter: 'FlateDecode', Length: bytes.length }), bytes);
  page.node.set(PDFName.of('Contents'), context.register(stream));
  page.node.set(PDFName.of('Resources'), context.obj({ Font: fonts }));
}

/** No patient data here: mail programs and file managers show the title of a document they never open. */
function describe(document: PDFDocument, content: ReportContent): void {
  document.setTitle(`Compte rendu ${content.accessionNumber}, version ${content.version}`, { showInWindowTitleBar: true });
  document.setAuthor(content.laboratory.name);
  document.setProducer('Relais');
  document.setLanguage('fr-FR');
  const issuedAt = new Date(content.issuedAt);
  if (!Number.isNaN(issuedAt.getTime())) {
    document.setCreationDate(issuedAt);
    document.setModificationDate(issuedAt);
  }
  const { context } = document;
  const identity = PDFHexString.of(createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32));
  context.trailerInfo.ID = context.obj([identity, identity]);
  document.catalog.set(PDFName.of('Version'), PDFName.of('1.7'));
  document.catalog.set(PDFName.of('PageMode'), PDFName.of('UseNone'));
}
