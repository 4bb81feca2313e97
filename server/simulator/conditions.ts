import type { Condition } from './patients';

/** How a condition moves an analyte: `times` for log-normal ones, `plus` for the others, both in the analyte's own unit. */
export interface Shift {
  times?: number;
  plus?: number;
}

const shifts: Record<Condition, Readonly<Record<string, Shift>>> = {
  healthy: {},
  renal: {
    CREA: { times: 2.6 },
    UREE: { times: 2.6 },
    K: { plus: 0.6 },
    CO2: { plus: -3 },
    HB: { plus: -2.2 },
    PHOS: { plus: 0.3 },
    PTH: { times: 3 },
    NTPROBNP: { times: 4 },
    TNT: { times: 3 },
  },
  diabetic: { GLU: { times: 1.75 }, HBA1C: { times: 1.4 }, TG: { times: 1.6 }, CREA: { times: 1.2 } },
  inflamed: {
    CRP: { times: 28 },
    PCT: { times: 9 },
    LEU: { times: 1.7 },
    FIB: { plus: 2.1 },
    ALB: { plus: -8 },
    FERR: { times: 3 },
    PLQ: { times: 1.3 },
    LACT: { times: 1.5 },
    DDIM: { times: 3 },
    PO2: { plus: -14 },
  },
  anaemic: {
    HB: { plus: -3.6 },
    CCMH: { plus: -1.6 },
    VGM: { plus: -12 },
    FERR: { times: 0.12 },
    FER: { plus: -9 },
    RETIC: { times: 1.4 },
    B12: { times: 0.8 },
  },
  hepatic: {
    ASAT: { times: 4 },
    ALAT: { times: 4.5 },
    GGT: { times: 7 },
    PAL: { times: 1.8 },
    BILT: { times: 3.2 },
    BILD: { times: 4 },
    TP: { plus: -28 },
    PLQ: { times: 0.5 },
    ALB: { plus: -9 },
    LIP: { times: 1.6 },
  },
  anticoagulated: { TP: { plus: -55 }, TCA: { plus: 8 } },
  cardiac: { TNT: { times: 4 }, NTPROBNP: { times: 14 }, CK: { times: 1.8 }, NA: { plus: -3 }, CREA: { times: 1.3 }, K: { plus: 0.3 } },
  hyperthyroid: { TSH: { times: 0.004 }, T4L: { plus: 22 }, T3L: { plus: 6 }, TRAK: { times: 9 } },
  hypothyroid: { TSH: { times: 9 }, T4L: { plus: -6 }, CHOL: { plus: 1.2 } },
};

/** What a condition does to an analyte; nothing for the analytes that it leaves alone. */
export function shiftOf(condition: Condition, code: string): Shift {
  return shifts[condition][code] ?? {};
}
