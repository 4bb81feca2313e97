import type { PlannedGroup, PlannedResult } from './dossier';
import { type Laboratory, laboratories, type Staff } from './laboratories';
import type { LisResult } from './lis-message';
import { criticalCodes, type Measured, measure } from './measure';
import { bloodCultureStages, type Stage, urineCultureStages } from './microbiology';
import { type Panel, panelOf } from './panels';
import type { PlannedOrder } from './plan-order';
import type { Random } from './random';
import { type LineContext, measuredLine, textLine } from './result-line';
import { minuteMs } from './rhythm';
import { serologyLines } from './serology';
import { intervalFor } from './tests';

/** Everything that a group's planning needs to know. */
interface Bench {
  random: Random;
  laboratory: Laboratory;
  order: PlannedOrder;
}

/** A dossier in which something is critical (HH, LL): three of a hundred. */
const criticalShare = 0.03;

/** Draws every group of a dossier with its figures, notes and the instant at which each line is ready. */
export function planGroups(random: Random, laboratory: Laboratory, order: PlannedOrder): PlannedGroup[] {
  const bench: Bench = { random, laboratory, order };
  const critical = random.chance(criticalShare);
  const codes = criticalCodes(order.panels.flatMap((panel) => panel.tests));
  const ordered = critical && codes.length === 0 ? [panelOf('IONO'), ...order.panels] : order.panels;
  const criticalCode = critical ? random.pick(codes.length === 0 ? ['K'] : codes) : null;
  return ordered.map((panel) => planGroup(bench, panel, criticalCode, order.receivedAt));
}

/** A panel that was asked for later on the same specimen, ready some time after `addedAt`. */
export function planAddedGroup(random: Random, laboratory: Laboratory, order: PlannedOrder, addedAt: Date): PlannedGroup | null {
  const missing = addablePanels.filter((code) => !order.panels.some((panel) => panel.code === code));
  if (missing.length === 0) return null;
  const group = planGroup({ random, laboratory, order }, panelOf(random.pick(missing)), null, addedAt);
  return { ...group, results: group.results.map((result) => ({ ...result, isAnnounced: false })) };
}

const addablePanels = ['INFL', 'LIPASE', 'GLYC', 'HEPA'];

function planGroup(bench: Bench, panel: Panel, criticalCode: string | null, from: Date): PlannedGroup {
  const { random, laboratory } = bench;
  const technician = random.pick(laboratory.technicians);
  const executor = panel.canBeSubcontracted ? drawExecutor(random, laboratory) : null;
  const results = resultsOf(bench, panel, criticalCode, from, technician);
  return {
    panel,
    technician,
    notes: random.chance(0.035) ? [technicianNote(random, panel)] : [],
    results: executor ? results.map((result) => validatedElsewhere(random, result, executor)) : results,
  };
}

function resultsOf(bench: Bench, panel: Panel, criticalCode: string | null, from: Date, technician: Staff): PlannedResult[] {
  switch (panel.kind) {
    case 'measured':
      return measuredResults(bench, panel, criticalCode, from, technician);
    case 'urineCulture':
      return stagedResults(bench, panel, urineCultureStages(bench.random), from, technician);
    case 'bloodCulture':
      return stagedResults(bench, panel, bloodCultureStages(bench.random), from, technician);
    case 'serology':
      return stagedResults(bench, panel, [{ minutesAfterReception: panel.delayMinutes, lines: serologyLines(bench.random) }], from, technician);
  }
}

function measuredResults(bench: Bench, panel: Panel, criticalCode: string | null, from: Date, technician: Staff): PlannedResult[] {
  const { random, laboratory, order } = bench;
  const subject = { sex: order.patient.sex, age: order.age };
  const codes = panel.tests.filter((code) => code !== 'DFG' || order.age >= 18);
  const figures = measure(random, order.patient, subject, codes, criticalCode);
  const haemolysis = figures.find((one) => one.test.code === 'HEMOL');
  if (haemolysis && random.chance(0.03)) haemolysis.value = random.integer(60, 240);
  const context: LineContext = {
    laboratory,
    technician,
    equipment: random.pick(panel.equipment),
    analysedAt: readyAfter(random, from, panel.delayMinutes, order),
  };
  const results = figures.map((figure): PlannedResult => {
    const line = withNotes(random, figure, measuredLine(figure, intervalFor(figure.test, subject.sex, subject.age), context), haemolysis?.value ?? null);
    return planned(line, context.analysedAt);
  });
  return random.chance(0.02) ? [...results, technicianComment(random, context)] : results;
}

