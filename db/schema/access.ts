import { sql } from 'drizzle-orm';
import { type AnyPgColumn, bigint, boolean, check, customType, index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant, primaryId } from './columns';
import { prescriber, site, ward } from './directory';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const userAccount = pgTable(
  'user_account',
  {
    id: primaryId(),
    /** A code identifies a person, never a function (GBUI B-9). */
    login: text('login').notNull().unique(),
    /** `emergency`: the one sealed account of the installation, whose use alerts every biologist. */
    kind: text('kind').notNull().default('personal'),
    familyName: text('family_name').notNull(),
    givenName: text('given_name').notNull(),
    title: text('title').notNull().default(''),
    profession: text('profession').notNull(),
    rppsNumber: text('rpps_number'),
    /** Where security notices go besides the screen; never patient data. */
    email: text('email'),
    /** Null until the person has chosen one: then only a passkey or Pro Santé Connect lets him in. */
    passwordHash: text('password_hash'),
    passwordSetAt: instant('password_set_at'),
    totpSecret: text('totp_secret'),
    /** Last accepted TOTP step: a code works once (threats.md 11). */
    totpLastStep: bigint('totp_last_step', { mode: 'number' }).notNull().default(0),
    failedAttempts: integer('failed_attempts').notNull().default(0),
    /** The password path is invalid since then (GBUI II-3e); an enrolled passkey stays usable (threats.md 9). */
    lockedAt: instant('locked_at'),
    /** Nobody enters by this account any more, by no path. */
    disabledAt: instant('disabled_at'),
    /** Subject of Pro Santé Connect, once it has been seen. */
    pscSubject: text('psc_subject').unique(),
    /** Savoir-faire codes as Pro Santé Connect told them last (SM03, SM63…). */
    expertise: text('expertise').array().notNull().default([]),
    /** Signed undertaking of secrecy (GBUI II-2). */
    secrecySignedAt: instant('secrecy_signed_at'),
    prescriberId: uuid('prescriber_id').references(() => prescriber.id),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    index().on(table.rppsNumber),
    check('failed_attempts_bounded', sql`${table.failedAttempts} between 0 and 3`),
    check('account_kind', sql`${table.kind} in ('personal','emergency')`),
    uniqueIndex('one_emergency_account').on(table.kind).where(sql`kind = 'emergency' and disabled_at is null`),
  ],
);

export const habilitation = pgTable(
  'habilitation',
  {
    id: primaryId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    role: text('role').notNull(),
    siteId: uuid('site_id').references(() => site.id),
    wardId: uuid('ward_id').references(() => ward.id),
    validFrom: instant('valid_from').notNull(),
    validTo: instant('valid_to'),
    /** Account id, or the name of the process. */
    grantedBy: text('granted_by').notNull(),
    grantedAt: instant('granted_at'),
    revokedAt: instant('revoked_at'),
    revokedBy: text('revoked_by'),
  },
  (table) => [
    index().on(table.userId),
    check(
      'role_known',
      sql`${table.role} in ('biologist','technician','prescriber','ward_staff','manager','referent','quality_manager','medical_administrator','administrator','remote_maintainer')`,
    ),
    check('habilitation_dates', sql`${table.validTo} is null or ${table.validTo} >= ${table.validFrom}`),
  ],
);

/** A device of a professional, known by a key of its own that never leaves it. */
export const terminal = pgTable(
  'terminal',
  {
    id: primaryId(),
    /** SPKI of its ECDSA P-256 key, base64url; null for a browser that brings no key and is known by address and name only. */
    publicKey: text('public_key').unique(),
    /** SHA-256 of address and browser, for a browser without a key. */
    traits: text('traits').unique(),
    name: text('name').notNull().default(''),
    siteId: uuid('site_id').references(() => site.id),
    kind: text('kind').notNull().default('undeclared'),
    state: text('state').notNull().default('active'),
    stateReason: text('state_reason'),
    stateChangedAt: instant('state_changed_at'),
    stateChangedBy: text('state_changed_by'),
    /** Consecutive tries with identifiers that nobody has; the third passivates (GBUI II-3g). */
    unknownTries: integer('unknown_tries').notNull().default(0),
    /** Hash of the opaque value that the proof of its key put into its cookie. */
    tokenHash: text('token_hash').unique(),
    tokenExpiresAt: instant('token_expires_at'),
    /** What the browser said it was when it was last seen. */
    browser: text('browser').notNull().default(''),
    address: text('address').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    declaredAt: instant('declared_at'),
    declaredBy: uuid('declared_by').references(() => userAccount.id),
    lastSeenAt: instant('last_seen_at').notNull(),
  },
  (table) => [
    check('terminal_kind', sql`${table.kind} in ('undeclared','tablet','ward_pc','counter','desk')`),
    check('terminal_state', sql`${table.state} in ('active','passivated','revoked')`),
    check('terminal_known_by', sql`(${table.publicKey} is null) <> (${table.traits} is null)`),
    check('unknown_tries_bounded', sql`${table.unknownTries} between 0 and 3`),
  ],
);

