import type { AutomaticMarks } from '../../db/schema/validation';
import { chapterOfSection, chapterRank } from '../catalogue/chapters';
import type { TestDefinition } from '../catalogue/read-catalogue';
import type { LocalReadings } from '../catalogue/read-local-readings';
import type { LaboratoryRecord, WardRecord } from '../directory/read-directory';
import { listedDocuments } from '../dossier/document-schema';
import { type Antibiogram, microbiologyOf, toldByTable } from '../dossier/microbiology';
import type { ObservationRecord, ServiceRequestRecord } from '../dossier/read-dossier';
import { displayRange, displayUnit, displayValue, flagOf } from '../dossier/values';
import { ageInWords } from '../patient/age';
import type { PatientRecord } from '../patient/read-patient';
import { grouped } from '../platform/grouped';
import { localIso } from '../platform/local-time';
import { writtenIso } from '../platform/written-instant';
import type { CardPrior } from '../validation/card-result';
import { removalInWords } from '../validation/card-rules';
import type { StandingComment } from '../validation/comment-rules';
import type { DecisionRecord, DossierFacts, SecondReader } from '../validation/read-decisions';
import type { ReportContent } from './types';

/** Everything that a report is made from; loaded by the use case, so that composing is pure. */
export interface ReportSources {
  reportId: string;
  version: number;
  issuedAt: Date;
  facts: DossierFacts;
  patient: PatientRecord;
  laboratory: LaboratoryRecord;
  ward: WardRecord | null;
  /** Executing laboratories of the directory, by FINESS number. */
  executing: ReadonlyMap<string, LaboratoryRecord>;
  definitions: ReadonlyMap<string, TestDefinition>;
  /** How the laboratory's own codes and units are read. */
  readings: LocalReadings;
  /** By result. */
  priors: ReadonlyMap<string, CardPrior[]>;
  /** Effective validations of the dossier, oldest first. */
  decisions: readonly DecisionRecord[];
  /** The decision that settled the last change of identity; null when none did. */
  identityDecision: DecisionRecord | null;
  /** Second readers who agreed, by decision. */
  secondReaders: ReadonlyMap<string, SecondReader>;
  /** What biologists wrote and is in force, oldest first. */
  comments: readonly StandingComment[];
}

type Chapter = ReportContent['chapters'][number];
type Panel = Chapter['panels'][number];
type Result = Panel['results'][number];

/** Before what a biologist wrote on a result, among the laboratory's own notes. */
export const BIOLOGIST_NOTE = 'Commentaire du biologiste : ';

/**
 * Composes what the report says from what was validated, and nothing else: a result that still waits is named among the
 * awaited ones, without its value. Kind, supersession and changes are decided afterwards, against the version before.
 * @see CSP R6222-3, D6211-2, D6211-3; ISO 15189:2022 7.4.1.6; GBUI VI-1, XIV-1
 */