function stagedResults({ random, laboratory, order }: Bench, panel: Panel, stages: readonly Stage[], from: Date, technician: Staff): PlannedResult[] {
  return stages.flatMap((stage) => {
    const analysedAt = readyAfter(random, from, stage.minutesAfterReception, order);
    const context: LineContext = { laboratory, technician, equipment: random.pick(panel.equipment), analysedAt };
    return stage.lines(context).map((line) => ({ ...planned(line, analysedAt), isAnnounced: isAnnounced(line) }));
  });
}

function planned(line: LisResult, readyAt: Date): PlannedResult {
  return { line, readyAt, isAnnounced: true, correction: null };
}

/** Nobody announces an antibiogram, or a bottle that may yet turn positive. */
function isAnnounced({ subId, localCode }: LisResult): boolean {
  return subId === '' && localCode !== 'HPOS' && localCode !== 'UNUM';
}

/** Urgent specimens pass first: the machine takes the time it takes, the waiting is left out. */
function readyAfter(random: Random, from: Date, [shortest, longest]: readonly [number, number], order: PlannedOrder): Date {
  const end = order.priority === 'routine' ? longest : shortest + (longest - shortest) * 0.3;
  return new Date(from.getTime() + (shortest + random.next() * (end - shortest)) * minuteMs);
}

/** One town site sends out a good part of its hormones; the hospitals seldom do. */
function drawExecutor(random: Random, laboratory: Laboratory): Laboratory | null {
  if (!random.chance(laboratory.code === 'LBM-CLAIRLIEU' ? 0.4 : 0.12)) return null;
  return random.pick(laboratories.filter((one) => one !== laboratory && one.code !== 'LBM-CLAIRLIEU'));
}

/** The executing laboratory has validated its own part (F, with its biologist); the dossier still waits (GBUI XIV-2a). */
function validatedElsewhere(random: Random, result: PlannedResult, executor: Laboratory): PlannedResult {
  const delay = random.integer(90, 400) * minuteMs;
  const analysedAt = new Date(result.readyAt.getTime() + delay);
  const responsible = random.pick(executor.biologists);
  return {
    ...result,
    line: { ...result.line, status: 'F', responsible, executedBy: executor, analysedAt },
    readyAt: new Date(analysedAt.getTime() + 12 * minuteMs),
  };
}

function withNotes(random: Random, figure: Measured, line: LisResult, haemolysis: number | null): LisResult {
  const isCritical = line.interpretation === 'HH' || line.interpretation === 'LL';
  const notes: string[] = [];
  if (line.interpretation !== '' && line.interpretation !== 'N' && random.chance(isCritical ? 0.75 : 0.08)) notes.push(rerunNote(random, figure, line));
  if (figure.test.code === 'K' && haemolysis !== null && haemolysis >= 60) {
    notes.push(`Échantillon hémolysé (indice H = ${haemolysis}) : potassium à interpréter avec prudence.`);
  }
  if (figure.test.code === 'PLQ' && figure.value < 100 && random.chance(0.4)) {
    notes.push('Agrégats plaquettaires au frottis & contrôle sur tube citraté demandé.\nNe pas rendre sans contrôle.');
  }
  const losesFlag = !isCritical && random.chance(0.03);
  return { ...line, notes, interpretation: losesFlag ? '' : line.interpretation };
}

function rerunNote(random: Random, { test, value }: Measured, line: LisResult): string {
  const second = Math.max(0, value * (1 + random.normal() * 0.008)).toFixed(test.decimals);
  const [figure = ''] = line.values;
  return figure.startsWith('<')
    ? `Repassé : inférieur à ${test.detectionLimit} ${test.unit} deux fois.`
    : `Repassé : ${figure} puis ${second} ${test.unit}.`.replace(' .', '.');
}

function technicianNote(random: Random, panel: Panel): string {
  return random.pick([
    'Tube insuffisamment rempli.',
    "Heure de prélèvement confirmée par téléphone avec l'infirmière.",
    `Contrôle de qualité ${random.pick(panel.equipment)} conforme ce jour.`,
    'Échantillon reçu non étiqueté, identité confirmée par le service.',
    'Sérum lactescent.',
  ]);
}

function technicianComment(random: Random, context: LineContext): PlannedResult {
  const line = textLine(
    {
      localCode: 'COM',
      label: 'Commentaire du technicien',
      valueType: 'TX',
      values: [random.pick(['Prélèvement difficile signalé.', 'Patient sous perfusion lors du prélèvement.']), 'Résultats vus au poste technique.'],
    },
    context,
  );
  return planned({ ...line, analysedAt: null, equipment: '', responsible: null }, context.analysedAt);
}
