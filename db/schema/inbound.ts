import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  bigserial,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { userAccount } from './access';
import { instant, primaryId } from './columns';
import { laboratory } from './directory';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export interface MessageProblem {
  severity: 'E' | 'W' | 'I';
  segment: string;
  field: number | null;
  code: string;
  /** A French sentence that quotes nothing of the message. */
  text: string;
}

/** What Relais can take a private field for. */
export type PrivateMeaning =
  | 'dossier-note'
  | 'clinical-information'
  | 'ward'
  | 'callback-phone'
  | 'origin'
  | 'analyser-flag'
  | 'quality-control'
  | 'value-before'
  | 'dilution'
  | 'centrifuged-at'
  | 'control-level'
  | 'control-target';

/** A place in a message: « ZBR-3.1 », « OBX-5[2] ». Repetitions and components count from 1. */
export interface PrivateField {
  segment: string;
  field: number;
  /** Absent = every repetition. */
  repetition?: number | undefined;
  component: number;
  meaning: PrivateMeaning;
}

/** Where a dossier number may stand. */
export type AccessionField = 'ORC-4' | 'ORC-3' | 'OBR-3' | 'ORC-2' | 'OBR-2' | 'OBR-18' | 'OBR-20';

/** OBX-11 of HL7 table 0085, as far as Relais knows it. */
export type ResultStatus = 'R' | 'P' | 'F' | 'C' | 'X' | 'D' | 'W' | 'I' | 'O' | 'S' | 'N';

/** Everything that differs from one LIS to another, as data. The checked shape and the defaults are in `server/inbound/profile-settings.ts`. */
export interface ProfileSettings {
  /** Name of the shipped profile that it started from. */
  basedOn: string;
  messageTypes: ('ORU' | 'ADT')[];
  /** In order of preference; the first that is not empty counts. */
  accessionFields: AccessionField[];
  /** PID-3.5 in order of preference, for the laboratory's own identifier. */
  identifierTypes: string[];
  /** OBX-3.3 that mean LOINC. */
  loincSystems: string[];
  /** OBX-11 as this LIS writes it → table 0085. */
  statuses: Record<string, ResultStatus>;
  /** Statuses (of table 0085) that wait for a biologist whoever is named as validator: « à valider ». */
  awaitsBiologist: ResultStatus[];
  /** OBX-8 as this LIS writes it → table 0078. */
  flags: Record<string, string>;
  privateFields: PrivateField[];
  /** Texts that this LIS writes for a new line inside notes and values (`<BR>`, `|n`…), besides the standard's. */
  lineBreaks: string[];
  security: {
    /** Subject CN or SHA-256 fingerprints of the certificates that may speak for this sender; empty = the certificate is not looked at. */
    certificates: string[];
    /** Addresses or networks (CIDR) that may speak for this sender; empty = any. */
    addresses: string[];
  };
  /** A port of its own besides MLLP_PORT; null = none. */
  port: number | null;
  /**
   * `original`: every message gets one application answer (AA, AE, AR), whatever MSH-15 and MSH-16 say; `as-asked`: a message that fills them gets what
   * it asks for, a commit answer (CA, CE, CR), an application answer, both or neither (HL7 2.5 chapter 2.9.3).
   */
  acknowledgement: 'original' | 'as-asked';
  /** The LIS numbers its messages in MSH-13: a gap is an alarm. */
  countsMessages: boolean;
  /** Minutes of silence after which the link is called mute; null = by the rhythm of that hour and day. */
  silentAfterMinutes: number | null;
  outbound: {
    /** What this LIS takes. */
    decisions: boolean;
    receipts: boolean;
    requests: boolean;
    /** Table 0211; empty = the character set of the dossier's newest message. */
    charset: string;
    /** Seconds to wait for an answer. */
    answerTimeoutSeconds: number;
  };
}

