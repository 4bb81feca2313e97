import type { ReportContent } from '../types';
import { beside, rule, space, textBands } from './blocks';
import type { Band, Group } from './flow';
import { LINE_STRONG, PAGE, STYLES } from './look';
import type { Span } from './text';
import { birthText, born, displayName, frenchInstant, orderWord, samplingText, sexWord, withRpps } from './words';

const HALF = 242;
const LABEL = 66;
const MIDDLE = PAGE.right - HALF;

/** A label and what stands beside it; empty ones are not printed. */
type Entry = readonly [label: string, spans: readonly Span[]];

/**
 * Prints whose result it is, who asked, who sampled what and when, and why it was asked: nothing of it is shortened.
 * @see CSP D6211-2, D6211-3 III and ISO 15189:2022 7.4.1.6
 */
export function identityGroups(content: ReportContent): Group[] {
  const left = entryBands(patientEntries(content), PAGE.left);
  const right = entryBands(sampleEntries(content), MIDDLE);
  return [{ bands: [space(4), ...beside(left, right), space(3), rule(8, 0.5, LINE_STRONG)] }];
}

function patientEntries({ patient, request }: ReportContent): Entry[] {
  const name: Span[] = [
    { text: displayName(patient), style: STYLES.patient },
    small(`\nnom de naissance ${patient.birthFamilyName}, premier prénom ${patient.firstGivenName}`),
  ];
  const age = patient.ageText ? ` (${patient.ageText})` : '';
  const numbers = [`${patient.identifier} (${patient.identifierAuthority})`, patient.ins ? `INS ${patient.ins}` : 'INS non transmise'];
  return [
    [patient.sex === 'F' ? 'Patiente' : 'Patient', name],
    ['Naissance', [bold(`${born(patient.sex)} le ${birthText(patient)}`), small(`${age}, ${sexWord(patient.sex)}`)]],
    ['Identifiant', [small(numbers.join('\n'))]],
    ['Venue', optional(request.encounterNumber)],
    ['Prescripteur', [small(prescriberText(request))]],
    ['Destinataires', optional(request.recipients.join(' ; '))],
  ];
}

function sampleEntries({ collection, request }: ReportContent): Entry[] {
  const collector = collection.collector ? `, par ${collection.collector}` : '';
  const order = [orderWord(request.priority)];
  if (request.requestedAt) order.push(frenchInstant(request.requestedAt));
  if (request.placerNumber) order.push(`n°\u00a0${request.placerNumber}`);
  return [
    ['Prélèvement', [bold(samplingText(collection)), small(collector)]],
    ['Échantillons', specimenSpans(collection.specimens)],
    ['Réception', [small(collection.receivedAt ? frenchInstant(collection.receivedAt) : 'date non transmise')]],
    ['Demande', [small(order.join(', '))]],
    ['Clinique', [small(request.clinicalInformation ?? 'aucun renseignement transmis')]],
  ];
}

function specimenSpans(specimens: ReportContent['collection']['specimens']): Span[] {
  return specimens.flatMap((specimen, index) => {
    const start = small(`${index > 0 ? '\n' : ''}${specimen.kind} (${specimen.identifier})`);
    return specimen.condition ? [start, bold(` – ${specimen.condition}`)] : [start];
  });
}

function prescriberText(request: ReportContent['request']): string {
  const { prescriber, ward } = request;
  const name = prescriber ? withRpps(prescriber.name, prescriber.rppsNumber) : 'non transmis';
  return ward ? `${name}\n${ward}` : name;
}

function entryBands(entries: readonly Entry[], x: number): Band[] {
  return entries.flatMap(([label, spans]) => {
    if (spans.every(({ text }) => text === '')) return [];
    const title = textBands([{ text: label, style: STYLES.smallSoft }], x, LABEL, 12);
    return beside(title, textBands(spans, x + LABEL, HALF - LABEL, 12));
  });
}

function optional(text: string | null): Span[] {
  return text ? [small(text)] : [];
}

function small(text: string): Span {
  return { text, style: STYLES.small };
}

function bold(text: string): Span {
  return { text, style: STYLES.smallBold };
}