export function composeContent(sources: ReportSources): ReportContent {
  const { facts, patient, laboratory, ward } = sources;
  const { dossier } = facts.state;
  const zone = laboratory.timeZone;
  const written = (instant: Date | null, text: string) => (instant === null ? null : writtenIso(instant, text, zone));
  const released = releasedObservations(facts);
  return {
    reportId: sources.reportId,
    accessionNumber: dossier.accessionNumber,
    version: sources.version,
    kind: 'complete',
    supersedes: null,
    isTest: dossier.isTest,
    issuedAt: localIso(sources.issuedAt, zone),
    laboratory: {
      name: laboratory.name,
      legalForm: laboratory.legalForm,
      addressLines: laboratory.addressLines,
      phone: laboratory.phone,
      responsibleBiologists: laboratory.responsibleBiologists,
      accreditationNumber: laboratory.accreditationNumber,
    },
    patient: {
      birthFamilyName: patient.birthFamilyName,
      firstGivenName: patient.firstGivenName,
      usedName: patient.usedFamilyName,
      birthDate: patient.birthDate,
      birthDateText: patient.birthDateText,
      ageText: ageInWords(patient.birthDate, dossier.collectedAt ?? sources.issuedAt),
      sex: patient.sex as 'F' | 'M' | 'U',
      identifier: patient.identifier,
      identifierAuthority: patient.assigningAuthority,
      ins: patient.insQualified ? patient.ins : null,
      identityGuaranteed: dossier.identityGuaranteed,
    },
    request: {
      priority: dossier.priority as 'stat' | 'urgent' | 'routine',
      requestedAt: written(dossier.requestedAt, dossier.requestedText),
      placerNumber: dossier.placerNumber,
      prescriber: dossier.prescriberName === '' ? null : { name: dossier.prescriberName, rppsNumber: dossier.prescriberRpps || null },
      ward: [ward?.name ?? dossier.wardCode, dossier.room, dossier.bed].filter((text) => text !== '').join(', ') || null,
      encounterNumber: dossier.encounterNumber,
      clinicalInformation: dossier.clinicalInformation || null,
      recipients: recipientsOf(sources),
    },
    collection: {
      collectedAt: written(dossier.collectedAt, dossier.collectedText),
      collector: dossier.collector || null,
      receivedAt: written(dossier.receivedAt, dossier.receivedText),
      specimens: facts.state.specimens.map(({ identifier, kind, condition, notes }) => ({
        identifier,
        kind,
        // What was said of the sample itself belongs beside its state: both say what its values are worth.
        condition: [condition ?? '', ...notes].filter((text) => text !== '').join('. ') || null,
      })),
    },
    chapters: chaptersOf(sources, released),
    awaited: awaitedLabels(facts),
    dossierNotes: facts.state.revision.notes,
    conclusion: conclusionOf(sources),
    executingLaboratories: executingOf(sources, released),
    validations: validationsOf(sources, released, zone),
  };
}

/** The results that may leave: validated with effect, in the order of the laboratory. */
export function releasedObservations(facts: DossierFacts): ObservationRecord[] {
  const validated = new Set(facts.standings.filter((standing) => standing.standing === 'validated').map((standing) => standing.currentId));
  return facts.state.observations.filter((observation) => validated.has(observation.id));
}

/** Labels of what the prescriber still has to wait for, held results included. */
export function awaitedLabels(facts: DossierFacts): string[] {
  const byId = new Map(facts.standings.map((standing) => [standing.currentId, standing.standing]));
  const isMissing = (observation: ObservationRecord) => {
    const standing = byId.get(observation.id);
    return standing === 'awaited' || standing === 'awaiting' || standing === 'held' || standing === 'refused' || standing === 'pending';
  };
  return [...new Set(facts.state.observations.filter(isMissing).map((observation) => observation.label))];
}

function chaptersOf(sources: ReportSources, released: readonly ObservationRecord[]): Chapter[] {
  // Of what is released only: an organism that still waits is not named before its time.
  const antibiograms = microbiologyOf(released, sources.facts.state.requests);
  const told = toldByTable(antibiograms, released);
  const { laboratoryId } = sources.facts.state.dossier;
  const chapters = new Map<string, Map<string, { request: ServiceRequestRecord; observations: ObservationRecord[] }>>();
  for (const request of sources.facts.state.requests) {
    for (const observation of released.filter((candidate) => candidate.serviceRequestId === request.id)) {
      const title =
        sources.definitions.get(observation.code)?.chapter ?? sources.readings.chapterOf({ ...observation, laboratoryId }) ?? chapterOfSection(request.section);
      const panels = chapters.get(title) ?? new Map<string, { request: ServiceRequestRecord; observations: ObservationRecord[] }>();
      const panel = panels.get(request.id) ?? { request, observations: [] };
      panels.set(request.id, { request, observations: [...panel.observations, observation] });
      chapters.set(title, panels);
    }
  }
  return [...chapters]
    .sort(([a], [b]) => chapterRank(a) - chapterRank(b))
    .map(([title, panels]) => ({
      title,
      panels: [...panels.values()].map(({ request, observations }) => panelOf(sources, request, observations, antibiograms, told)),
    }));
}

function panelOf(
  sources: ReportSources,
  request: ServiceRequestRecord,
  observations: readonly ObservationRecord[],
  antibiograms: readonly Antibiogram[],
  told: ReadonlySet<string>,
): Panel {
  return {
    title: request.label,
    specimen: request.specimenKind || null,
    results: observations.map((observation) => {
      const result = resultOf(sources, observation);
      return { ...result, inAntibiogram: told.has(observation.id) && result.performedBy === null && !result.origin };
    }),
    notes: request.notes,
    antibiogram: antibiograms.find((antibiogram) => antibiogram.requestId === request.id) ?? null,
  };
}