/** How one LIS speaks, as data; every change is a version of its own. */
export const connectionProfile = pgTable(
  'connection_profile',
  {
    id: primaryId(),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    name: text('name').notNull(),
    sendingApplication: text('sending_application').notNull(),
    sendingFacility: text('sending_facility').notNull(),
    defaultCharset: text('default_charset').notNull(),
    timeZone: text('time_zone').notNull(),
    /** Takes every sender that no other profile names; demo only. */
    isGeneric: boolean('is_generic').notNull().default(false),
    /** Everything that differs from one LIS to another; what is not said is the generic profile's. */
    settings: jsonb('settings').$type<Partial<ProfileSettings>>().notNull().default({}),
    version: integer('version').notNull().default(1),
    /** False: the link is closed, its messages get `AR`. */
    isActive: boolean('is_active').notNull().default(true),
    /** Who made this version, when and why; null = laid down with the platform. */
    changedBy: uuid('changed_by').references(() => userAccount.id),
    changedByName: text('changed_by_name').notNull().default('Relais'),
    changedAt: instant('changed_at').notNull().defaultNow(),
    changeReason: text('change_reason').notNull().default('Création'),
    proofId: uuid('proof_id'),
  },
  (table) => [
    unique().on(table.sendingApplication, table.sendingFacility),
    check('connection_profile_change_says_why', sql`length(trim(${table.changeReason})) >= 3`),
  ],
);

/** What a person can set of a profile: the content of one version. */
export interface ProfileContent {
  name: string;
  sendingApplication: string;
  sendingFacility: string;
  defaultCharset: string;
  timeZone: string;
  isActive: boolean;
  settings: Partial<ProfileSettings>;
}

/** Every version of every profile, written by the database itself with each change; never changed. */
export const connectionProfileVersion = pgTable(
  'connection_profile_version',
  {
    profileId: uuid('profile_id')
      .notNull()
      .references(() => connectionProfile.id),
    version: integer('version').notNull(),
    content: jsonb('content').$type<ProfileContent>().notNull(),
    madeBy: uuid('made_by').references(() => userAccount.id),
    madeByName: text('made_by_name').notNull(),
    madeAt: instant('made_at').notNull(),
    reason: text('reason').notNull(),
    proofId: uuid('proof_id').unique(),
  },
  (table) => [primaryKey({ columns: [table.profileId, table.version] })],
);

/** How the port of a link's own stands, as the gateway found it. */
export const linkPort = pgTable(
  'link_port',
  {
    profileId: uuid('profile_id')
      .primaryKey()
      .references(() => connectionProfile.id),
    port: integer('port').notNull(),
    state: text('state').notNull(),
    failureCode: text('failure_code'),
    at: instant('at').notNull(),
  },
  (table) => [check('link_port_state', sql`${table.state} in ('listening','in-use','failed')`)],
);

