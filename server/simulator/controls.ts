import { message, segment } from '../hl7/build';
import { encodeText } from '../hl7/charset';
import { printMessage, type Segment } from '../hl7/grammar';
import { printHl7Time } from '../hl7/time';
import { type Laboratory, type LaboratoryCode, laboratories } from './laboratories';
import { panels } from './panels';
import { type Random, randomFrom } from './random';
import { type Test, testOf } from './tests';

/** A round of controls: every analyser, two levels, before the work of the next hour. */
export interface ControlRound {
  at: Date;
  laboratory: LaboratoryCode;
  controlId: string;
  bytes: Buffer;
}

export const controlEveryMs = 60 * 60_000;
const OUT = 0.004;
const WARNING = 0.012;
/** A third system tells the control with each result instead. */
const TELLING: ReadonlySet<LaboratoryCode> = new Set(['LBM-VALMONT', 'LBM-HAUTERIVE']);

/** Every round that began between two instants, in time order; the same of the same seed. */
export function controlRounds(seed: string, from: Date, to: Date, runId: string): ControlRound[] {
  const first = Math.ceil(from.getTime() / controlEveryMs);
  const last = Math.floor(to.getTime() / controlEveryMs);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index).flatMap((hour) =>
    roundOf(seed, new Date(hour * controlEveryMs), runId),
  );
}

/** The controls of one hour, a message for each analyser with its two levels. */
function roundOf(seed: string, at: Date, runId: string): ControlRound[] {
  return laboratories
    .filter(({ code }) => TELLING.has(code))
    .flatMap((laboratory) =>
      [...testsByAnalyser()].map(([analyser, codes], rank) => {
        const hour = String((at.getTime() / controlEveryMs) % 100_000);
        // 20 characters at most (HL7 2.5 MSH-10), and no two alike.
        const controlId = `${laboratory.prefix}Q${runId.slice(0, 8)}${hour}${String(rank).padStart(2, '0')}`;
        return { at, laboratory: laboratory.code, controlId, bytes: controlMessage(seed, { laboratory, analyser, codes, at, controlId }) };
      }),
    );
}

function testsByAnalyser(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const panel of panels)
    if (panel.kind === 'measured')
      for (const analyser of panel.equipment) {
        const own = found.get(analyser) ?? new Set<string>();
        for (const code of panel.tests) if (code !== 'HEMOL' && code !== 'DFG') own.add(code);
        found.set(analyser, own);
      }
  return found;
}

interface Control {
  laboratory: Laboratory;
  analyser: string;
  codes: ReadonlySet<string>;
  at: Date;
  controlId: string;
}

function controlMessage(seed: string, control: Control): Buffer {
  const { laboratory, at, controlId } = control;
  const stamp = printHl7Time(at, 'Europe/Paris');
  const header = segment('MSH', {
    3: 'SIL',
    4: laboratory.code,
    5: 'RELAIS',
    6: 'GCS-VOSNORD',
    7: laboratory.writesZone ? stamp : stamp.slice(0, 14),
    9: ['ORU', 'R01', 'ORU_R01'],
    10: controlId,
    11: 'P',
    12: laboratory.version,
    17: 'FRA',
    18: laboratory.charset,
  });
  return encodeText(printMessage(message(header, ...[1, 2].flatMap((level) => levelSegments(seed, control, level)))), laboratory.charset);
}

function levelSegments(seed: string, { laboratory, analyser, codes, at, controlId }: Control, level: number): Segment[] {
  const local = printHl7Time(at, 'Europe/Paris').slice(0, 14);
  return [
    segment('OBR', { 1: String(level), 3: [`${controlId}-${level}`, 'SIL'], 4: ['CQ', 'Contrôle de qualité', 'LOCAL'], 7: local }),
    ...[...codes].flatMap((code, index) => {
      const test = testOf(code);
      const random = randomFrom(`control/${seed}/${laboratory.code}/${analyser}/${code}/${level}/${at.getTime()}`);
      const { value, target, low, high, word } = drawn(random, test, level);
      return [
        segment('OBX', {
          1: String(index + 1),
          2: 'NM',
          3: test.loincCode ? [test.loincCode, test.label, 'LN', code, test.label, 'LOCAL'] : [code, test.label, 'LOCAL'],
          5: value,
          6: test.unit,
          7: `${low} - ${high}`,
          11: 'F',
          14: local,
          18: analyser,
        }),
        segment('ZQC', { 1: word, 2: target }),
      ];
    }),
    segment('SPM', {
      1: String(level),
      2: `LOT-${level}-${analyser}`,
      4: ['CTRL', 'Sérum de contrôle'],
      11: ['Q', 'Control specimen', 'HL70369'],
      14: `Niveau ${level}`,
    }),
  ];
}

function drawn(random: Random, test: Test, level: number): { value: string; target: string; low: string; high: string; word: string } {
  const target = test.mean * (level === 1 ? 0.8 : 1.4) || 1;
  const deviation = Math.max(Math.abs(target) * 0.02, 10 ** -test.decimals);
  const draw = random.next();
  const side = random.chance(0.5) ? 1 : -1;
  const away = draw < OUT ? 3.4 * side : draw < OUT + WARNING ? 2.4 * side : random.normal() * 0.6;
  const fixed = (figure: number) => figure.toFixed(test.decimals + 1);
  return {
    value: fixed(target + away * deviation),
    target: fixed(target),
    low: fixed(target - 3 * deviation),
    high: fixed(target + 3 * deviation),
    word: Math.abs(away) > 3 ? 'hors limites 1-3s' : Math.abs(away) > 2 ? 'alerte 1-2s' : 'conforme',
  };
}
