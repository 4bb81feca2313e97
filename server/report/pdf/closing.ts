import type { ReportContent } from '../types';
import { announcementSpans } from './announcement';
import { paragraph, rule, space, textBands } from './blocks';
import { drawLine } from './canvas';
import type { Band, Group } from './flow';
import { freeTextBands } from './free-text';
import { LINE_STRONG, PAGE, STYLES, TEXT_WIDTH } from './look';
import { oneLine, type Span } from './text';
import { FLAGS, frenchInstant, unbroken } from './words';

/**
 * Prints what comes after the results: comments, conclusion, laboratories that did a part of the work, every
 * biologist who validated, how flags are to be read, and the words that end the report.
 * @see CSP D6211-3 I and III, R6222-3, GBUI VII-3.2, ISO 15189:2022 7.4.1.6
 */
export function closingGroups(content: ReportContent): Group[] {
  return [
    ...section('Commentaires', content.dossierNotes),
    ...section('Conclusion', content.conclusion === null ? [] : [content.conclusion]),
    ...executingGroups(content.executingLaboratories),
    ...validationGroups(content.validations),
    ...announcementGroups(content.announcements ?? []),
    { bands: [space(6), ...legendBands(content)], keepWithNext: true },
    { bands: endBands(content) },
  ];
}

function section(title: string, texts: readonly string[]): Group[] {
  if (texts.length === 0) return [];
  const groups = texts.map((text) => ({ bands: [...freeTextBands(text, STYLES.body, PAGE.left, 490), space(3)] }));
  return [{ bands: headingBands(title), keepWithNext: true }, ...groups];
}

function headingBands(title: string): Band[] {
  return [space(9), rule(6, 0.75, LINE_STRONG), ...textBands([{ text: title, style: STYLES.chapter }])];
}

function executingGroups(laboratories: ReportContent['executingLaboratories']): Group[] {
  if (laboratories.length === 0) return [];
  const groups = laboratories.map((laboratory) => {
    const place = [laboratory.name, ...laboratory.addressLines, ...(laboratory.phone ? [`téléphone\u00a0${unbroken(laboratory.phone)}`] : [])];
    const spans: Span[] = [
      { text: `${place[0]}`, style: STYLES.smallBold },
      {
        text: place
          .slice(1)
          .map((part) => `, ${part}`)
          .join(''),
        style: STYLES.small,
      },
      { text: laboratory.results.length > 0 ? `\nA réalisé : ${laboratory.results.join(', ')}` : '', style: STYLES.smallSoft },
    ];
    return { bands: [...textBands(spans), space(3)] };
  });
  return [{ bands: headingBands('Laboratoires exécutants'), keepWithNext: true }, ...groups];
}

function validationGroups(validations: ReportContent['validations']): Group[] {
  if (validations.length === 0)
    return [{ bands: [space(9), rule(6, 0.75, LINE_STRONG), ...paragraph('Transmis avant validation biologique', STYLES.bodyBold)] }];
  return validations.map((validation, index) => {
    const scope = validation.scope ? `, ${validation.scope}` : '';
    const rpps = validation.rppsNumber ? `(RPPS\u00a0${validation.rppsNumber}) ` : '';
    const spans: Span[] = [
      { text: `Validé biologiquement par ${validation.name} `, style: STYLES.bodyBold },
      { text: `${rpps}le ${frenchInstant(validation.at)}${scope}`, style: STYLES.small },
    ];
    const start = index === 0 ? [space(9), rule(6, 0.75, LINE_STRONG)] : [];
    return { bands: [...start, ...textBands(spans), space(1)] };
  });
}

const announcementGroups = (announcements: NonNullable<ReportContent['announcements']>): Group[] =>
  announcements.map((announced, index) => ({ bands: [space(index === 0 ? 6 : 1), ...textBands(announcementSpans(announced))] }));

function legendBands(content: ReportContent): Band[] {
  const results = content.chapters.flatMap((chapter) => chapter.panels.flatMap((panel) => panel.results));
  const shown = new Set(results.filter((result) => result.cancelled === null).map((result) => result.flag));
  const used = Object.entries(FLAGS).filter(([flag]) => [...shown].some((each) => each === flag));
  if (used.length === 0) return [];
  const signs = used.map(([, { shape, word }]) => `${shape} ${word}`).join('   ');
  const unknown = shown.has('not-evaluated') ? ' Non évalué : aucun signalement transmis, le résultat n’est pas déclaré normal.' : '';
  return paragraph(`Signalements du laboratoire : ${signs}.${unknown}`, STYLES.tiny);
}

function endBands(content: ReportContent): Band[] {
  const end = oneLine([{ text: 'Fin du compte rendu', style: STYLES.smallBold }]);
  const reference = `Compte rendu ${content.reportId}, dossier ${content.accessionNumber}, version ${content.version}`;
  return [
    space(5),
    { height: 12, draw: (canvas, top) => drawLine(canvas, end, PAGE.left + (TEXT_WIDTH - end.width) / 2, top + 9) },
    ...paragraph(reference, STYLES.tiny),
  ];
}
