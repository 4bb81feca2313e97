import type { LisResult } from './lis-message';
import type { Random } from './random';
import { type LineContext, textLine } from './result-line';

/** Lines that become known together, some time after reception. */
export interface Stage {
  minutesAfterReception: readonly [shortest: number, longest: number];
  lines(context: LineContext): LisResult[];
}

interface Organism {
  code: string;
  name: string;
  /** Antibiotics tested, with the share of susceptible strains. */
  susceptibility: Readonly<Record<string, number>>;
}

const antibiotics: Readonly<Record<string, readonly [loinc: string, label: string, breakpoint: number]>> = {
  AMX: ['18861-5', 'Amoxicilline', 8],
  AMC: ['18862-3', 'Amoxicilline-acide clavulanique', 8],
  CTX: ['18886-2', 'Céfotaxime', 1],
  GEN: ['18928-2', 'Gentamicine', 2],
  CIP: ['18906-8', 'Ciprofloxacine', 0.25],
  SXT: ['18998-5', 'Triméthoprime-sulfaméthoxazole', 2],
  FUR: ['18955-5', 'Nitrofurantoïne', 64],
  FOS: ['25596-8', 'Fosfomycine', 8],
  OXA: ['18961-3', 'Oxacilline', 2],
  VAN: ['19000-9', 'Vancomycine', 2],
};

const coli: Organism = {
  code: '112283007',
  name: 'Escherichia coli',
  susceptibility: { AMX: 0.5, AMC: 0.75, CTX: 0.93, GEN: 0.94, CIP: 0.85, SXT: 0.75, FUR: 0.98, FOS: 0.98 },
};
const klebsiella: Organism = {
  code: '56415008',
  name: 'Klebsiella pneumoniae',
  susceptibility: { AMX: 0, AMC: 0.7, CTX: 0.72, GEN: 0.85, CIP: 0.7, SXT: 0.75, FUR: 0.5 },
};
const faecalis: Organism = { code: '78065002', name: 'Enterococcus faecalis', susceptibility: { AMX: 0.99, VAN: 0.99, FUR: 0.97 } };
const aureus: Organism = {
  code: '3092008',
  name: 'Staphylococcus aureus',
  susceptibility: { OXA: 0.86, GEN: 0.97, CIP: 0.8, SXT: 0.98, VAN: 1 },
};
const epidermidis: Organism = {
  code: '60875001',
  name: 'Staphylococcus epidermidis',
  susceptibility: { OXA: 0.35, GEN: 0.55, CIP: 0.45, SXT: 0.7, VAN: 0.99 },
};

/** An ECBU: cells within the hour, culture the next day, with its antibiogram as flat lines when something grew. */
export function urineCultureStages(random: Random): Stage[] {
  const organism = random.chance(0.35) ? random.pickWeighted([coli, klebsiella, faecalis], (one) => (one === coli ? 7 : 1.5)) : null;
  const leukocytes = organism ? random.integer(6, 90) * 10 : random.integer(1, 9);
  const redCells = random.chance(0.2) ? random.integer(2, 30) * 10 : random.integer(0, 9);
  const count = random.pick(['10*5', '10*6', '> 10*6']);
  return [
    {
      minutesAfterReception: [25, 60],
      lines: (context) => [
        numberLine('ULEU', '30405-5', 'Leucocytes urinaires', leukocytes, '/mm3', '< 10', leukocytes >= 10, context),
        numberLine('UHEM', '30391-7', 'Hématies urinaires', redCells, '/mm3', '< 10', redCells >= 10, context),
        text('UASP', "Aspect de l'urine", organism ? 'Trouble' : 'Limpide', context, '5767-9'),
        text('UGRAM', 'Examen direct (coloration de Gram)', gramOf(organism), context, '664-3'),
      ],
    },
    {
      minutesAfterReception: [18 * 60, 26 * 60],
      lines: (context) =>
        organism
          ? [
              organismLine('630-4', 'UCULT', 'Culture des urines', organism, context),
              text('UNUM', 'Numération bactérienne', `${count} UFC/mL`, context, '', 'A'),
              ...antibiogram(random, organism, context),
            ]
          : [text('UCULT', 'Culture des urines', 'Culture stérile à 24 heures.', context, '630-4')],
    },
  ];
}

