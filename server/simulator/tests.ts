/** A reference interval; a missing bound is open. The first interval that fits sex and age is the one printed. */
export interface Interval {
  sex?: 'F' | 'M';
  ageTo?: number;
  low?: number;
  high?: number;
}

/** What the simulated laboratory knows of an analyte: how it names, draws, bounds and measures it. */
export interface Test {
  code: string;
  /** Null for a local code that nobody has mapped. */
  loincCode: string | null;
  label: string;
  /** Second half of the French LOINC label, after the component. */
  loincSuffix: string;
  unit: string;
  decimals: number;
  mean: number;
  /** Deviation of a normal draw, or sigma of a log-normal one. */
  spread: number;
  shape: 'normal' | 'log';
  intervals: readonly Interval[];
  /** Called to the ward at once: at or below `low`, at or above `high`. */
  critical: { low?: number; high?: number };
  /** Below this the analyser says only "less than". */
  detectionLimit: number | null;
  method: string | null;
}

type Options = Partial<Pick<Test, 'critical' | 'detectionLimit' | 'shape' | 'method'>>;
type Draw = readonly [unit: string, decimals: number, mean: number, spread: number];

const serum = (property: string) => `[${property}] Sérum/Plasma ; Numérique`;
const blood = (property: string) => `[${property}] Sang ; Numérique`;
const plasma = (property: string) => `[${property}] Plasma pauvre en plaquettes ; Numérique`;
const arterial = (property: string) => `[${property}] Sang artériel ; Numérique`;

function test(
  code: string,
  loincCode: string | null,
  label: string,
  loincSuffix: string,
  [unit, decimals, mean, spread]: Draw,
  intervals: Interval | readonly Interval[],
  options: Options = {},
): Test {
  return {
    code,
    loincCode,
    label,
    loincSuffix,
    unit,
    decimals,
    mean,
    spread,
    shape: options.shape ?? 'normal',
    intervals: Array.isArray(intervals) ? intervals : [intervals as Interval],
    critical: options.critical ?? {},
    detectionLimit: options.detectionLimit ?? null,
    method: options.method ?? null,
  };
}

const between = (low: number, high: number): Interval => ({ low, high });
const below = (high: number): Interval => ({ high });
const above = (low: number): Interval => ({ low });
const bySex = (women: readonly [number, number], men: readonly [number, number]): readonly Interval[] => [
  { sex: 'F', low: women[0], high: women[1] },
  { sex: 'M', low: men[0], high: men[1] },
];
const belowBySex = (women: number, men: number): readonly Interval[] => [
  { sex: 'F', high: women },
  { sex: 'M', high: men },
];
const log: Options = { shape: 'log' };
const ionSelective = 'POTENTIO-IND^Potentiométrie indirecte';
const luminescence = 'ECLIA^Électrochimiluminescence';

