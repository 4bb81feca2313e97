import { z } from 'zod';
import { antibiogramSchema } from '../dossier/antibiogram-schema';
import { documentSchema } from '../dossier/document-schema';
import { reportContentSchema } from '../report/types';

type Result = z.infer<typeof reportContentSchema>['chapters'][number]['panels'][number]['results'][number];
export type Flag = Result['flag'];

const FlagKind = reportContentSchema.shape.chapters.element.shape.panels.element.shape.results.element.shape.flag;

/** Which reports a prescriber or a ward looks at. */
export const ListScope = z.enum(['mine', 'ward', 'unread', 'lent', 'all']);
export type ListScope = z.infer<typeof ListScope>;

/** In the order in which they want to be read. */
export const GROUPS = ['critical', 'abnormal', 'quiet', 'read'] as const;
export type Group = (typeof GROUPS)[number];

const Counts = z.object({
  critical: z.number(),
  high: z.number(),
  low: z.number(),
  abnormal: z.number(),
  normal: z.number(),
  notEvaluated: z.number(),
  cancelled: z.number(),
});

/** What opens a report to its reader: addressed to him or asked for by his ward, the patient lies there, shown by the patient, an emergency; or it is his own. */
export const Ground = z.enum(['addressed', 'stay', 'presence', 'break-glass', 'self', 'representation']);
export type Ground = z.infer<typeof Ground>;

/** What opens it to a professional. */
export const ListGround = Ground.extract(['addressed', 'stay', 'presence', 'break-glass']);
export type ListGround = z.infer<typeof ListGround>;

/** The newest version before this one that this reader has opened, and when: what was read then is not what stands now. */
const ReadBefore = z.object({ version: z.number(), viewedAt: z.date() });

/** What a list may say of a report before it was opened: whose, where, how many of what. `opened` holds more, once its reading is stored. */
export const ListItem = z.object({
  reportId: z.string(),
  accessionNumber: z.string(),
  version: z.number(),
  kind: z.enum(['partial', 'complete', 'corrective']),
  /** The version that this one replaces, when it does. */
  replaces: z.number().nullable(),
  isTest: z.boolean(),
  isNew: z.boolean(),
  patient: z.object({
    name: z.string(),
    birthName: z.string().nullable(),
    birthDate: z.string().nullable(),
    sex: z.enum(['F', 'M', 'U']),
    ageText: z.string(),
    identifier: z.string(),
  }),
  place: z.string(),
  priority: z.enum(['stat', 'urgent', 'routine']),
  collectedAt: z.string().nullable(),
  availableAt: z.date(),
  readAt: z.date().nullable(),
  /** What this reader has read of it before, and is no longer so; null once this version was opened. */
  readBefore: ReadBefore.nullable(),
  /** Nothing is left of what the version before said: every result of this one was taken away. */
  isWithdrawn: z.boolean(),
  /** Since when the laboratory checks some of it again; null when it stands by all of it. */
  underReviewSince: z.date().nullable(),
  group: z.enum(GROUPS),
  ground: ListGround,
  counts: Counts,
  awaited: z.array(z.string()),
  opened: z
    .object({
      changes: z.array(z.string()),
      flagged: z.array(
        z.object({ label: z.string(), flag: FlagKind, value: z.string(), unit: z.string(), prior: z.object({ value: z.string(), on: z.string() }).nullable() }),
      ),
    })
    .nullable(),
});
export type ListItem = z.infer<typeof ListItem>;

export const ReportList = z.object({
  at: z.date(),
  /** When the last visit before this one began; null on the first. */
  since: z.date().nullable(),
  fresh: z.object({ patients: z.number(), reports: z.number() }),
  counts: z.object({ mine: z.number(), ward: z.number(), unread: z.number(), lent: z.number(), all: z.number() }),
  /** How many that this reader has read were replaced, completed or put under review since. */
  changedSinceRead: z.number(),
  groups: z.object({ critical: z.number(), abnormal: z.number(), quiet: z.number(), read: z.number() }),
  /** How many match, over all pages. */
  total: z.number(),
  items: z.array(ListItem),
});
export type ReportList = z.infer<typeof ReportList>;

const UnderReview = z.object({ since: z.date(), labels: z.array(z.string()) });

const VersionLink = z.object({ reportId: z.string(), version: z.number(), releasedAt: z.date() });
export type VersionLink = z.infer<typeof VersionLink>;

