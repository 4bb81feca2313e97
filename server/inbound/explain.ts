import type { IncomingDossier, IncomingObservation } from '../dossier/types';
import { declaredCounts } from '../hl7/batch';
import { type FilePart, messagesInFile } from '../hl7/file';
import type { IncomingPatient } from '../patient/types';
import { localIso } from '../platform/local-time';
import { GENERIC } from './explain-profile';
import { problem } from './problems';
import { header, readAlone } from './read-alone';
import { isTestMessage, type Reception, receptionOf, refuseByHeader } from './rules';
import { translate } from './translate/translate';
import type { MessageProblem, TranslationProfile } from './types';

export interface Explanation {
  answer: Reception['answer'];
  controlId: string;
  problems: MessageProblem[];
  patient: Record<string, unknown> | null;
  /** Every patient, when the message speaks of several. */
  patients?: Record<string, unknown>[];
  dossiers: { accessionNumber: string; observations: Record<string, unknown>[]; notes: string[]; specimens?: Record<string, unknown>[] }[];
  /** Of a message of controls. */
  controls?: Record<string, unknown>[];
}

/**
 * Says what Relais understands of every message in a file, as it would be answered in a demonstration and as it would be
 * shown: the very translation that runs at reception, so the two cannot disagree. Needs no database, sends nothing; any bytes get an answer.
 * @see contract.md « hl7 -- explain »
 */
export function explain(bytes: Buffer, profile: TranslationProfile = GENERIC): Explanation[] {
  const parts = messagesInFile(bytes);
  const all = parts.length === 0 ? [{ kind: 'message' as const, bytes, payload: bytes }] : parts;
  return all.map((part, index) => {
    // The trailer follows the last message of its payload: that is where a wrong count is told.
    const isLast = all[index + 1]?.payload !== part.payload;
    const isMiscounted = isLast && part.kind === 'message' && !declaredCounts(part.payload).isRight;
    return explainOne(part, isMiscounted ? [problem('batch_count')] : [], profile);
  });
}

function explainOne(part: FilePart, batchProblems: MessageProblem[], profile: TranslationProfile): Explanation {
  const { message, controlId, problems: reading } = readAlone(part.bytes, profile.defaultCharset);
  if (part.kind === 'unfinished') return unread(controlId, [problem('unfinished_frame')]);
  if (!message) return unread(controlId, [...batchProblems, ...reading]);
  const refusal = refuseByHeader(message, { isSenderKnown: true, acceptsTests: true, settings: profile.settings });
  if (refusal) return { answer: refusal.answer, controlId, problems: refusal.problems, patient: null, dossiers: [] };
  const { groups, controls, problems } = translate(message, { ...profile, facility: header(message, 4) });
  const told = [...reading, ...batchProblems, ...problems, ...(isTestMessage(header(message, 11)) ? [problem('test_message')] : [])];
  return {
    answer: receptionOf(told).answer,
    controlId,
    problems: told,
    patient: groups[0] ? patientOf(groups[0].patient) : null,
    ...(groups.length > 1 ? { patients: groups.map((group) => patientOf(group.patient)) } : {}),
    ...(controls.length > 0
      ? { controls: controls.map((control) => ({ ...control, measuredAt: control.measuredAt && localIso(control.measuredAt, profile.timeZone) })) }
      : {}),
    dossiers: groups.flatMap((group) => group.dossiers.map((dossier) => dossierOf(dossier, profile.timeZone))),
  };
}

/** What is no message is never taken; the number that its sender waits for is found where it can be. */
const unread = (controlId: string, problems: MessageProblem[]): Explanation => ({
  answer: 'AE',
  controlId,
  problems,
  patient: null,
  dossiers: [],
});

const patientOf = (patient: IncomingPatient): Record<string, unknown> => ({ ...patient });

function dossierOf(dossier: IncomingDossier, timeZone: string): Explanation['dossiers'][number] {
  return {
    accessionNumber: dossier.accessionNumber,
    observations: dossier.requests.flatMap((request) => request.observations.map((observation) => observationOf(observation, timeZone))),
    notes: [...dossier.notes, ...dossier.requests.flatMap((request) => request.notes)],
    // Only where something was said of one: what a sample is stands in the message.
    ...saidSpecimens(dossier),
  };
}

function saidSpecimens({ specimens }: IncomingDossier): { specimens?: Record<string, unknown>[] } {
  const said = specimens.filter(({ condition, notes = [], description, role }) => condition !== null || notes.length > 0 || description !== '' || role !== '');
  return said.length === 0
    ? {}
    : {
        specimens: said.map(({ identifier, kind, site, role, description, condition, notes = [] }) => ({
          identifier,
          kind,
          site,
          role,
          description,
          condition,
          notes,
        })),
      };
}

/** What an analyser said besides the value, where the link names it. */
function technicalOf({ analyserFlags = [], qualityControl = '', valuesBefore = [], dilution = '' }: IncomingObservation): Record<string, unknown> {
  return {
    ...(analyserFlags.length > 0 ? { analyserFlags } : {}),
    ...(qualityControl === '' ? {} : { qualityControl }),
    ...(valuesBefore.length > 0 ? { valuesBefore } : {}),
    ...(dilution === '' ? {} : { dilution }),
  };
}

function observationOf(observation: IncomingObservation, timeZone: string): Record<string, unknown> {
  const orNull = (text: string) => (text === '' ? null : text);
  return {
    code: observation.code,
    codeSystem: orNull(observation.codeSystem),
    localCode: orNull(observation.localCode),
    label: observation.label,
    subId: orNull(observation.subId),
    valueType: observation.valueType,
    value: observation.values[0] ?? null,
    values: observation.values,
    number: observation.number,
    comparator: observation.comparator,
    unit: orNull(observation.unit),
    referenceRange: orNull(observation.referenceRange),
    interpretation: orNull(observation.interpretation),
    status: observation.status,
    observedAt: observation.observedAt ? localIso(observation.observedAt, timeZone) : null,
    notes: observation.notes,
    ...technicalOf(observation),
  };
}