/** Why no earlier value stands beside it, in as many letters as the column takes. */
function absenceOf({ facts: { state }, readings }: ReportSources, observation: ObservationRecord): string {
  if (!state.dossier.identityGuaranteed) return 'identité non sûre';
  return readings.isApart({ ...observation, laboratoryId: state.dossier.laboratoryId }) ? 'non comparé' : '1er dosage';
}

function resultOf(sources: ReportSources, observation: ObservationRecord): Result {
  const [prior] = sources.priors.get(observation.id) ?? [];
  const number = observation.number === null ? null : Number(observation.number);
  return {
    observationId: observation.id,
    label: observation.label,
    patientLabel: sources.definitions.get(observation.code)?.patientLabel ?? null,
    method: observation.method || null,
    value: displayValue({ values: observation.values, number }),
    isNumeric: number !== null && observation.values.length === 1,
    unit: displayUnit(observation.unit),
    referenceRange: displayRange(observation.referenceRange),
    flag: flagOf(observation.interpretation),
    cancelled: removalInWords(observation.status),
    prior: prior
      ? {
          value: [prior.value, prior.unit === displayUnit(observation.unit) ? '' : prior.unit].join(' ').trim(),
          on: localIso(prior.on, sources.laboratory.timeZone),
        }
      : null,
    priorAbsence: prior ? null : absenceOf(sources, observation),
    changed: null,
    notes: [...observation.notes, ...ownComments(sources, observation)],
    performedBy: performerOf(sources, observation),
    origin: observation.origin || null,
    documents: listedDocuments(sources.facts.state.documents, observation.id),
  };
}

const ownComments = ({ comments }: ReportSources, { observationKey }: ObservationRecord): string[] =>
  comments.filter(({ level, target }) => level === 'analyte' && target === observationKey).map(({ text }) => `${BIOLOGIST_NOTE}${text}`);

function performerOf({ laboratory, facts, executing }: ReportSources, observation: ObservationRecord): string | null {
  if (!isElsewhere(laboratory, observation)) return null;
  const name = observation.performerName || observation.performerFiness;
  const part = facts.parts.find(({ observationId }) => observationId === observation.id);
  const known = executing.get(observation.performerFiness)?.name ?? name;
  if (part?.source === 'relais') return `${known}, part validée par ${part.by}`;
  if (part?.source === 'both') return `${known}, validé au titre des deux laboratoires par ${part.by}`;
  if (part?.source === 'received') return `${known}, validation reçue autrement : ${part.reason}`;
  const isValidatedThere = (observation.status === 'F' || observation.status === 'C') && observation.responsibleObserver !== '';
  return isValidatedThere ? `${name}, validé sur place par ${observation.responsibleObserver}` : name;
}

/** An executing laboratory is named on the report also when its LIS tells no number (GBUI XIV-1). */
function isElsewhere(laboratory: LaboratoryRecord, observation: ObservationRecord): boolean {
  if (observation.performerFiness === '') return observation.performerName !== '';
  return observation.performerFiness !== laboratory.finessNumber;
}

function executingOf(sources: ReportSources, released: readonly ObservationRecord[]): ReportContent['executingLaboratories'] {
  const elsewhere = new Map<string, { name: string; results: string[] }>();
  for (const observation of released) {
    if (!isElsewhere(sources.laboratory, observation)) continue;
    const finess = observation.performerFiness || observation.performerName;
    const known = elsewhere.get(finess) ?? { name: observation.performerName || finess, results: [] };
    elsewhere.set(finess, { ...known, results: [...known.results, observation.label] });
  }
  return [...elsewhere].map(([finess, { name, results }]) => {
    const laboratory = sources.executing.get(finess);
    return { name: laboratory?.name ?? name, addressLines: laboratory?.addressLines ?? [], phone: laboratory?.phone ?? null, results };
  });
}

/** What biologists wrote on the dossier and on its samples; what was said of a value that was corrected since is said no more. */
function conclusionOf({ comments }: ReportSources): string | null {
  const said = comments
    .filter(({ level }) => level !== 'analyte')
    .map(({ level, target, text }) => (level === 'sample' ? `Échantillon ${target} : ${text}` : text));
  return said.length === 0 ? null : said.join('\n\n');
}