/** A blood culture: no growth so far on reception, then sterile, or an organism, and its antibiogram a day later. */
export function bloodCultureStages(random: Random): Stage[] {
  const organism = random.chance(0.14) ? random.pick([coli, aureus, epidermidis, klebsiella]) : null;
  if (!organism) {
    return [
      {
        minutesAfterReception: [47 * 60, 50 * 60],
        lines: (context) => [text('HCULT', 'Culture', 'Absence de culture à 48 heures, incubation poursuivie.', context, '600-7')],
      },
    ];
  }
  const hours = random.integer(9, 28);
  return [
    {
      minutesAfterReception: [hours * 60, hours * 60 + 40],
      lines: (context) => [text('HPOS', 'Flacon positif', `Flacon aérobie positif en ${hours} heures.\nExamen direct : ${gramOf(organism)}`, context, '', 'A')],
    },
    {
      minutesAfterReception: [(hours + 18) * 60, (hours + 26) * 60],
      lines: (context) => [organismLine('600-7', 'HCULT', 'Culture', organism, context), ...antibiogram(random, organism, context)],
    },
  ];
}

function antibiogram(random: Random, organism: Organism, context: LineContext): LisResult[] {
  return Object.entries(organism.susceptibility).flatMap(([code, susceptibleShare]) => {
    const antibiotic = antibiotics[code];
    if (!antibiotic) return [];
    const [loincCode, label, breakpoint] = antibiotic;
    const category = random.chance(susceptibleShare) ? 'S' : random.chance(0.25) ? 'I' : 'R';
    const sensitivity = textLine(
      { localCode: code, label, loincCode, loincLabel: `${label} [Sensibilité]`, subId: '1', valueType: 'ST', values: [category], interpretation: category },
      context,
    );
    return code === 'CTX' || code === 'CIP' || code === 'VAN' ? [sensitivity, concentrationLine(code, label, breakpoint, category, context)] : [sensitivity];
  });
}

/** The minimal inhibitory concentration agrees with the category that stands beside it. */
function concentrationLine(code: string, label: string, breakpoint: number, category: string, context: LineContext): LisResult {
  const value = category === 'S' ? breakpoint / 4 : category === 'I' ? breakpoint * 2 : breakpoint * 8;
  return textLine(
    {
      localCode: `CMI-${code}`,
      label: `CMI ${label}`,
      subId: '1',
      valueType: 'NM',
      values: [String(value)],
      unit: 'mg/L',
      referenceRange: `<= ${breakpoint}`,
      interpretation: category === 'S' ? '' : 'H',
    },
    context,
  );
}

function organismLine(loincCode: string, localCode: string, label: string, organism: Organism, context: LineContext): LisResult {
  return textLine(
    { localCode, label, loincCode, loincLabel: label, valueType: 'CWE', values: [`${organism.code}^${organism.name}^SCT`], interpretation: 'A' },
    context,
  );
}

function gramOf(organism: Organism | null): string {
  if (!organism) return 'Absence de germe visible.';
  return organism === coli || organism === klebsiella ? 'Bacilles à Gram négatif.' : 'Cocci à Gram positif.';
}

function numberLine(
  localCode: string,
  loincCode: string,
  label: string,
  value: number,
  unit: string,
  referenceRange: string,
  isHigh: boolean,
  context: LineContext,
): LisResult {
  return textLine({ localCode, label, loincCode, valueType: 'NM', values: [String(value)], unit, referenceRange, interpretation: isHigh ? 'H' : '' }, context);
}

function text(localCode: string, label: string, value: string, context: LineContext, loincCode = '', interpretation = ''): LisResult {
  return textLine({ localCode, label, valueType: 'TX', values: [value], loincCode: loincCode === '' ? null : loincCode, interpretation }, context);
}