const chemistry: readonly Test[] = [
  test('NA', '2951-2', 'Sodium', serum('Moles/Volume'), ['mmol/L', 0, 139.5, 2.6], between(136, 145), {
    critical: { low: 120, high: 160 },
    method: ionSelective,
  }),
  test('K', '2823-3', 'Potassium', serum('Moles/Volume'), ['mmol/L', 1, 4.2, 0.4], between(3.5, 5.1), {
    critical: { low: 2.5, high: 6.5 },
    method: ionSelective,
  }),
  test('CL', '2075-0', 'Chlorure', serum('Moles/Volume'), ['mmol/L', 0, 102.5, 2.8], between(98, 107), {
    method: ionSelective,
  }),
  test('CO2', '2028-9', 'Dioxyde de carbone total', serum('Moles/Volume'), ['mmol/L', 0, 25, 2.2], between(22, 29), {
    critical: { low: 10 },
  }),
  test('PROT', '2885-2', 'Protéines', serum('Masse/Volume'), ['g/L', 0, 71, 4.5], between(64, 83)),
  test('CA', '2000-8', 'Calcium', serum('Moles/Volume'), ['mmol/L', 2, 2.34, 0.1], between(2.15, 2.55), {
    critical: { low: 1.65, high: 3.25 },
  }),
  test('PHOS', '14879-1', 'Phosphate', serum('Moles/Volume'), ['mmol/L', 2, 1.1, 0.17], between(0.81, 1.45), {
    critical: { low: 0.35 },
  }),
  test('MG', '2601-3', 'Magnésium', serum('Moles/Volume'), ['mmol/L', 2, 0.83, 0.07], between(0.66, 1.07), {
    critical: { low: 0.4 },
  }),
  test('UREE', '22664-7', 'Urée', serum('Moles/Volume'), ['mmol/L', 1, 5.6, 0.28], between(2.5, 7.8), {
    ...log,
    critical: { high: 40 },
  }),
  test('CREA', '14682-9', 'Créatinine', serum('Moles/Volume'), ['umol/L', 0, 73, 0.19], [{ ageTo: 14, low: 20, high: 62 }, ...bySex([49, 90], [64, 104])], {
    ...log,
    method: 'ENZ^Enzymatique IDMS',
    critical: { high: 600 },
  }),
  test('DFG', '98979-8', 'DFG estimé (CKD-EPI 2021)', serum('Volume/Temps/Surface'), ['mL/min/{1.73_m2}', 0, 90, 15], above(60), {
    method: 'CALC^Calcul',
  }),
  test('URATE', '14933-6', 'Acide urique', serum('Moles/Volume'), ['umol/L', 0, 305, 60], bySex([155, 357], [208, 428])),
  test('GLU', '14749-6', 'Glucose', serum('Moles/Volume'), ['mmol/L', 1, 5.2, 0.1], between(3.9, 6.1), {
    ...log,
    critical: { low: 2.2, high: 25 },
  }),
  test('ALB', '1751-7', 'Albumine', serum('Masse/Volume'), ['g/L', 0, 41, 4], between(35, 52)),
  test('CRP', '1988-5', 'Protéine C réactive', serum('Masse/Volume'), ['mg/L', 1, 2.4, 0.9], below(5), {
    ...log,
    detectionLimit: 0.6,
    critical: { high: 350 },
  }),
  test('PCT', '33959-8', 'Procalcitonine', serum('Masse/Volume'), ['ug/L', 2, 0.06, 0.7], below(0.5), {
    ...log,
    detectionLimit: 0.02,
    critical: { high: 50 },
  }),
  test('TNT', '67151-1', 'Troponine T hypersensible', serum('Masse/Volume'), ['ng/L', 0, 7, 0.55], below(14), {
    ...log,
    detectionLimit: 3,
    critical: { high: 100 },
    method: luminescence,
  }),
  test('NTPROBNP', '33762-6', 'NT-proBNP', serum('Masse/Volume'), ['ng/L', 0, 110, 0.8], below(300), log),
  test('ASAT', '1920-8', 'Aspartate aminotransférase', serum('Activité enzymatique/Volume'), ['U/L', 0, 24, 0.28], belowBySex(32, 40), {
    ...log,
    critical: { high: 1000 },
  }),
  test('ALAT', '1742-6', 'Alanine aminotransférase', serum('Activité enzymatique/Volume'), ['U/L', 0, 22, 0.36], belowBySex(33, 41), {
    ...log,
    critical: { high: 1000 },
  }),
  test('GGT', '2324-2', 'Gamma-glutamyl-transférase', serum('Activité enzymatique/Volume'), ['U/L', 0, 26, 0.5], belowBySex(40, 60), log),
  test(
    'PAL',
    '6768-6',
    'Phosphatase alcaline',
    serum('Activité enzymatique/Volume'),
    ['U/L', 0, 74, 0.25],
    [{ ageTo: 17, low: 80, high: 390 }, between(35, 129)],
    log,
  ),
  test('BILT', '14631-6', 'Bilirubine totale', serum('Moles/Volume'), ['umol/L', 0, 9, 0.4], below(21), {
    ...log,
    critical: { high: 300 },
  }),
  test('BILD', '14629-0', 'Bilirubine conjuguée', serum('Moles/Volume'), ['umol/L', 0, 3, 0.3], below(5), log),
  test('LIP', '3040-3', 'Lipase', serum('Activité enzymatique/Volume'), ['U/L', 0, 31, 0.35], between(13, 60), {
    ...log,
    critical: { high: 900 },
  }),
  test('CK', '2157-6', 'Créatine kinase', serum('Activité enzymatique/Volume'), ['U/L', 0, 95, 0.45], belowBySex(170, 190), {
    ...log,
    critical: { high: 5000 },
  }),
  test('LDH', '2532-0', 'Lactate déshydrogénase', serum('Activité enzymatique/Volume'), ['U/L', 0, 185, 0.15], between(135, 225), log),
  test('CHOL', '14647-2', 'Cholestérol', serum('Moles/Volume'), ['mmol/L', 2, 5.1, 0.9], below(5.2)),
  test('TG', '14927-8', 'Triglycérides', serum('Moles/Volume'), ['mmol/L', 2, 1.15, 0.4], below(1.7), log),
  test('HDL', '14646-4', 'Cholestérol HDL', serum('Moles/Volume'), ['mmol/L', 2, 1.4, 0.28], above(1.03)),
  test('LDL', '39469-2', 'Cholestérol LDL calculé', serum('Moles/Volume'), ['mmol/L', 2, 3, 0.7], below(3), { method: 'CALC^Calcul' }),
  test('HBA1C', '4548-4', 'Hémoglobine A1c', '[Fraction massique] Sang ; Numérique', ['%', 1, 5.5, 0.06], between(4, 6), {
    ...log,
    method: 'HPLC^Chromatographie',
  }),
  test('HEMOL', null, "Indice d'hémolyse", '', ['', 0, 4, 0.6], between(0, 15), log),
];