function validationsOf(sources: ReportSources, released: readonly ObservationRecord[], zone: string): ReportContent['validations'] {
  const named = ({ deciderName, deciderRpps, signedAt, automatic }: DecisionRecord, scope: string) => ({
    name: deciderName,
    rppsNumber: deciderRpps,
    at: localIso(signedAt, zone),
    scope: automatic ? `${scope}, ${automaticWords(automatic)}` : scope,
    ...(automatic ? { automatic: automaticOf(automatic, zone) } : {}),
  });
  const standing = standingDecisions(sources, released);
  const ofResults = standing.flatMap(({ decision, covered }) => {
    const scope = covered.length === released.length ? 'pour l’ensemble des résultats rendus' : `pour : ${covered.map(({ label }) => label).join(', ')}`;
    const own = decision.ownResults > 0 ? ' (validation technique par la même personne)' : '';
    const reader = sources.secondReaders.get(decision.id);
    const second = reader ? [{ name: reader.name, rppsNumber: reader.rppsNumber, at: localIso(reader.at, zone), scope: `seconde lecture, ${scope}` }] : [];
    return [named(decision, `${scope}${own}`), ...second];
  });
  const parts = partValidations(sources, released, zone);
  const { identityDecision } = sources;
  if (identityDecision === null || standing.some(({ decision }) => decision.id === identityDecision.id)) return [...ofResults, ...parts];
  return [...ofResults, ...parts, named(identityDecision, 'pour l’identité du patient, corrigée')];
}

/** Biologists of executing laboratories, each for the part that she validated here: the report names both levels (GBUI XIV-1, XIV-2). */
function partValidations({ facts, executing }: ReportSources, released: readonly ObservationRecord[], zone: string): ReportContent['validations'] {
  const labels = new Map(released.map(({ id, label }) => [id, label]));
  const own = facts.parts.filter(({ source, observationId }) => source === 'relais' && labels.has(observationId));
  return [...grouped(own, ({ decisionId }) => decisionId ?? '').values()].flatMap((list) => {
    const [first] = list;
    if (!first?.at) return [];
    const laboratory = executing.get(first.finessNumber)?.name ?? first.performerName;
    const told = list.map(({ observationId }) => labels.get(observationId) ?? '').join(', ');
    return [
      { name: first.by, rppsNumber: first.rppsNumber, at: localIso(first.at, zone), scope: `pour la part du laboratoire exécutant (${laboratory}) : ${told}` },
    ];
  });
}

/** Also for whoever reads nothing but the words: that nobody has read it, by which rules, on whose word, and who accepted it. */
const automaticWords = ({ ruleSetTitle, ruleSetVersion, approvedBy }: AutomaticMarks): string =>
  `validation automatique acceptée pour cette garde (règles « ${ruleSetTitle} », version ${ruleSetVersion}, approuvées par ${approvedBy})`;

const automaticOf = (marks: AutomaticMarks, zone: string) => ({
  rules: marks.ruleSetTitle,
  rulesVersion: marks.ruleSetVersion,
  ruleCount: marks.ruleCount,
  approvedBy: marks.approvedBy,
  approvedAt: localIso(new Date(marks.approvedAt), zone),
  acceptedAt: localIso(new Date(marks.acceptedAt), zone),
  evaluatedAt: localIso(new Date(marks.evaluatedAt), zone),
});

/** The decisions that this report rests on, each with the released results that it covers. */
function standingDecisions(
  { facts, decisions }: ReportSources,
  released: readonly ObservationRecord[],
): { decision: DecisionRecord; covered: ObservationRecord[] }[] {
  const decisionIds = new Map(facts.standings.map((standing) => [standing.currentId, standing.decisionId]));
  return decisions.flatMap((decision) => {
    const covered = released.filter((observation) => decisionIds.get(observation.id) === decision.id);
    return covered.length === 0 ? [] : [{ decision, covered }];
  });
}

function recipientsOf({ facts, ward, patient }: ReportSources): string[] {
  const { dossier } = facts.state;
  return [dossier.prescriberName, ward?.name ?? '', dossier.identityGuaranteed && patient.birthDate !== null && !dossier.isTest ? 'Patient' : ''].filter(
    (text) => text !== '',
  );
}
