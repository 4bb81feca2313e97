import { testMessage } from '../server/simulator/test-message';

/** Every so many messages of a line one corrects an earlier dossier of the same line. */
const CORRECTS_EVERY = 5;
/** Two dossiers for each person. */
const DOSSIERS_OF_PERSON = 2;

const MARKS = { accessionNumber: '97000000000', controlId: 'NIGHT000000000', identifier: '7000000', value: '77.77', sentAt: '20261101200000' };
/** As MARKS.sentAt, on the clock of the laboratory. */
const FIRST_SENT_AT = Date.parse('2026-11-01T20:00:00+01:00');
const [BEFORE = '', ...AFTER] = template().split(new RegExp(`(${Object.values(MARKS).join('|')})`));

/**
 * What one line of a laboratory sends in a night: messages of twenty results, most of a dossier of their own, every fifth a correction of an earlier one. Made
 * cheaply, since the machine is the measured one's. The same line, number and run make the same message.
 */
export function nightMessage(run: string, line: number, number: number): Buffer {
  const isCorrection = number % CORRECTS_EVERY === CORRECTS_EVERY - 1;
  const dossier = isCorrection ? number - CORRECTS_EVERY + 1 : number;
  const values: Record<string, string> = {
    [MARKS.accessionNumber]: `${run}${line}${String(dossier).padStart(7, '0')}`,
    [MARKS.controlId]: `N${run}-${line}-${number}`,
    [MARKS.identifier]: `${run}${line}${Math.floor(dossier / DOSSIERS_OF_PERSON)}`,
    [MARKS.value]: (2 + (number % 60) / 10).toFixed(1),
    // A message a second on each line: a correction is newer than what it corrects.
    [MARKS.sentAt]: new Date(FIRST_SENT_AT + number * 1000).toISOString().slice(0, 19).replaceAll(/\D/g, ''),
  };
  return Buffer.from(BEFORE + AFTER.map((part) => values[part] ?? part).join(''), 'latin1');
}

/** How many dossiers so many messages of one line make. */
export const dossiersIn = (messages: number): number => messages - Math.floor(messages / CORRECTS_EVERY);

function template(): string {
  const results = Array.from({ length: 20 }, (_, index) => ({
    code: `A${index}`,
    label: `Analyte ${index}`,
    value: index === 0 ? MARKS.value : (1 + ((index * 7) % 90) / 10).toFixed(1),
    unit: 'mmol/L',
    range: '2.0 - 8.0',
    flag: 'N',
  }));
  const { accessionNumber, controlId, identifier } = MARKS;
  return testMessage({
    accessionNumber,
    controlId,
    sentAt: new Date(FIRST_SENT_AT),
    results,
    patient: { identifier, birthFamilyName: 'MESURE', ins: null },
  }).toString('latin1');
}
