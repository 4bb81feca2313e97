import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import type { Announced } from './announced-in';
import { announcementSpans } from './pdf/announcement';
import { drawLine, newCanvas } from './pdf/canvas';
import { embedFace } from './pdf/embed-face';
import type { Face } from './pdf/face';
import { PAGE, STYLES, TEXT_WIDTH } from './pdf/look';
import { wrap } from './pdf/text';
import type { ReportContent } from './types';

const LINE_HEIGHT = 13;

/**
 * Answers a copy of a released PDF with one page more: what of it was announced after it was released. The report itself is kept as it was and is no other version; the
 * page says so.
 * @see ISO 15189:2022 7.4.1.3; docs/decisions/019-announced-later.md
 */
export async function annexPdf(
  pdf: Uint8Array,
  { accessionNumber, version }: Pick<ReportContent, 'accessionNumber' | 'version'>,
  announced: Announced,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const { context } = document;
  const faces = new Map<Face, string>();
  const canvas = newCanvas(PAGE.height, faces, 'A');
  const lines = [
    [{ text: 'Annexe : résultats critiques annoncés après la diffusion', style: STYLES.title }],
    [
      {
        text: `Dossier ${accessionNumber}, version ${version} du compte rendu. Aucun résultat n’est modifié : le compte rendu qui précède reste en vigueur.`,
        style: STYLES.small,
      },
    ],
    ...announced.map(announcementSpans),
  ].flatMap((spans) => wrap(spans, TEXT_WIDTH));
  for (const [index, line] of lines.entries()) drawLine(canvas, line, PAGE.left, PAGE.top + (index + 1) * LINE_HEIGHT);
  const page = document.addPage([PAGE.width, PAGE.height]);
  const bytes = deflateSync(Buffer.from(canvas.operators.join('\n'), 'latin1'));
  page.node.set(PDFName.of('Contents'), context.register(PDFRawStream.of(context.obj({ Filter: 'FlateDecode', Length: bytes.length }), bytes)));
  const fonts = Object.fromEntries([...faces].map(([face, name]) => [name, embedFace(context, face)]));
  page.node.set(PDFName.of('Resources'), context.obj({ Font: fonts }));
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}
