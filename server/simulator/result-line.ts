import type { Laboratory, Staff } from './laboratories';
import type { LisResult } from './lis-message';
import { interpretationOf, type Measured } from './measure';
import { type Interval, intervalText } from './tests';

/** What a line says besides its figure or text. */
export interface LineContext {
  laboratory: Laboratory;
  technician: Staff;
  equipment: string;
  analysedAt: Date;
}

/** A line with a figure; what lies below the detection limit is "less than", as SN, or as Valmont does as NM. */
export function measuredLine(measured: Measured, interval: Interval | null, context: LineContext): LisResult {
  const { test, value } = measured;
  const isBelowDetection = test.detectionLimit !== null && value < test.detectionLimit;
  const saysStructured = isBelowDetection && context.laboratory.code !== 'LBM-VALMONT';
  const flag = interpretationOf(measured, interval);
  return {
    ...emptyLine(context),
    localCode: test.code,
    label: test.label,
    loincCode: test.loincCode,
    loincLabel: `${test.label} ${test.loincSuffix}`,
    valueType: saysStructured ? 'SN' : 'NM',
    values: [isBelowDetection ? `<^${test.detectionLimit}` : value.toFixed(test.decimals)],
    unit: test.unit,
    referenceRange: intervalText(interval, test.decimals),
    interpretation: flag === '' && context.laboratory.writesNormalFlag && interval ? 'N' : flag,
    method: test.method ?? '',
  };
}

/** A line whose value is a text or a coded term (`code^text^system` with the type `CWE`). */
export function textLine(said: Pick<LisResult, 'localCode' | 'label' | 'valueType' | 'values'> & Partial<LisResult>, context: LineContext): LisResult {
  return { ...emptyLine(context), loincLabel: said.label, ...said };
}

/** The line of an analysis that is still awaited: status `I` and no value (HL7 0085). */
export function awaitedLine(line: LisResult): LisResult {
  return {
    ...line,
    valueType: 'CWE',
    values: ['EC^En cours^LOCAL'],
    unit: '',
    referenceRange: '',
    interpretation: '',
    status: 'I',
    responsible: null,
    method: '',
    equipment: '',
    analysedAt: null,
    executedBy: null,
    notes: [],
  };
}

function emptyLine({ laboratory, technician, equipment, analysedAt }: LineContext): LisResult {
  return {
    localCode: '',
    label: '',
    loincCode: null,
    loincLabel: '',
    subId: '',
    valueType: 'TX',
    values: [],
    unit: '',
    referenceRange: '',
    interpretation: '',
    status: laboratory.unvalidatedStatus,
    responsible: technician,
    method: '',
    equipment,
    analysedAt,
    executedBy: null,
    notes: [],
  };
}
