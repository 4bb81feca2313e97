import { z } from 'zod';
import { antibiogramSchema } from '../dossier/antibiogram-schema';
import { documentSchema } from '../dossier/document-schema';

/**
 * What a diagnostic report says, as plain data: the one source of the screen, of the PDF and, later, of the CDA.
 * Frozen with the report version for ever, so a past report is never rebuilt from today's parameters (GBUI VIII-4.2).
 *
 * Instants are ISO 8601 with offset, those of the sampling, the reception and the request at the precision that was sent (`2026-11-21`, `2026-11-21T14`); calendar dates are `YYYY-MM-DD`; free texts are verbatim and may contain `\n`.
 * @see CSP R6222-3, D6211-2, D6211-3 and ISO 15189:2022 7.4.1.6 for the mandatory mentions
 */
export const reportContentSchema = z.object({
  reportId: z.string(),
  accessionNumber: z.string(),
  version: z.number().int().positive(),
  kind: z.enum(['partial', 'complete', 'corrective']),
  /** Set when this version replaces or completes an earlier one; `changes` lists what differs, in French. */
  supersedes: z.object({ version: z.number().int(), releasedAt: z.string(), changes: z.array(z.string()) }).nullable(),
  /** True for messages whose processing id is T or D: printed "ESSAI" across the page. */
  isTest: z.boolean(),
  issuedAt: z.string(),
  laboratory: z.object({
    name: z.string(),
    legalForm: z.string(),
    addressLines: z.array(z.string()),
    phone: z.string(),
    responsibleBiologists: z.array(z.string()),
    accreditationNumber: z.string().nullable(),
  }),
  patient: z.object({
    birthFamilyName: z.string(),
    firstGivenName: z.string(),
    usedName: z.string().nullable(),
    /** Null when the laboratory sent none or an impossible one; `birthDateText` then holds what was sent. */
    birthDate: z.string().nullable(),
    birthDateText: z.string(),
    ageText: z.string(),
    sex: z.enum(['F', 'M', 'U']),
    identifier: z.string(),
    identifierAuthority: z.string(),
    ins: z.string().nullable(),
    identityGuaranteed: z.boolean(),
  }),
  request: z.object({
    priority: z.enum(['stat', 'urgent', 'routine']),
    requestedAt: z.string().nullable(),
    placerNumber: z.string().nullable(),
    prescriber: z.object({ name: z.string(), rppsNumber: z.string().nullable() }).nullable(),
    ward: z.string().nullable(),
    encounterNumber: z.string().nullable(),
    clinicalInformation: z.string().nullable(),
    recipients: z.array(z.string()),
  }),
  collection: z.object({
    collectedAt: z.string().nullable(),
    collector: z.string().nullable(),
    receivedAt: z.string().nullable(),
    specimens: z.array(z.object({ identifier: z.string(), kind: z.string(), condition: z.string().nullable() })),
  }),
  chapters: z.array(
    z.object({
      title: z.string(),
      panels: z.array(
        z.object({
          title: z.string(),
          specimen: z.string().nullable(),
          results: z.array(
            z.object({
              observationId: z.string(),
              label: z.string(),
              /** The laboratory's plain words for a patient, from the catalogue of that day; none for a test that it does not know. */
              patientLabel: z.string().nullish(),
              method: z.string().nullable(),
              /** As shown: decimal comma for numbers, verbatim for texts, comparator kept, one line per repetition. */
              value: z.string(),
              isNumeric: z.boolean(),
              unit: z.string(),
              referenceRange: z.string(),
              flag: z.enum(['critical-high', 'critical-low', 'critical', 'high', 'low', 'abnormal', 'normal', 'not-evaluated']),
              /** Set when the result was cancelled or is not obtainable: what to print instead of a value. */
              cancelled: z.string().nullable(),
              prior: z.object({ value: z.string(), on: z.string() }).nullable(),
              /** Why there is no prior value ("1er dosage", "identité non sûre"); null when there is one. */
              priorAbsence: z.string().nullable(),
              /** What changed since the superseded version ("remplace 5,9"); null when nothing did. */
              changed: z.string().nullable(),
              notes: z.array(z.string()),
              /** Executing laboratory when it is not the reporting one. */
              performedBy: z.string().nullable(),
              /** Where it was measured when that was not in a laboratory (GBUI XIII-2.6). Absent from reports of before it was said. */
              origin: z.string().nullish(),
              /** True when the antibiogram tells all of it: it then needs no line of its own. Absent from reports of before there were tables. */
              inAntibiogram: z.boolean().nullish(),
              /** Documents that came with it, as annexes. Absent from reports of before there were any. */
              documents: z.array(documentSchema).nullish(),
            }),
          ),
          notes: z.array(z.string()),
          /** Organisms as columns, antibiotics as rows. Absent from reports of before there were tables. */
          antibiogram: antibiogramSchema.nullish(),
        }),
      ),
    }),
  ),
  /** Examinations still awaited or held back, by label; not empty only on a partial report. */
  awaited: z.array(z.string()),
  /** Comments on the whole dossier: the laboratory's notes, then the biologist's. */
  dossierNotes: z.array(z.string()),
  conclusion: z.string().nullable(),
  executingLaboratories: z.array(z.object({ name: z.string(), addressLines: z.array(z.string()), phone: z.string().nullable(), results: z.array(z.string()) })),
  /** Every biologist whose validation this report rests on, oldest first (CSP D6211-3 I and III). */
  validations: z.array(
    z.object({
      name: z.string(),
      rppsNumber: z.string().nullable(),
      at: z.string(),
      scope: z.string(),
      /** Set when nobody has read it: the rules and the acceptance that it rests on; `scope` says so in words. Absent from reports of before there was any. */
      automatic: z
        .object({
          rules: z.string(),
          rulesVersion: z.number(),
          ruleCount: z.number(),
          approvedBy: z.string(),
          approvedAt: z.string(),
          acceptedAt: z.string(),
          evaluatedAt: z.string(),
        })
        .nullish(),
    }),
  ),
  /** Critical results that were announced and repeated before this version: to whom, when, by whom. Absent when there were none, and from reports of before it was told. */
  announcements: z
    .array(
      z.object({ values: z.array(z.string()), at: z.string(), spokenTo: z.string(), quality: z.string(), by: z.string(), via: z.enum(['voice', 'portal']) }),
    )
    .nullish(),
});

export type ReportContent = z.infer<typeof reportContentSchema>;