const haematology: readonly Test[] = [
  test('LEU', '6690-2', 'Leucocytes', blood('Nombre/Volume'), ['10*9/L', 1, 7, 0.25], between(4, 10), {
    ...log,
    critical: { low: 1, high: 50 },
  }),
  test('GR', '789-8', 'Hématies', blood('Nombre/Volume'), ['10*12/L', 2, 4.6, 0.35], bySex([3.8, 5.2], [4.3, 5.8])),
  test('HB', '718-7', 'Hémoglobine', blood('Masse/Volume'), ['g/dL', 1, 13.8, 1], [{ ageTo: 12, low: 11, high: 14.5 }, ...bySex([11.5, 16], [13, 17])], {
    critical: { low: 6.5, high: 20 },
  }),
  test('HT', '4544-3', 'Hématocrite', '[Fraction volumique] Sang ; Numérique', ['%', 1, 41, 3], bySex([35, 47], [40, 52])),
  test('VGM', '787-2', 'Volume globulaire moyen', '[Volume] Hématies ; Numérique', ['fL', 0, 90, 4.5], between(80, 100)),
  test('TCMH', '785-6', 'Teneur corpusculaire moyenne en hémoglobine', '[Masse] Hématies ; Numérique', ['pg', 1, 30, 1.6], between(27, 33)),
  test('CCMH', '786-4', 'Concentration corpusculaire moyenne en hémoglobine', '[Masse/Volume] Hématies ; Numérique', ['g/dL', 1, 33.6, 0.8], between(31.5, 36)),
  test('PLQ', '777-3', 'Plaquettes', blood('Nombre/Volume'), ['10*9/L', 0, 245, 0.22], between(150, 400), {
    ...log,
    critical: { low: 30, high: 1000 },
    detectionLimit: 10,
  }),
  test('PNN', '751-8', 'Polynucléaires neutrophiles', blood('Nombre/Volume'), ['10*9/L', 2, 4, 0.3], between(1.8, 7.5), log),
  test('PEO', '711-2', 'Polynucléaires éosinophiles', blood('Nombre/Volume'), ['10*9/L', 2, 0.15, 0.5], between(0.02, 0.6), log),
  test('PBA', '704-7', 'Polynucléaires basophiles', blood('Nombre/Volume'), ['10*9/L', 2, 0.04, 0.3], below(0.15), log),
  test('LYM', '731-0', 'Lymphocytes', blood('Nombre/Volume'), ['10*9/L', 2, 2.1, 0.3], between(1, 4), log),
  test('MONO', '742-7', 'Monocytes', blood('Nombre/Volume'), ['10*9/L', 2, 0.5, 0.3], between(0.2, 1), log),
  test('RETIC', '60474-4', 'Réticulocytes', blood('Nombre/Volume'), ['10*9/L', 0, 60, 0.3], between(25, 100), log),
];

const haemostasis: readonly Test[] = [
  test('TP', '5894-1', 'Temps de Quick (taux de prothrombine)', plasma('Temps relatif'), ['%', 0, 93, 9], above(70), { critical: { low: 20 } }),
  test('INR', '6301-6', 'INR', plasma('Temps relatif'), ['', 2, 1.05, 0.05], below(1.2), { critical: { high: 6 } }),
  test('TCA', '14979-9', 'Temps de céphaline avec activateur', plasma('Temps'), ['s', 1, 31, 2.6], between(25, 37), { critical: { high: 120 } }),
  test('FIB', '3255-7', 'Fibrinogène', plasma('Masse/Volume'), ['g/L', 2, 3.1, 0.6], between(2, 4), { critical: { low: 1 } }),
  test('DDIM', '48065-7', 'D-dimères', '[Masse équivalente fibrinogène/Volume] Plasma pauvre en plaquettes ; Numérique', ['ug/L', 0, 310, 0.7], below(500), {
    ...log,
    detectionLimit: 190,
  }),
];

const bloodGases: readonly Test[] = [
  test('PH', '2744-1', 'pH', '[pH] Sang artériel ; Numérique', ['', 2, 7.39, 0.05], between(7.35, 7.45), { critical: { low: 7.15, high: 7.6 } }),
  test('PCO2', '2019-8', 'pCO2', arterial('Pression partielle'), ['mm[Hg]', 0, 40, 4], between(35, 45), { critical: { low: 18, high: 70 } }),
  test('PO2', '2703-7', 'pO2', arterial('Pression partielle'), ['mm[Hg]', 0, 84, 9], between(75, 100), { critical: { low: 45 } }),
  test('HCO3', '1960-4', 'Bicarbonates', arterial('Moles/Volume'), ['mmol/L', 1, 24.4, 1.8], between(22, 26)),
  test('SAO2', '2708-6', 'Saturation en oxygène', '[Fraction massique] Sang artériel ; Numérique', ['%', 0, 96, 1.6], between(94, 100)),
  test('BE', '1925-7', 'Excès de base', arterial('Moles/Volume'), ['mmol/L', 1, 0, 1.5], between(-2, 2)),
  test('LACT', '2518-9', 'Lactate', arterial('Moles/Volume'), ['mmol/L', 1, 1.2, 0.3], between(0.5, 2), { ...log, critical: { high: 5 } }),
];