export const ViewedReport = z.object({
  reportId: z.string(),
  content: reportContentSchema,
  releasedAt: z.date(),
  viewedAt: z.date(),
  /** The newest version, when it is not this one. */
  replacedBy: VersionLink.nullable(),
  /** The one before, when this reader may open it. */
  replaced: VersionLink.nullable(),
  readBefore: ReadBefore.nullable(),
  /** What the laboratory is checking since the release, by label; null when it stands by all of it. */
  underReview: UnderReview.nullable(),
  /** Critical results of it that were announced since it was released: beside the report, no part of it. */
  announcedLater: reportContentSchema.shape.announcements.unwrap().unwrap(),
});
export type ViewedReport = z.infer<typeof ViewedReport>;

export const ReadersOfReport = z.object({
  readers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      role: z.enum(['prescriber', 'ward_staff', 'professional']),
      isYou: z.boolean(),
      version: z.number(),
      medium: z.enum(['screen', 'pdf']),
      viewedAt: z.date(),
    }),
  ),
  /** Who has taken this version into account, first to last. */
  acknowledgements: z.array(z.object({ id: z.string(), name: z.string(), isYou: z.boolean(), at: z.date() })),
  /** Whether the patient opened it; his hours are his own. */
  patient: z.enum(['opened', 'not-opened']),
  newest: VersionLink,
  availableAt: z.date().nullable(),
  /** Critical values that nobody has repeated yet: taking the report into account asks to retype them. */
  toReadBack: z.array(z.object({ observationVersionId: z.string(), label: z.string(), unit: z.string() })),
});
export type ReadersOfReport = z.infer<typeof ReadersOfReport>;

export const PatientList = z.object({
  at: z.date(),
  name: z.string(),
  reports: z.array(
    z.object({
      reportId: z.string(),
      collectedAt: z.string().nullable(),
      availableAt: z.date(),
      isNew: z.boolean(),
      /** He has read an earlier version, and not yet this one. */
      isChangedSinceRead: z.boolean(),
      /** `replaced`: by a version that he may not open, or not yet; `withdrawn`: every result was taken away. */
      standing: z.enum(['in-force', 'under-review', 'replaced', 'withdrawn']),
      version: z.number(),
      kind: z.enum(['partial', 'complete', 'corrective']),
      resultCount: z.number(),
      laboratory: z.object({ name: z.string(), phone: z.string() }),
    }),
  ),
});
export type PatientList = z.infer<typeof PatientList>;

const PatientResult = z.object({
  id: z.string(),
  label: z.string(),
  /** The laboratory's own term, when plain words are shown before it. */
  term: z.string().nullable(),
  value: z.string(),
  unit: z.string(),
  referenceRange: z.string(),
  flag: FlagKind,
  cancelled: z.string().nullable(),
  /** Where the value stands, when it and its range are numbers and agree with the laboratory's flag. */
  line: z.object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable(), previous: z.number().nullable() }).nullable(),
  prior: z.object({ value: z.string(), on: z.string() }).nullable(),
  priorAbsence: z.string().nullable(),
  changed: z.string().nullable(),
  method: z.string().nullable(),
  performedBy: z.string().nullable(),
  /** Where it was measured when that was not in a laboratory. */
  origin: z.string().nullable(),
  notes: z.array(z.string()),
  documents: z.array(documentSchema),
});
export type PatientResult = z.infer<typeof PatientResult>;

/** A report as its patient reads it: every result and every note, in the laboratory's order. */
export const PatientReport = z.object({
  reportId: z.string(),
  name: z.string(),
  at: z.date(),
  availableAt: z.date(),
  version: z.number(),
  kind: z.enum(['partial', 'complete', 'corrective']),
  isTest: z.boolean(),
  collectedAt: z.string().nullable(),
  accessionNumber: z.string(),
  prescriber: z.string().nullable(),
  laboratory: z.object({ name: z.string(), phone: z.string() }),
  supersedes: reportContentSchema.shape.supersedes,
  replacedBy: VersionLink.nullable(),
  /** A newer version exists, whether or not the patient may open it yet. */
  isReplaced: z.boolean(),
  readBefore: ReadBefore.nullable(),
  underReview: UnderReview.nullable(),
  panels: z.array(
    z.object({
      chapter: z.string(),
      title: z.string(),
      results: z.array(PatientResult),
      notes: z.array(z.string()),
      antibiogram: antibiogramSchema.nullable(),
    }),
  ),
  dossierNotes: z.array(z.string()),
  conclusion: z.string().nullable(),
  awaited: z.array(z.string()),
  executingLaboratories: z.array(z.object({ name: z.string(), results: z.array(z.string()) })),
  validations: z.array(z.object({ name: z.string(), at: z.string(), scope: z.string() })),
});
export type PatientReport = z.infer<typeof PatientReport>;
