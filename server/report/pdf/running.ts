import type { ReportContent } from '../types';
import { type Canvas, drawLine, drawLineRight, drawRule } from './canvas';
import { INK, LINE_STRONG, PAGE, STYLES, TEXT_WIDTH } from './look';
import { fitLine, type Line, oneLine, type Span, wrap } from './text';
import { birthText, born, displayName, frenchInstant, samplingText } from './words';

const LINE_HEIGHT = 10;
const MOST_LINES = 5;
const NUMBER_WIDTH = 60;
const HEAD = 26;
export const TEST_WORDS = 'ESSAI – ne pas utiliser';

/** What stands on every page; measured once, since its height decides how much room the pages have. */
export interface Running {
  readonly footer: readonly Line[];
  readonly footerTop: number;
  readonly firstTop: number;
  readonly nextTop: number;
}

/** Prepares head and foot. The foot names laboratory, patient, dossier, sampling and issue on each page (ISO 15189:2022 7.4.1.6). */
export function measureRunning(content: ReportContent): Running {
  const footer = footerLines(content);
  const top = PAGE.top + (content.isTest ? 14 : 0);
  return { footer, footerTop: PAGE.height - PAGE.bottom - footer.length * LINE_HEIGHT, firstTop: top, nextTop: top + HEAD };
}

export function drawRunning(canvas: Canvas, content: ReportContent, running: Running, page: number, pages: number): void {
  if (content.isTest) drawLine(canvas, oneLine([{ text: TEST_WORDS, style: STYLES.test }]), PAGE.left, PAGE.top);
  if (page > 1) drawHead(canvas, content, running.firstTop);
  drawRule(canvas, PAGE.left, PAGE.right, running.footerTop - 3, 0.5, LINE_STRONG);
  running.footer.forEach((line, index) => drawLine(canvas, line, PAGE.left, running.footerTop + 8 + index * LINE_HEIGHT));
  const number = oneLine([{ text: `Page ${page}/${pages}`, style: STYLES.tinyBold }]);
  drawLineRight(canvas, number, PAGE.right, running.footerTop + 8);
}

function drawHead(canvas: Canvas, content: ReportContent, top: number): void {
  const dossier = fitLine([{ text: `Dossier ${content.accessionNumber}`, style: STYLES.soft }], 160);
  const birth = ` ${born(content.patient.sex)} le ${birthText(content.patient)}`;
  const spans: Span[] = [
    { text: displayName(content.patient), style: STYLES.patient },
    { text: birth, style: STYLES.soft },
  ];
  drawLine(canvas, fitLine(spans, TEXT_WIDTH - dossier.width - 12), PAGE.left, top + 9);
  drawLineRight(canvas, dossier, PAGE.right, top + 9);
  drawRule(canvas, PAGE.left, PAGE.right, top + 16, 1, INK);
}

function footerLines(content: ReportContent): Line[] {
  const { patient, laboratory } = content;
  const identity: Span[] = [
    { text: displayName(patient), style: STYLES.tinyBold },
    { text: `, ${born(patient.sex)} ${patient.birthFamilyName} le ${birthText(patient)}, identifiant ${patient.identifier}`, style: STYLES.tinyInk },
  ];
  const document: Span[] = [
    {
      text: `${laboratory.name}, dossier ${content.accessionNumber}, version ${content.version}, prélevé le ${samplingText(content.collection)}, édité le ${frenchInstant(content.issuedAt)}`,
      style: STYLES.tiny,
    },
  ];
  return [...limited(identity, TEXT_WIDTH - NUMBER_WIDTH), ...limited(document, TEXT_WIDTH)];
}

/** A foot cannot grow for ever; what is cut here stands in full on the first pages. */
function limited(spans: readonly Span[], width: number): Line[] {
  const flat = spans.map(({ text, style }) => ({ text: text.replace(/\s+/g, ' '), style }));
  const lines = wrap(flat, width);
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), oneLine([{ text: '…', style: STYLES.tiny }])];
}
