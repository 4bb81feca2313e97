import { z } from 'zod';
import type { Transaction } from '../../db/client';
import { readUnsharedEntities } from '../agreement/read-agreements';
import { append } from '../audit/append';
import { chapterOfSection, chapterRank } from '../catalogue/chapters';
import { readTestDefinitions } from '../catalogue/read-catalogue';
import { readLocalReadings } from '../catalogue/read-local-readings';
import { readLaboratories } from '../directory/read-directory';
import { type HistoricObservation, readHistoricObservations } from '../dossier/read-priors';
import { type PatientRecord, readLinkedPatientIds, readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { cardFlag } from './card-result';
import { type HistoryValue, historyRows } from './history-rules';
import { type DossierFacts, readDossierFacts } from './project-worklist';
import { isOfOurs } from './read-card';
import { readMuteLinks } from './read-priors';
import { validatedAmong } from './store';

export const historySchema = z.object({
  dossierId: z.string(),
  accessionNumber: z.string(),
  patient: z.object({
    birthFamilyName: z.string(),
    usedFamilyName: z.string().nullable(),
    firstGivenName: z.string(),
    birthDate: z.string().nullable(),
    birthDateText: z.string(),
    sex: z.enum(['F', 'M', 'U']),
    identifier: z.string(),
    authority: z.string(),
  }),
  readAt: z.date(),
  /** One for each dossier, newest first. */
  columns: z.array(z.object({ dossierId: z.string(), accessionNumber: z.string(), at: z.date(), laboratory: z.string(), isOpenable: z.boolean() })),
  chapters: z.array(
    z.object({
      title: z.string(),
      rows: z.array(
        z.object({
          key: z.string(),
          label: z.string(),
          method: z.string(),
          unit: z.string(),
          referenceRange: z.string(),
          cells: z.array(
            z.object({
              dossierId: z.string(),
              value: z.string(),
              unit: z.string(),
              flag: cardFlag,
              converted: z.string().nullable(),
              isValidated: z.boolean(),
            }),
          ),
        }),
      ),
    }),
  ),
  identityGuaranteed: z.boolean(),
  /** Values of units that a référent set apart: compared with nothing, and not in the table. */
  apart: z.number(),
  mute: z.array(z.object({ laboratory: z.string(), since: z.date() })),
  /** Legal entities whose results are not consulted: nothing is agreed. */
  unshared: z.array(z.string()),
});
export type History = z.infer<typeof historySchema>;

/**
 * Everything that was ever validated of the patient of a dossier, over all laboratories, with the dossier's own results beside: chapter by chapter, dossier by dossier. Of an identity that is not guaranteed only the
 * dossier itself. A reading, and traced as one.
 * @see GBUI V-2a, I-2, XIV-3
 */
export async function readHistory(ctx: Context<ProfessionalActor>, input: { dossierId: string }): Promise<Outcome<History, Refusal<'not-found'>>> {
  return ctx.transaction(async (tx) => {
    const facts = await readDossierFacts(tx, input.dossierId);
    const patient = facts ? await readPatient(tx, facts.state.dossier.patientId) : null;
    if (!facts || !patient || !(await isOfOurs(tx, ctx, facts))) return refuse('not-found');
    const history = await historyOf(tx, ctx, facts, patient);
    const results = history.chapters.reduce((count, { rows }) => count + rows.reduce((sum, { cells }) => sum + cells.length, 0), 0);
    await append(tx, ctx, { action: 'dossier.history', dossierId: facts.state.dossier.id, patientId: patient.id, detail: { results } });
    return done(history);
  });
}

async function historyOf(tx: Transaction, ctx: Context<ProfessionalActor>, facts: DossierFacts, patient: PatientRecord): Promise<History> {
  const { dossier } = facts.state;
  const patientIds = dossier.identityGuaranteed ? await readLinkedPatientIds(tx, patient) : [];
  const earlier = await readHistoricObservations(tx, patientIds, dossier.id);
  const validated = await validatedAmong(
    tx,
    earlier.map(({ id }) => id),
  );
  const own = ownObservations(facts);
  const all = [...own, ...earlier.filter(({ id }) => validated.has(id))].filter(({ values }) => values.some((value) => value !== ''));
  const readings = await readLocalReadings(
    tx,
    all.map(({ laboratoryId }) => laboratoryId),
    all,
  );
  const shown = all.filter((row) => !readings.isApart(row));
  const definitions = await readTestDefinitions(
    tx,
    shown.map(({ code }) => code),
  );
  const chapterOf = (row: HistoricObservation) => definitions.get(row.code)?.chapter ?? readings.chapterOf(row) ?? chapterOfSection(row.section);
  const isValidated = new Set([...validated, ...facts.standings.filter(({ standing }) => standing === 'validated').map(({ currentId }) => currentId)]);
  const values = shown.map(
    (row): HistoryValue => ({
      ...row,
      scope: row.codeSystem === 'LN' ? '' : row.laboratoryId,
      number: row.number === null ? null : Number(row.number),
      chapter: chapterOf(row),
      at: onOf(row),
      isValidated: isValidated.has(row.id),
    }),
  );
  return {
    dossierId: dossier.id,
    accessionNumber: dossier.accessionNumber,
    patient: {
      birthFamilyName: patient.birthFamilyName,
      usedFamilyName: patient.usedFamilyName,
      firstGivenName: patient.firstGivenName,
      birthDate: patient.birthDate,
      birthDateText: patient.birthDateText,
      sex: patient.sex as 'F' | 'M' | 'U',
      identifier: patient.identifier,
      authority: patient.assigningAuthority,
    },
    readAt: ctx.now(),
    columns: await columnsOf(tx, ctx, shown),
    chapters: chaptersOf(values),
    identityGuaranteed: dossier.identityGuaranteed,
    apart: all.length - shown.length,
    mute: await readMuteLinks(tx, dossier, [patient.id, ...patientIds]),
    unshared: await readUnsharedEntities(tx, dossier.legalEntityId),
  };
}

const onOf = (row: HistoricObservation): Date => row.collectedAt ?? row.observedAt ?? row.recordedAt;

function ownObservations({ state: { dossier, observations, requests } }: DossierFacts): HistoricObservation[] {
  const sections = new Map(requests.map(({ id, section }) => [id, section]));
  const { accessionNumber, laboratoryId, siteId, collectedAt } = dossier;
  return observations
    .filter(({ status }) => status !== 'I' && status !== 'O')
    .map((row) => ({ ...row, accessionNumber, laboratoryId, siteId, collectedAt, section: sections.get(row.serviceRequestId) ?? '' }));
}

function chaptersOf(values: readonly HistoryValue[]): History['chapters'] {
  const chapters = new Map<string, HistoryValue[]>();
  for (const value of values) chapters.set(value.chapter, [...(chapters.get(value.chapter) ?? []), value]);
  return [...chapters].toSorted(([a], [b]) => chapterRank(a) - chapterRank(b)).map(([title, own]) => ({ title, rows: historyRows(own) }));
}

async function columnsOf(tx: Transaction, { actor }: Context<ProfessionalActor>, rows: readonly HistoricObservation[]): Promise<History['columns']> {
  const laboratories = new Map((await readLaboratories(tx)).map(({ id, shortName }) => [id, shortName]));
  const columns = new Map<string, History['columns'][number]>();
  for (const row of rows) {
    const known = columns.get(row.dossierId);
    const at = onOf(row);
    if (known && known.at <= at) continue;
    columns.set(row.dossierId, {
      dossierId: row.dossierId,
      accessionNumber: row.accessionNumber,
      at,
      laboratory: laboratories.get(row.laboratoryId) ?? '',
      isOpenable: actor.siteIds.includes(row.siteId),
    });
  }
  return [...columns.values()].toSorted((a, b) => b.at.getTime() - a.at.getTime());
}