/** Certificates that spoke for a link, with the day each ends. */
export const peerCertificate = pgTable(
  'peer_certificate',
  {
    profileId: uuid('profile_id')
      .notNull()
      .references(() => connectionProfile.id),
    fingerprint: text('fingerprint').notNull(),
    commonName: text('common_name').notNull(),
    validUntil: instant('valid_until'),
    firstSeenAt: instant('first_seen_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.profileId, table.fingerprint] })],
);

/** Each change of where Relais sends a laboratory's decisions, with the proof that it cost. */
export const lisUrlChange = pgTable('lis_url_change', {
  id: primaryId(),
  laboratoryId: uuid('laboratory_id')
    .notNull()
    .references(() => laboratory.id),
  proofId: uuid('proof_id').notNull().unique(),
  changedBy: uuid('changed_by')
    .notNull()
    .references(() => userAccount.id),
  at: instant('at').notNull(),
});

/** What a bedside device measures, in one word. */
export type DeviceKind = 'glucose' | 'blood-gas' | 'coagulation' | 'cardiac' | 'haematology' | 'urine' | 'molecular' | 'other';

/** A device that measures outside a laboratory: how it names itself in messages, where it stands, and whether its results may go in. */
export const bedsideDevice = pgTable(
  'bedside_device',
  {
    id: primaryId(),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    /** Whatever names it in a message: OBX-18, a private field of the link, MSH-3 or MSH-3/MSH-4. A code is one device's in a laboratory. */
    codes: text('codes').array().notNull(),
    name: text('name').notNull(),
    /** Where it stands, as it is to be read beside a result; empty = said nowhere. */
    ward: text('ward').notNull().default(''),
    kind: text('kind').$type<DeviceKind>().notNull(),
    /** Minutes of silence after which it is called silent; null = by its own rhythm. */
    silentAfterMinutes: integer('silent_after_minutes'),
    createdAt: instant('created_at').notNull(),
    /** Who changed it last; a null account is the platform's own. */
    changedAt: instant('changed_at').notNull(),
    changedBy: uuid('changed_by').references(() => userAccount.id),
    changedByName: text('changed_by_name').notNull(),
    /** Silence is counted from then at the earliest: when it was declared, or unblocked. */
    expectedSince: instant('expected_since').notNull(),
    lastHeardAt: instant('last_heard_at'),
    /** Its results wait at the repair desk as long as this is set. */
    blockedAt: instant('blocked_at'),
    blockedByName: text('blocked_by_name'),
    blockReason: text('block_reason'),
  },
  (table) => [
    index('bedside_device_laboratory').on(table.laboratoryId),
    check(
      'bedside_device_named',
      sql`trim(${table.name}) <> '' and cardinality(${table.codes}) between 1 and 20 and array_position(${table.codes}, '') is null`,
    ),
    check('bedside_device_kind', sql`${table.kind} in ('glucose', 'blood-gas', 'coagulation', 'cardiac', 'haematology', 'urine', 'molecular', 'other')`),
    check('bedside_device_silence', sql`${table.silentAfterMinutes} between 5 and 43200`),
    check(
      'bedside_device_blocked',
      sql`(${table.blockedAt} is null and ${table.blockedByName} is null and ${table.blockReason} is null)
        or (${table.blockedAt} is not null and ${table.blockedByName} is not null and length(trim(${table.blockReason})) >= 10)`,
    ),
  ],
);

/** One row: raised whenever a profile or a laboratory changes, in the same transaction; what a gateway remembers of them is compared with it. */
export const senderEpoch = pgTable('sender_epoch', { epoch: bigint('epoch', { mode: 'number' }).notNull() });

export const inboundMessage = pgTable(
  'inbound_message',
  {
    id: primaryId(),
    arrival: bigserial('arrival', { mode: 'number' }).notNull(),
    /** No foreign keys: they would lock one row of the laboratory for every message, and neither is ever removed. */
    profileId: uuid('profile_id'),
    laboratoryId: uuid('laboratory_id'),
    /** The version of the profile that read it. */
    profileVersion: integer('profile_version').notNull().default(1),
    controlId: text('control_id').notNull(),
    /** SHA-256 of the frame's bytes. */
    bytesHash: text('bytes_hash').notNull(),
    /** The frame exactly as received; the web role cannot select it. */
    raw: bytes('raw').notNull(),
    /** Rank of the message in a frame that held several. */
    part: integer('part').notNull().default(0),
    peer: text('peer').notNull(),
    messageType: text('message_type').notNull(),
    processingId: text('processing_id').notNull(),
    sentAt: instant('sent_at'),
    receivedAt: instant('received_at').notNull(),
    answerCode: text('answer_code').notNull(),
    answer: bytes('answer').notNull(),
    problems: jsonb('problems').$type<MessageProblem[]>().notNull(),
    state: text('state').notNull(),
    appliedAt: instant('applied_at'),
    attempts: integer('attempts').notNull().default(0),
    failureCode: text('failure_code'),
    /** Same profile and MSH-10 as an earlier message, other bytes: kept, processed, alarmed. */
    reusesControlId: boolean('reuses_control_id').notNull().default(false),
    /** How often the same bytes came again. */
    repeats: integer('repeats').notNull().default(0),
    accessionNumbers: text('accession_numbers').array().notNull(),
    /** Which door it came by: `mllp`, `folder` (watched folder), `device` (bedside device). */
    door: text('door').notNull().default('mllp'),
    /** The bedside device that measured: the first one that the message names. */
    deviceId: uuid('device_id').references(() => bedsideDevice.id),
    /** MSH-13, for links that number their messages. */
    sequenceNumber: bigint('sequence_number', { mode: 'number' }),
    /** How often a référent carried it in again, and when last. */
    replays: integer('replays').notNull().default(0),
    replayedAt: instant('replayed_at'),
    /** Set aside by a person, with the reason: kept for ever, counted for ever, carried into no dossier. */
    discardedAt: instant('discarded_at'),
    discardedBy: text('discarded_by'),
    discardReason: text('discard_reason'),
    /** When and by whom the laboratory was asked for it again, and what came afterwards for the same dossier. */
    askedAt: instant('asked_at'),
    askedBy: text('asked_by'),
    correctedBy: uuid('corrected_by').references((): AnyPgColumn => inboundMessage.id),
    correctedAt: instant('corrected_at'),
  },
  (table) => [
    unique('inbound_message_same').on(table.profileId, table.controlId, table.bytesHash).nullsNotDistinct(),
    index('inbound_message_received').using('brin', table.receivedAt).with({ autosummarize: true }),
    index('inbound_message_profile').on(table.profileId, table.receivedAt.desc().nullsFirst()),
    index('inbound_message_accession').using('gin', table.accessionNumbers),
    index('inbound_message_day').on(table.laboratoryId, table.receivedAt, table.state),
    index('inbound_message_device').on(table.deviceId, table.receivedAt).where(sql`device_id is not null`),
    index('inbound_message_sequence').on(table.profileId, table.arrival).where(sql`sequence_number is not null`),
    index('inbound_message_asked').on(table.laboratoryId).where(sql`asked_at is not null and corrected_at is null`),
    index('inbound_unfinished').on(table.state, table.arrival).where(sql`state in ('stored','quarantined')`),
    check('inbound_state', sql`${table.state} in ('stored','applied','refused','quarantined','discarded')`),
    check('inbound_door', sql`${table.door} in ('mllp','folder','device')`),
  ],
);

/** What the trailers of a batch (BTS-1) and of its file (FTS-1) announced, and what came with them; the same bytes again are one. */
export const inboundBatch = pgTable(
  'inbound_batch',
  {
    id: primaryId(),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    profileId: uuid('profile_id')
      .notNull()
      .references(() => connectionProfile.id),
    bytesHash: text('bytes_hash').notNull(),
    /** The sum of BTS-1; null when only the file says something (FTS-1). */
    announced: integer('announced'),
    received: integer('received').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** MSH-10 of its first message. */
    controlId: text('control_id').notNull(),
    /** FTS-1: how many batches the file should hold; null when it says nothing. */
    announcedBatches: integer('announced_batches'),
    receivedBatches: integer('received_batches').notNull().default(0),
  },
  (table) => [
    unique().on(table.profileId, table.bytesHash),
    index('inbound_batch_day').on(table.laboratoryId, table.receivedAt),
    check('inbound_batch_says', sql`${table.announced} is not null or ${table.announcedBatches} is not null`),
  ],
);

/** A period of one laboratory that is carried in again, a few messages at a time; at most one is under way. */
export const replayBatch = pgTable(
  'replay_batch',
  {
    id: primaryId(),
    /** Null where the sender of the messages is nobody's. */
    laboratoryId: uuid('laboratory_id').references(() => laboratory.id),
    since: instant('since').notNull(),
    until: instant('until').notNull(),
    /** `kept-out`; `all`: also what had gone in; `alike`: what was kept out for one reason, whenever it came. */
    scope: text('scope').$type<'kept-out' | 'all' | 'alike'>().notNull(),
    reason: text('reason').notNull(),
    total: integer('total').notNull(),
    done: integer('done').notNull().default(0),
    wentIn: integer('went_in').notNull().default(0),
    state: text('state').$type<'running' | 'done' | 'cancelled'>().notNull().default('running'),
    madeBy: uuid('made_by')
      .notNull()
      .references(() => userAccount.id),
    madeByName: text('made_by_name').notNull(),
    madeAt: instant('made_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    uniqueIndex('replay_batch_one_at_a_time').on(table.laboratoryId).where(sql`state = 'running'`),
    check('replay_batch_state', sql`${table.state} in ('running', 'done', 'cancelled')`),
    check('replay_batch_scope', sql`${table.scope} in ('kept-out', 'all', 'alike')`),
    check('replay_batch_counts', sql`${table.wentIn} <= ${table.done} and ${table.done} <= ${table.total}`),
  ],
);

/** Which messages, in their order; written once, with the batch. */
export const replayBatchMessage = pgTable(
  'replay_batch_message',
  {
    batchId: uuid('batch_id')
      .notNull()
      .references(() => replayBatch.id),
    rank: integer('rank').notNull(),
    messageId: uuid('message_id')
      .notNull()
      .references(() => inboundMessage.id),
  },
  (table) => [primaryKey({ columns: [table.batchId, table.rank] })],
);

/** Something in an accepted message that a référent must mend; never blocks the rest, never forgotten. */
export const repairItem = pgTable(
  'repair_item',
  {
    id: primaryId(),
    kind: text('kind').notNull(),
    laboratoryId: uuid('laboratory_id').references(() => laboratory.id),
    messageId: uuid('message_id')
      .notNull()
      .references(() => inboundMessage.id),
    dossierId: uuid('dossier_id'),
    /** What to mend: an RPPS, a local code, a ward code; never a person's name. */
    subject: text('subject').notNull(),
    segment: text('segment').notNull(),
    field: integer('field'),
    openedAt: instant('opened_at').notNull(),
    closedAt: instant('closed_at'),
    /** Who closed it, how (`mapped`, `created`, `matched`, `replayed`, `discarded`, `superseded`) and, where it needs one, why. */
    closedBy: text('closed_by'),
    resolution: text('resolution'),
    reason: text('reason'),
    /** When the laboratory was asked to mend it in its own LIS. */
    askedAt: instant('asked_at'),
    occurrences: integer('occurrences').notNull().default(1),
  },
  (table) => [unique('repair_item_once').on(table.kind, table.laboratoryId, table.subject, table.dossierId).nullsNotDistinct(), index().on(table.openedAt)],
);

export type MappingKind = 'code' | 'unit' | 'prescriber' | 'ward';

/** What one laboratory's text stands for. Never rewritten: it ends at a version, and another one begins. In force at v: since ≤ v < until. */
export const mappingEntry = pgTable(
  'mapping_entry',
  {
    id: primaryId(),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    kind: text('kind').$type<MappingKind>().notNull(),
    /** What the LIS writes: a local code, a unit, an RPPS or a prescriber's name, a ward. */
    source: text('source').notNull(),
    /** Where it counts: for a unit the LOINC code (empty = everywhere), for a prescriber `rpps` or `nom`. */
    sourceSystem: text('source_system').notNull().default(''),
    /** LOINC, UCUM, id of a prescriber or a ward; empty = confirmed as it is, compared with nothing. */
    target: text('target').notNull(),
    targetLabel: text('target_label').notNull().default(''),
    chapter: text('chapter').notNull().default(''),
    sinceVersion: integer('since_version').notNull(),
    untilVersion: integer('until_version'),
    madeBy: uuid('made_by').notNull(),
    madeByName: text('made_by_name').notNull(),
    madeAt: instant('made_at').notNull(),
    reason: text('reason').notNull().default(''),
  },
  (table) => [
    uniqueIndex('mapping_entry_in_force').on(table.laboratoryId, table.kind, table.source, table.sourceSystem).where(sql`until_version is null`),
    index('mapping_entry_source').on(table.kind, table.source),
    check('mapping_kind', sql`${table.kind} in ('code', 'unit', 'prescriber', 'ward')`),
    check('mapping_life', sql`${table.untilVersion} is null or ${table.untilVersion} > ${table.sinceVersion}`),
  ],
);

/** One change of one table of mappings, by whom and why. */
export const mappingVersion = pgTable(
  'mapping_version',
  {
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    kind: text('kind').$type<MappingKind>().notNull(),
    version: integer('version').notNull(),
    madeAt: instant('made_at').notNull(),
    madeByName: text('made_by_name').notNull(),
    reason: text('reason').notNull().default(''),
    added: integer('added').notNull(),
    ended: integer('ended').notNull(),
  },
  (table) => [primaryKey({ columns: [table.laboratoryId, table.kind, table.version] })],
);

/** A folder that the operator mounted, where an LIS writes its messages as files. */
export const watchedFolder = pgTable('watched_folder', {
  id: primaryId(),
  laboratoryId: uuid('laboratory_id')
    .notNull()
    .references(() => laboratory.id),
  path: text('path').notNull().unique(),
  isActive: boolean('is_active').notNull().default(true),
  createdAt: instant('created_at').notNull(),
  madeByName: text('made_by_name').notNull(),
  lastScanAt: instant('last_scan_at'),
  lastFileAt: instant('last_file_at'),
  /** Why it cannot be read, or not wholly, as a code of `folder-rules.ts`. */
  lastError: text('last_error'),
});

/** What became of a file. Its name may hold a patient's: only the référent of the laboratory reads it. */
export const watchedFile = pgTable(
  'watched_file',
  {
    id: primaryId(),
    folderId: uuid('folder_id')
      .notNull()
      .references(() => watchedFolder.id),
    name: text('name').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    state: text('state').$type<'taken' | 'done' | 'failed'>().notNull(),
    /** MSA-1 of each answer, in order. */
    answers: text('answers').array().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    unique('watched_file_once').on(table.folderId, table.name, table.sha256),
    index('watched_file_newest').on(table.folderId, table.at.desc().nullsFirst()),
    check('watched_file_state', sql`${table.state} in ('taken', 'done', 'failed')`),
  ],
);