/** Minutes without a hand before a session locks, per kind of terminal. */
export const idlePolicy = pgTable(
  'idle_policy',
  {
    kind: text('kind').primaryKey(),
    minutes: integer('minutes').notNull(),
    changedAt: instant('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
  },
  (table) => [check('idle_minutes', sql`${table.minutes} between 1 and 30`)],
);

/** A patient's or representative's own account; another realm than the professionals'. */
export const patientAccount = pgTable(
  'patient_account',
  {
    id: primaryId(),
    /** Confirmed e-mail address in lower case: the identifier of the password path; null for whoever only has passkeys. */
    login: text('login').unique(),
    /** Confirmed telephone for the code by SMS. */
    phone: text('phone'),
    passwordHash: text('password_hash'),
    passwordSetAt: instant('password_set_at'),
    totpSecret: text('totp_secret'),
    totpLastStep: bigint('totp_last_step', { mode: 'number' }).notNull().default(0),
    /** Which second factor the password path asks for. */
    secondFactor: text('second_factor').notNull().default('sms'),
    /** When it was last proven to work. */
    secondFactorSetAt: instant('second_factor_set_at'),
    failedAttempts: integer('failed_attempts').notNull().default(0),
    lockedAt: instant('locked_at'),
    /** Subject of FranceConnect, once matched to a stored identity. */
    franceConnectSubject: text('france_connect_subject').unique(),
    closedAt: instant('closed_at'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    check('patient_failed_attempts_bounded', sql`${table.failedAttempts} between 0 and 5`),
    check('patient_second_factor', sql`${table.secondFactor} in ('sms','mail','totp')`),
  ],
);

export const session = pgTable(
  'session',
  {
    id: primaryId(),
    /** SHA-256 of the opaque token: the database never holds a usable session. */
    tokenHash: text('token_hash').notNull().unique(),
    realm: text('realm').notNull(),
    /**
     * `enrolling`: opened by an activation code; may set up its own first means of identification and nothing else. `confirming`: a patient's, who still has to
     * show a code sent to the telephone or mailbox that is known.
     */
    stage: text('stage').notNull().default('full'),
    /** How the person came in. */
    method: text('method').notNull(),
    userId: uuid('user_id').references(() => userAccount.id),
    /** Whose results are being read. */
    patientId: uuid('patient_id'),
    patientAccountId: uuid('patient_account_id').references(() => patientAccount.id),
    /** Set while somebody reads for the patient (patient room, table representation). */
    representationId: uuid('representation_id'),
    terminalId: uuid('terminal_id').references(() => terminal.id),
    /** Milliseconds without a person before it locks, by the kind of terminal when it was opened. */
    idleMs: integer('idle_ms').notNull(),
    createdAt: instant('created_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokedReason: text('revoked_reason'),
    address: text('address').notNull(),
    terminal: text('terminal').notNull(),
    /** Sealed id_token of the identity provider, to log out there too. */
    providerToken: text('provider_token'),
  },
  (table) => [
    index().on(table.userId),
    index().on(table.patientId),
    index().on(table.terminalId),
    check(
      'session_of_one_realm',
      sql`(${table.realm} = 'professional' and ${table.userId} is not null and ${table.patientId} is null) or (${table.realm} = 'patient' and ${table.patientId} is not null and ${table.userId} is null)`,
    ),
    check('session_stage', sql`${table.stage} in ('full','enrolling','confirming')`),
    check(
      'session_method',
      sql`${table.method} in ('password-totp','password-passkey','password-recovery','passkey','psc','activation','emergency','notice','patient-passkey','patient-password','franceconnect','enrolment','recovery')`,
    ),
  ],
);

/** A WebAuthn credential of one person of one realm. */
export const passkey = pgTable(
  'passkey',
  {
    id: primaryId(),
    realm: text('realm').notNull(),
    userId: uuid('user_id').references(() => userAccount.id),
    patientAccountId: uuid('patient_account_id').references(() => patientAccount.id),
    credentialId: text('credential_id').notNull().unique(),
    /** COSE key. */
    publicKey: bytes('public_key').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull().default([]),
    /** `singleDevice` or `multiDevice`. */
    deviceType: text('device_type').notNull(),
    backedUp: boolean('backed_up').notNull(),
    aaguid: text('aaguid').notNull(),
    name: text('name').notNull(),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
    revokedBy: text('revoked_by'),
  },
  (table) => [
    index().on(table.userId),
    index().on(table.patientAccountId),
    check(
      'passkey_of_one_realm',
      sql`(${table.realm} = 'professional' and ${table.userId} is not null and ${table.patientAccountId} is null) or (${table.realm} = 'patient' and ${table.patientAccountId} is not null and ${table.userId} is null)`,
    ),
  ],
);

/** What an authenticator is asked to sign: once, soon, for one purpose, in one browser. */
export const authChallenge = pgTable(
  'auth_challenge',
  {
    id: primaryId(),
    purpose: text('purpose').notNull(),
    /** base64url, as it will come back in clientDataJSON. */
    challenge: text('challenge').notNull().unique(),
    /** For a step-up: random part, so that the same act signed twice is two challenges. */
    nonce: text('nonce'),
    /** For a step-up: what is being done, and the hash of exactly what is displayed. */
    act: text('act'),
    contentHash: text('content_hash'),
    /** The session that asked, or the hash of the browser's binding cookie before there is one. */
    sessionId: uuid('session_id'),
    bindingHash: text('binding_hash'),
    /** Whose credential is expected, when it is known. */
    userId: uuid('user_id'),
    patientAccountId: uuid('patient_account_id'),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [
    index().on(table.expiresAt),
    check('challenge_purpose', sql`${table.purpose} in ('enrol','enter','second-factor','step-up','terminal','patient-enrol','patient-enter')`),
    check('challenge_bound', sql`(${table.sessionId} is not null) or (${table.bindingHash} is not null)`),
  ],
);

/** Proof that the person was there for one act: written once, verifiable without the server (`npm run verify`). */
export const stepUpProof = pgTable(
  'step_up_proof',
  {
    id: primaryId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    sessionId: uuid('session_id').notNull(),
    act: text('act').notNull(),
    /** Hexadecimal SHA-256 of exactly what was displayed. */
    contentHash: text('content_hash').notNull(),
    method: text('method').notNull(),
    credentialId: text('credential_id'),
    publicKey: bytes('public_key'),
    nonce: text('nonce'),
    rpId: text('rp_id'),
    origin: text('origin'),
    authenticatorData: text('authenticator_data'),
    clientDataJson: text('client_data_json'),
    signature: text('signature'),
    provenAt: instant('proven_at').notNull(),
  },
  (table) => [
    index().on(table.userId),
    check('proof_method', sql`${table.method} in ('passkey','password')`),
    check(
      'proof_of_passkey_is_whole',
      sql`${table.method} <> 'passkey' or (${table.credentialId} is not null and ${table.publicKey} is not null and ${table.nonce} is not null and ${table.authenticatorData} is not null and ${table.clientDataJson} is not null and ${table.signature} is not null)`,
    ),
  ],
);

/** One of ten codes on paper that stands for the second factor, once. */
export const recoveryCode = pgTable(
  'recovery_code',
  {
    id: primaryId(),
    userId: uuid('user_id').references(() => userAccount.id),
    patientAccountId: uuid('patient_account_id').references(() => patientAccount.id),
    codeHash: text('code_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    usedAt: instant('used_at'),
    /** Set when a fresh sheet replaced this one. */
    replacedAt: instant('replaced_at'),
  },
  (table) => [
    index().on(table.userId),
    index().on(table.patientAccountId),
    check('recovery_of_one_realm', sql`(${table.userId} is null) <> (${table.patientAccountId} is null)`),
  ],
);

/** A code sent to a patient's telephone or mailbox, or asked of the authenticator: one step of one ceremony, good once. */
export const accountCode = pgTable(
  'account_code',
  {
    id: primaryId(),
    purpose: text('purpose').notNull(),
    /** Null when nobody has the address that was given: then it opens nothing, in the same time and words. */
    accountId: uuid('account_id').references(() => patientAccount.id),
    /** Hash of what the browser holds between two steps; the two codes of a recovery share it. */
    stepHash: text('step_hash').notNull(),
    channel: text('channel').notNull(),
    /** Where it goes; null for an authenticator and for nobody. */
    address: text('address'),
    /** Null until the worker made and sent the code: the plain code is never stored. */
    codeHash: text('code_hash'),
    failedAttempts: integer('failed_attempts').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    sentAt: instant('sent_at'),
    usedAt: instant('used_at'),
  },
  (table) => [
    index().on(table.stepHash),
    index().on(table.accountId),
    check('account_code_purpose', sql`${table.purpose} in ('enrol','enter','contact','recover')`),
    check('account_code_channel', sql`${table.channel} in ('sms','mail','totp')`),
    check('account_code_attempts_bounded', sql`${table.failedAttempts} between 0 and 3`),
  ],
);

/** A word to the holder of a patient's account about the account itself: fixed texts that say nothing of health. */
export const accountWord = pgTable(
  'account_word',
  {
    id: primaryId(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => patientAccount.id),
    kind: text('kind').notNull(),
    channel: text('channel').notNull(),
    address: text('address').notNull(),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
  },
  (table) => [
    check('account_word_kind', sql`${table.kind} in ('recovered','passkey-added','password-changed','contact-changed','locked','closed')`),
    check('account_word_channel', sql`${table.channel} in ('sms','mail')`),
  ],
);

/** Opens an account for its first time: made by an administrator, handed over in person, good once. */
export const activation = pgTable(
  'activation',
  {
    id: primaryId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    codeHash: text('code_hash').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    failedAttempts: integer('failed_attempts').notNull().default(0),
    usedAt: instant('used_at'),
    /** A newer code, or an administrator, took it back. */
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [index().on(table.userId), check('activation_attempts_bounded', sql`${table.failedAttempts} between 0 and 3`)],
);

/** One trip to an identity provider: state, nonce and PKCE verifier, bound to the browser that began it, good once. */
export const providerTrip = pgTable(
  'provider_trip',
  {
    id: primaryId(),
    provider: text('provider').notNull(),
    stateHash: text('state_hash').notNull().unique(),
    nonce: text('nonce').notNull(),
    codeVerifier: text('code_verifier').notNull(),
    bindingHash: text('binding_hash').notNull(),
    terminalId: uuid('terminal_id').references(() => terminal.id),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [index().on(table.expiresAt), check('trip_provider', sql`${table.provider} in ('psc','franceconnect')`)],
);

/** How often something was tried in a window of time, by a hashed key: the same limit for every process. */
export const rateWindow = pgTable(
  'rate_window',
  {
    /** SHA-256 of what is limited and for whom. */
    key: text('key').notNull(),
    windowStart: instant('window_start').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [unique().on(table.key, table.windowStart), index().on(table.windowStart)],
);

/** Something that a kind of person must know at once; says what happened, never to whom of the patients. */
export const securityNotice = pgTable(
  'security_notice',
  {
    id: primaryId(),
    kind: text('kind').notNull(),
    /** Every person with this role; null = the one named. */
    audienceRole: text('audience_role'),
    audienceUserId: uuid('audience_user_id').references(() => userAccount.id),
    /** Account, terminal, window or access concerned. */
    subjectId: text('subject_id').notNull(),
    /** Names of staff and terminals, instants, counts; never a patient. */
    detail: jsonb('detail').$type<Record<string, string | number | null>>().notNull(),
    createdAt: instant('created_at').notNull(),
    /** When everybody concerned who has an address had been written to; the mails themselves are in the table below. */
    mailedAt: instant('mailed_at'),
  },
  (table) => [
    index().on(table.audienceRole, table.createdAt),
    index().on(table.audienceUserId, table.createdAt),
    check('notice_audience', sql`(${table.audienceRole} is null) <> (${table.audienceUserId} is null)`),
    check(
      'security_notice_kind',
      sql`${table.kind} in ('emergency-used','account-locked','terminal-passivated','break-glass','maintenance-asked','maintenance-opened','maintenance-closed','rights-changed','recovery-used','passkey-added','session-taken','emergency-sealed','sender-not-proven','link-alarm','reading-replaced')`,
    ),
  ],
);

export const securityNoticeSeen = pgTable(
  'security_notice_seen',
  {
    noticeId: uuid('notice_id')
      .notNull()
      .references(() => securityNotice.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    seenAt: instant('seen_at').notNull(),
  },
  (table) => [unique().on(table.noticeId, table.userId)],
);

/** One mail of one security notice to one person: so that a second try writes to nobody twice. */
export const securityNoticeMail = pgTable(
  'security_notice_mail',
  {
    noticeId: uuid('notice_id')
      .notNull()
      .references(() => securityNotice.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    at: instant('at').notNull(),
    /** Null when it left; else why the address will never take it. */
    failureCode: text('failure_code'),
  },
  (table) => [unique().on(table.noticeId, table.userId)],
);

/** The envelope of the emergency account: who sealed it and when; the account, its passphrase and its codes are made anew with each. */
export const emergencySeal = pgTable(
  'emergency_seal',
  {
    id: primaryId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    /** Account id, or the name of the process. */
    sealedBy: text('sealed_by').notNull(),
    sealedAt: instant('sealed_at').notNull(),
  },
  (table) => [index().on(table.sealedAt)],
);

/** One use of the emergency account; written with the session that it opened, and never changed. */
export const emergencyOpening = pgTable(
  'emergency_opening',
  {
    id: primaryId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => session.id),
    /** In the words of whoever opened the envelope; never leaves by mail, never enters the trace. */
    reason: text('reason').notNull(),
    address: text('address').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [index().on(table.userId, table.at), check('opening_says_why', sql`length(trim(${table.reason})) >= 10`)],
);

/** Remote maintenance is closed; a window opens it for one named person and a time (GBUI II-5). */
export const maintenanceWindow = pgTable(
  'maintenance_window',
  {
    id: primaryId(),
    technicianId: uuid('technician_id')
      .notNull()
      .references(() => userAccount.id),
    /** Contract or ticket the intervention belongs to (GBUI II-4). */
    reference: text('reference').notNull(),
    reason: text('reason').notNull(),
    minutes: integer('minutes').notNull(),
    askedBy: uuid('asked_by')
      .notNull()
      .references((): AnyPgColumn => userAccount.id),
    askedAt: instant('asked_at').notNull(),
    /** The biologist who opened it, or agreed to an administrator's opening. */
    agreedBy: uuid('agreed_by').references((): AnyPgColumn => userAccount.id),
    opensAt: instant('opens_at'),
    closesAt: instant('closes_at'),
    closedAt: instant('closed_at'),
    closedReason: text('closed_reason'),
    /** Null when its time was over. */
    closedBy: uuid('closed_by').references((): AnyPgColumn => userAccount.id),
    /** When the technician was spoken to by telephone (GBUI II-5a). */
    contactedAt: instant('contacted_at').notNull(),
    /** The biologist's proof of having been there when she opened it, or agreed. */
    proofId: uuid('proof_id')
      .unique()
      .references((): AnyPgColumn => stepUpProof.id),
  },
  (table) => [
    index().on(table.technicianId),
    check('maintenance_minutes', sql`${table.minutes} between 5 and 480`),
    check('maintenance_open_needs_biologist', sql`${table.opensAt} is null or ${table.agreedBy} is not null`),
    check('maintenance_open_is_proven', sql`${table.opensAt} is null or ${table.proofId} is not null`),
    check('maintenance_ends_in_time', sql`${table.opensAt} is null or ${table.closesAt} = ${table.opensAt} + ${table.minutes} * interval '1 minute'`),
    check('maintenance_not_by_technician', sql`${table.technicianId} <> ${table.askedBy} and ${table.technicianId} is distinct from ${table.agreedBy}`),
    check('maintenance_closed_reason', sql`(${table.closedAt} is null) = (${table.closedReason} is null)`),
    check('maintenance_reason_known', sql`${table.closedReason} in ('time-over','closed','technician-left','withdrawn')`),
  ],
);

/** Everything the technician did, command by command (GBUI II-5d); written before it is carried out. */
export const maintenanceCommand = pgTable(
  'maintenance_command',
  {
    id: primaryId(),
    windowId: uuid('window_id')
      .notNull()
      .references(() => maintenanceWindow.id),
    sessionId: uuid('session_id').notNull(),
    /** `command`: typed at the console; `call`: any other door of the product, by its name alone. */
    kind: text('kind').notNull().default('command'),
    command: text('command').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [index().on(table.windowId, table.at), check('maintenance_command_kind', sql`${table.kind} in ('command','call')`)],
);

/** What came of a command: a row of its own, since the command was written down before it ran and stays as it was. */
export const maintenanceOutcome = pgTable('maintenance_outcome', {
  commandId: uuid('command_id')
    .primaryKey()
    .references(() => maintenanceCommand.id),
  outcome: text('outcome').notNull(),
  at: instant('at').notNull(),
});

/** The keys that a person chose in place of the product's, by the name of the act; with her account, so that they follow her to any terminal. */
export const keySetting = pgTable(
  'key_setting',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => userAccount.id),
    keys: jsonb('keys').$type<Record<string, string>>().notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  () => [check('keys_are_named', sql`jsonb_typeof(keys) = 'object'`)],
);
