import { deflateSync } from 'node:zlib';
import { PDFDict, PDFDocument, PDFName, PDFRawStream, type PDFRef } from 'pdf-lib';
import { type Canvas, drawLine, fillRectangle, newCanvas } from './pdf/canvas';
import { embedFace } from './pdf/embed-face';
import type { Face } from './pdf/face';
import { CRITICAL, PAGE, TEXT_WIDTH, WHITE } from './pdf/look';
import { fitLine } from './pdf/text';
import { drawWatermark } from './pdf/watermark';

const STYLE = { weight: 'bold', size: 10, colour: WHITE } as const;

/** What a copy of a report says of itself when it no longer is what stands. */
export interface PdfMark {
  /** Across every page, behind the text. */
  word: string;
  /** On top of every page, as text. */
  sentence: string;
}

/**
 * Answers a copy of a released PDF that says on every page that it no longer holds. What was released is kept as it was: the mark is on the copy alone,
 * whose hash is not that of the release.
 * @see GBUI VIII-3d; ISO 15189:2022 7.4.1.8
 */
export async function markPdf(pdf: Uint8Array, mark: PdfMark): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const { context } = document;
  const faces = new Map<Face, string>();
  const [behind, above] = [newCanvas(PAGE.height, faces, 'M'), newCanvas(PAGE.height, faces, 'M')];
  drawWatermark(behind, mark.word);
  drawBand(above, mark.sentence);
  const fonts = [...faces].map(([face, name]) => [name, embedFace(context, face)] as const);
  const streams = [behind, above].map((canvas) => context.register(streamOf(document, canvas)));
  for (const page of document.getPages()) {
    const [under, over] = streams as [PDFRef, PDFRef];
    page.node.set(PDFName.of('Contents'), context.obj([under, page.node.get(PDFName.of('Contents')), over]));
    const known = page.node.Resources()?.lookup(PDFName.of('Font'), PDFDict);
    for (const [name, font] of fonts) known?.set(PDFName.of(name), font);
  }
  document.setTitle(`${document.getTitle() ?? 'Compte rendu'} (${mark.word.toLowerCase()})`, { showInWindowTitleBar: true });
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}

function drawBand(canvas: Canvas, sentence: string): void {
  fillRectangle(canvas, 0, 6, PAGE.width, 20, CRITICAL);
  drawLine(canvas, fitLine([{ text: sentence, style: STYLE }], TEXT_WIDTH), PAGE.left, 20);
}

function streamOf({ context }: PDFDocument, canvas: Canvas): PDFRawStream {
  const bytes = deflateSync(Buffer.from(canvas.operators.join('\n'), 'latin1'));
  return PDFRawStream.of(context.obj({ Filter: 'FlateDecode', Length: bytes.length }), bytes);
}
