import type { IncomingDossier, IncomingObservation } from '../dossier/types';
import { textOf } from '../hl7/access';
import { findControlId } from '../hl7/ack';
import { splitMessages } from '../hl7/batch';
import { decodeBytes } from '../hl7/charset';
import { type Hl7Message, parseMessage } from '../hl7/grammar';
import type { IncomingPatient } from '../patient/types';
import { localIso } from '../platform/local-time';
import { problem } from './problems';
import { GENERIC_SETTINGS } from './profile-settings';
import { type Reception, receptionOf, refuseByHeader } from './rules';
import { translate } from './translate/translate';
import type { MessageProblem, TranslationProfile } from './types';

/** The generic profile: what Relais assumes of a sender that no connection profile names. */
const GENERIC: TranslationProfile = {
  timeZone: 'Europe/Paris',
  defaultCharset: 'UNICODE UTF-8',
  laboratoryFiness: '',
  facility: '',
  settings: GENERIC_SETTINGS,
};

export interface Explanation {
  answer: Reception['answer'];
  controlId: string;
  problems: MessageProblem[];
  patient: Record<string, unknown> | null;
  dossiers: { accessionNumber: string; observations: Record<string, unknown>[]; notes: string[] }[];
}

/**
 * Says what Relais understands of every message in a file, as it would be answered in a demonstration and as it would be
 * shown: the very translation that runs at reception, so the two cannot disagree. Needs no database, sends nothing.
 * @see contract.md « hl7 -- explain »
 */
export function explain(bytes: Buffer): Explanation[] {
  const decoded = decodeBytes(bytes, GENERIC.defaultCharset);
  const warnings = decoded.warnings.length > 0 ? [problem('charset')] : [];
  return splitMessages(decoded.text).map((text) => explainOne(text, warnings));
}

function explainOne(text: string, warnings: MessageProblem[]): Explanation {
  const parsed = parseMessage(text);
  if (!parsed.ok) {
    const { segment, field, code, text: sentence } = parsed.problem;
    return {
      answer: 'AE',
      controlId: findControlId(text),
      problems: [...warnings, { severity: 'E', segment, field, code, text: sentence }],
      patient: null,
      dossiers: [],
    };
  }
  const { message } = parsed;
  const controlId = header(message, 10);
  const refusal = refuseByHeader(message, { isSenderKnown: true, acceptsTests: true });
  if (refusal) return { answer: refusal.answer, controlId, problems: refusal.problems, patient: null, dossiers: [] };
  const { groups, problems } = translate(message, { ...GENERIC, facility: header(message, 4) });
  const told = [...warnings, ...problems, ...(header(message, 11) === 'P' || header(message, 11) === '' ? [] : [problem('test_message')])];
  const { answer } = receptionOf(told);
  return {
    answer,
    controlId,
    problems: told,
    patient: groups[0] ? patientOf(groups[0].patient) : null,
    dossiers: groups.flatMap((group) => group.dossiers.map(dossierOf)),
  };
}

const patientOf = (patient: IncomingPatient): Record<string, unknown> => ({ ...patient });

function dossierOf(dossier: IncomingDossier): Explanation['dossiers'][number] {
  return {
    accessionNumber: dossier.accessionNumber,
    observations: dossier.requests.flatMap((request) => request.observations.map(observationOf)),
    notes: [...dossier.notes, ...dossier.requests.flatMap((request) => request.notes)],
  };
}

function observationOf(observation: IncomingObservation): Record<string, unknown> {
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
    observedAt: observation.observedAt ? localIso(observation.observedAt, GENERIC.timeZone) : null,
    notes: observation.notes,
  };
}

function header(message: Hl7Message, field: number): string {
  const [msh] = message.segments;
  return msh ? textOf(message, msh, field) : '';
}
