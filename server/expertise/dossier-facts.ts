import { type ControlRecord, gravestState } from '../dossier/control-rules';
import { type ControlState, controlStateOf } from '../dossier/control-words';
import type { DossierOfRevision } from '../dossier/read-revisions';
import { classOf } from '../dossier/values';
import type { PatientRecord } from '../patient/read-patient';
import type { FactPrior, Facts } from './facts';

/** An earlier validated value, by the code that it has in common with a result of the dossier. */
export type PriorValue = FactPrior & { code: string; isLocal: boolean };

/** What rules may know of a dossier; an age only of a birth date that is known to the day. */
export function factsOfDossier(
  whole: DossierOfRevision,
  patient: PatientRecord | null,
  priors: readonly PriorValue[],
  controls: ReadonlyMap<string, readonly Pick<ControlRecord, 'state'>[]> = new Map(),
): Facts {
  const { dossier, observations, specimens, requests, revision } = whole;
  const at = dossier.collectedAt ?? dossier.createdAt;
  const newestFirst = priors.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  return {
    age: ageOn(patient?.birthDate ?? null, at),
    sex: patient?.sex === 'F' || patient?.sex === 'M' ? patient.sex : 'U',
    ward: dossier.wardCode,
    patientClass: dossier.patientClass,
    prescriberRpps: dossier.prescriberRpps,
    clinical: dossier.clinicalInformation,
    sample: [
      ...specimens.flatMap(({ condition, description, notes }) => [condition ?? '', description, ...notes]),
      ...requests.flatMap(({ notes }) => notes),
      ...revision.notes,
    ],
    collectedAt: dossier.collectedAt,
    receivedAt: dossier.receivedAt,
    at,
    priorsUnknown: dossier.identityGuaranteed ? null : 'identité non garantie',
    results: observations.map((row) => ({
      id: row.id,
      code: row.code,
      localCode: row.localCode,
      label: row.label,
      panel: row.serviceRequestId,
      state: classOf(row.status),
      values: row.values,
      number: row.number === null ? null : Number(row.number),
      comparator: row.comparator,
      unit: row.unit,
      method: row.method,
      flags: [...row.interpretation.split('~'), ...row.analyserFlags].filter((flag) => flag !== ''),
      notes: row.notes,
      analysedAt: row.analysedAt,
      centrifugedAt: centrifugedAtOf(whole, row.serviceRequestId),
      control: gravestState([...said(row.qualityControl), ...(controls.get(row.id) ?? []).map(({ state }) => state)]),
      priors: newestFirst.filter(({ code, isLocal }) => code === row.code && isLocal === (row.codeSystem !== 'LN')),
    })),
  };
}

const said = (qualityControl: string): ControlState[] => (qualityControl === '' ? [] : [controlStateOf(qualityControl)]);

/** Of the request itself, else of its sample: the dossier's only one, or the only one of the kind that the request names. Of several, nobody knows which. */
function centrifugedAtOf({ requests, specimens }: DossierOfRevision, requestId: string): Date | null {
  const request = requests.find(({ id }) => id === requestId);
  const own = specimens.length === 1 ? specimens : specimens.filter(({ kind }) => kind === request?.specimenKind);
  return request?.centrifugedAt ?? (own.length === 1 ? (own[0]?.centrifugedAt ?? null) : null);
}

/** Whole days, months and years between a day of birth and an instant, by the calendar. */
export function ageOn(birthDate: string | null, at: Date): Facts['age'] {
  const [, year = 0, month = 0, day = 0] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(birthDate ?? '')?.map(Number) ?? [];
  if (year === 0 || month === 0 || day === 0) return null;
  const days = Math.floor((at.getTime() - Date.UTC(year, month - 1, day)) / 86_400_000);
  if (days < 0) return null;
  const months = (at.getUTCFullYear() - year) * 12 + at.getUTCMonth() - (month - 1) - (at.getUTCDate() < day ? 1 : 0);
  return { days, months, years: Math.floor(months / 12) };
}
