import type { ReportContent } from '../types';
import { barred, beside, paragraph, rule, space, textBands } from './blocks';
import type { Band, Group } from './flow';
import { CHANGED, INK, LINE_STRONG, PAGE, STYLES, TEXT_WIDTH } from './look';
import type { Span } from './text';
import { frenchInstant, partialWords, standingOf, unbroken } from './words';

const HALF = 242;
const RIGHT = PAGE.right - HALF;

/**
 * Prints who answers for the report: name, legal form, address and phone of the laboratory, its responsible biologists
 * and accreditation number; then what this document is and what its reader must know before any value.
 * @see CSP R6222-3 and D6211-3 III
 */
export function letterheadGroups(content: ReportContent): Group[] {
  const { laboratory } = content;
  const left = [...small(laboratory.legalForm), ...small(laboratory.addressLines.join(', ')), ...small(`Téléphone ${unbroken(laboratory.phone)}`)];
  const biologists = laboratory.responsibleBiologists;
  const right = [
    ...small(`${biologists.length > 1 ? 'Biologistes responsables' : 'Biologiste responsable'} : ${biologists.join(', ')}`, RIGHT),
    ...small(accreditation(laboratory.accreditationNumber), RIGHT),
    ...small(`Édité le ${frenchInstant(content.issuedAt)}`, RIGHT),
  ];
  return [
    { bands: [...textBands([{ text: laboratory.name, style: STYLES.laboratory }], PAGE.left, TEXT_WIDTH, 19), ...beside(left, right)] },
    { bands: [rule(13, 1, INK), ...titleBands(content), space(3)] },
    ...noticeGroups(content),
  ];
}

function titleBands(content: ReportContent): Band[] {
  const dossier: Span[] = [
    { text: 'Dossier ', style: STYLES.soft },
    { text: content.accessionNumber, style: STYLES.title },
    { text: `  version ${content.version}`, style: STYLES.soft },
  ];
  return beside(
    textBands([{ text: 'Compte rendu d’examens de biologie médicale', style: STYLES.title }], PAGE.left, HALF + 20, 16),
    textBands(dossier, RIGHT, HALF, 16),
  );
}

function noticeGroups(content: ReportContent): Group[] {
  const notices: Group[] = [];
  const standing = standingOf(content);
  if (standing) {
    const changes = content.supersedes?.changes ?? [];
    const bands = [
      ...textBands([{ text: `◆ ${standing}`, style: STYLES.bannerChanged }]),
      ...changes.flatMap((change) => textBands([{ text: change, style: STYLES.body }], PAGE.left + 12, 480)),
    ];
    notices.push({ bands: [space(3), ...barred(bands, CHANGED), space(3)] });
  }
  const partial = partialWords(content);
  if (partial) {
    const awaited = content.awaited.length > 0 ? `Encore attendu : ${content.awaited.join(' ; ')}` : '';
    const bands = [...paragraph(partial, STYLES.banner), ...(awaited ? paragraph(awaited, STYLES.body) : [])];
    notices.push({ bands: [space(3), ...barred(bands, INK), space(3)] });
  }
  if (!content.patient.identityGuaranteed) {
    const text = 'L’identité du patient n’a pas pu être vérifiée : ne pas rapprocher ces résultats d’un autre dossier.';
    const bands = [...paragraph('Identité non garantie', STYLES.banner), ...paragraph(text, STYLES.body)];
    notices.push({ bands: [space(3), ...barred(bands, INK), space(3)] });
  }
  if (notices.length > 0) notices.push({ bands: [rule(6, 0.5, LINE_STRONG)] });
  return notices;
}

function accreditation(number: string | null): string {
  return number ? `Accréditation n° ${number}, portée disponible sur demande` : 'Laboratoire sans numéro d’accréditation transmis';
}

function small(text: string, x: number = PAGE.left): Band[] {
  return textBands([{ text, style: STYLES.small }], x, HALF, 11.5);
}
