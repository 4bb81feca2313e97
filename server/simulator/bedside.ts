import { personAt } from './patients';
import { randomFrom } from './random';
import { accessionNumberOf } from './rhythm';
import { testMessage } from './test-message';
import { wardsServedBy } from './wards';

/** How the glucose meter of Valmont's intensive care names itself in OBX-18. */
export const BEDSIDE_DEVICE = 'GLU-REA-03';
/** One that nobody declared: it speaks once, for whoever opens the repair desk. */
export const UNDECLARED_DEVICE = 'GAZ-URG-01';

/** Between two results of the device. */
export const bedsideEveryMs = 4 * 60_000;

/**
 * A glucose measured at the bedside, as the laboratory's LIS passes it on: final and signed by the nurse who measured it, which is nobody's validation.
 * The same seed and instant always give the same result.
 */
export function bedsideMessage(seed: string, at: Date, controlId: string, equipment = BEDSIDE_DEVICE): { accessionNumber: string; bytes: Buffer } {
  const random = randomFrom(`${seed}/bedside/${at.getTime()}`);
  const value = random.integer(28, 190) / 10;
  const ward = wardsServedBy('LBM-VALMONT', 'CH-VALMONT').find(({ code }) => code === 'REA');
  // A second of its own, which no registration of the laboratory has: dossiers are numbered by the second.
  const accessionNumber = `${accessionNumberOf(at)}D`;
  const bytes = testMessage({
    accessionNumber,
    controlId,
    sentAt: at,
    orderedAt: new Date(at.getTime() - 120_000),
    collectedAt: new Date(at.getTime() - 90_000),
    receivedAt: new Date(at.getTime() - 60_000),
    patient: personAt(seed, 'CH-VALMONT', random.integer(0, 11)),
    encounter: { ward: ward?.code ?? 'REA', room: `CH${random.integer(1, 8)}`, bed: '1' },
    groups: [
      {
        code: 'GLYDELOC',
        label: 'Glycémie au chevet',
        suffix: 'DELOC',
        specimen: { code: 'BLDC', label: 'Sang capillaire' },
        technician: null,
        results: [
          {
            code: 'GLYC',
            label: 'Glucose',
            loincCode: '2339-0',
            value: value.toFixed(1),
            unit: 'mmol/L',
            range: '3.9 - 6.1',
            flag: flagOf(value),
            status: 'F',
            responsible: { code: 'IDE0417', familyName: 'PERRIN', givenName: 'Luc' },
            method: 'Glucose déshydrogénase',
            equipment,
          },
        ],
      },
    ],
  });
  return { accessionNumber, bytes };
}

function flagOf(value: number): string {
  if (value < 2.8) return 'LL';
  if (value < 3.9) return 'L';
  if (value > 16.5) return 'HH';
  return value > 6.1 ? 'H' : 'N';
}