const hormones: readonly Test[] = [
  test('TSH', '3016-3', 'TSH', '[Unités/Volume] Sérum/Plasma ; Numérique', ['mU/L', 2, 1.6, 0.45], between(0.27, 4.2), {
    ...log,
    detectionLimit: 0.01,
    critical: { high: 100 },
    method: luminescence,
  }),
  test('T4L', '3024-7', 'T4 libre', serum('Moles/Volume'), ['pmol/L', 1, 16, 1.9], between(12, 22), { critical: { high: 75 }, method: luminescence }),
  test('T3L', '14928-6', 'T3 libre', serum('Moles/Volume'), ['pmol/L', 1, 4.8, 0.6], between(3.1, 6.8), { method: luminescence }),
  test('TRAK', null, 'Anticorps anti-récepteurs de la TSH', '', ['U/L', 2, 0.6, 0.4], below(1.75), { ...log, detectionLimit: 0.3 }),
  test('CORT', '14675-3', 'Cortisol', serum('Moles/Volume'), ['nmol/L', 0, 340, 80], between(166, 507), { critical: { low: 60 }, method: luminescence }),
  test('HCG', '19080-1', 'hCG', '[Unités/Volume] Sérum/Plasma ; Numérique', ['U/L', 0, 1.5, 0.3], below(5), {
    ...log,
    detectionLimit: 1,
    method: luminescence,
  }),
  test('FERR', '2276-4', 'Ferritine', serum('Masse/Volume'), ['ug/L', 0, 95, 0.6], bySex([15, 150], [30, 400]), { ...log, method: luminescence }),
  test('FER', '14798-3', 'Fer', serum('Moles/Volume'), ['umol/L', 1, 16, 4.5], between(9, 30)),
  test('B12', '14685-2', 'Vitamine B12', serum('Moles/Volume'), ['pmol/L', 0, 290, 0.35], between(145, 569), { ...log, method: luminescence }),
  test('FOL', '14732-2', 'Folates', serum('Moles/Volume'), ['nmol/L', 1, 18, 0.4], between(8.8, 60.8), { ...log, method: luminescence }),
  test('VITD', '14635-7', '25-hydroxy-vitamine D', serum('Moles/Volume'), ['nmol/L', 0, 68, 0.35], between(75, 150), { ...log, method: luminescence }),
  test('PTH', '14866-8', 'Parathormone', serum('Moles/Volume'), ['pmol/L', 1, 4, 0.35], between(1.6, 6.9), { ...log, method: luminescence }),
  test('PSA', '2857-1', 'PSA total', serum('Masse/Volume'), ['ug/L', 2, 1.1, 0.7], below(4), { ...log, method: luminescence }),
];

export const tests: readonly Test[] = [...chemistry, ...haematology, ...haemostasis, ...bloodGases, ...hormones];

const testByCode = new Map(tests.map((one) => [one.code, one]));

/** The analyte with this local code, or null for a text such as a culture. */
export function findTest(code: string): Test | null {
  return testByCode.get(code) ?? null;
}

/** Finds an analyte by the laboratory's own code; throws for a code that the catalogue does not have. */
export function testOf(code: string): Test {
  const found = findTest(code);
  if (!found) throw new Error(`no such test: ${code}`);
  return found;
}

/** The interval that fits the patient, or null when none does: such a result can't be flagged. */
export function intervalFor(one: Test, sex: 'F' | 'M', age: number): Interval | null {
  const fits = (interval: Interval) => (interval.sex === undefined || interval.sex === sex) && (interval.ageTo === undefined || age <= interval.ageTo);
  return one.intervals.find(fits) ?? null;
}

/** The interval as this group prints it in OBX-7: `3.5 - 5.1`, `< 5.0`, `> 60`. */
export function intervalText(interval: Interval | null, decimals: number): string {
  if (!interval) return '';
  const { low, high } = interval;
  if (low !== undefined && high !== undefined) return `${low.toFixed(decimals)} - ${high.toFixed(decimals)}`;
  if (high !== undefined) return `< ${high.toFixed(decimals)}`;
  return low === undefined ? '' : `> ${low.toFixed(decimals)}`;
}
