import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestPortal, type TestPortal } from '../main/testing-portal';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { systemActor } from './actor';
import { contextFor } from './context';
import { newId } from './ids';

const [COLLEAGUE, ACCOUNT, OTHER_ACCOUNT, REPRESENTATION, FOLDER] = [newId(), newId(), newId(), newId(), newId()];

/** Who sees a row of which table, by raw SQL under the web server's role: what the application forgets, the database refuses. */
const PEOPLE = {
  nobody: {},
  system: { actor_kind: 'system' },
  biologist: { actor_kind: 'professional', roles: 'biologist', site_ids: referenceIds.site('valmont') },
  'biologist elsewhere': { actor_kind: 'professional', roles: 'biologist', site_ids: referenceIds.site('hauterive') },
  'biologist nowhere': { actor_kind: 'professional', roles: 'biologist', site_ids: '' },
  technician: { actor_kind: 'professional', roles: 'technician', site_ids: referenceIds.site('valmont') },
  prescriber: { actor_kind: 'professional', roles: 'prescriber', prescriber_id: referenceIds.prescriber('10001234567') },
  'other prescriber': { actor_kind: 'professional', roles: 'prescriber', prescriber_id: referenceIds.prescriber('99900001233') },
  ward: { actor_kind: 'professional', roles: 'ward_staff', ward_ids: referenceIds.ward('valmont', 'URG') },
  'other ward': { actor_kind: 'professional', roles: 'ward_staff', ward_ids: referenceIds.ward('valmont', 'REA') },
  manager: { actor_kind: 'professional', roles: 'manager', site_ids: referenceIds.site('valmont') },
  référent: { actor_kind: 'professional', roles: 'referent', site_ids: referenceIds.site('valmont') },
  administrator: { actor_kind: 'professional', roles: 'administrator' },
  'quality manager': { actor_kind: 'professional', roles: 'quality_manager', site_ids: referenceIds.site('valmont') },
  'medical administrator': { actor_kind: 'professional', roles: 'medical_administrator' },
  maintainer: { actor_kind: 'professional', roles: 'remote_maintainer' },
  /** Whose own rows some tables hold: account, rights, windows, proofs. */
  colleague: { actor_kind: 'professional', roles: '', user_id: COLLEAGUE },
  enrolling: { actor_kind: 'professional', roles: '', stage: 'enrolling', user_id: newId() },
  patient: { actor_kind: 'patient', patient_id: '' },
  'account holder': { actor_kind: 'patient', patient_id: '', account_id: ACCOUNT },
  representative: { actor_kind: 'patient', patient_id: '', account_id: OTHER_ACCOUNT, representation_id: REPRESENTATION },
  'account of somebody else': { actor_kind: 'patient', patient_id: '', account_id: newId() },
  'representative without a mandate': { actor_kind: 'patient', patient_id: '', account_id: ACCOUNT, representation_id: newId() },
  'other patient': { actor_kind: 'patient', patient_id: newId() },
  anonymous: { actor_kind: 'anonymous', notice_token_hash: 'x' },
} satisfies Record<string, Record<string, string>>;

type Person = keyof typeof PEOPLE;
const LABORATORY: Person[] = ['biologist', 'technician'];
const RULES: Person[] = ['biologist', 'technician', 'manager', 'référent', 'quality manager'];
const SELF: Person[] = ['patient', 'account holder'];
const READERS: Person[] = ['prescriber', 'ward', ...SELF, 'representative'];
const DESK: Person[] = ['biologist', 'référent'];
/** One account, whatever its session says that it reads. */
const HOLDER: Person[] = ['account holder', 'representative without a mandate'];
const MAINTENANCE: Person[] = ['administrator', 'biologist', 'biologist elsewhere', 'biologist nowhere', 'colleague', 'quality manager'];
const WATCHES: Person[] = MAINTENANCE.filter((person) => person !== 'colleague');
const EVERYBODY = Object.keys(PEOPLE) as Person[];
/** The web server has no right to these at all. */
const CLOSED = [
  'account_word',
  'patient_stay',
  'security_notice_mail',
  'outbound_sweep',
  'patient_apart',
  'sender_epoch',
  'worklist_sweep',
  'autoverification_secret',
  'control_review',
];
const EXCHANGES: Person[] = ['administrator', 'manager', 'référent'];
const WATCHES_LINKS: Person[] = [...EXCHANGES, 'biologist', 'quality manager'];

/** Everybody of the laboratory's own site, and the person on duty himself. */
const ROSTER: Person[] = ['administrator', 'biologist', 'colleague', 'manager', 'quality manager', 'référent', 'technician'];
const LINKS: Person[] = [...EXCHANGES, 'quality manager'];
/** What entities agreed on names no patient. */
const AGREEMENTS: Person[] = ['administrator', 'biologist', 'biologist elsewhere', 'biologist nowhere', 'manager', 'quality manager', 'référent', 'technician'];

/** Every table with row-level security has its line, or the test fails. */
const SEES: Record<string, Person[]> = {
  patient: [...LABORATORY, ...SELF, 'representative', 'référent'],
  dossier: LABORATORY,
  service_request: LABORATORY,
  specimen: LABORATORY,
  observation_version: LABORATORY,
  observation_document: LABORATORY,
  dossier_revision: LABORATORY,
  // Names nobody; who samples sees the controls of who executes.
  quality_control: ['biologist', 'biologist elsewhere', 'biologist nowhere', 'quality manager', 'référent', 'technician'],
  identity_amendment: LABORATORY,
  identity_attachment: ['référent'],
  validation_decision: LABORATORY,
  decision_batch: ['colleague'],
  decision_batch_member: ['colleague'],
  second_reading: LABORATORY,
  decision_comment: LABORATORY,
  decision_phrase: LABORATORY,
  phrase_version: ['biologist', 'quality manager'],
  decision_policy: ['biologist', 'quality manager'],
  decision_observation: LABORATORY,
  part_decision: LABORATORY,
  part_observation: LABORATORY,
  entity_agreement: AGREEMENTS,
  worklist_entry: ['biologist'],
  worklist_view: ['colleague'],
  key_setting: ['colleague'],
  dossier_presence: ['biologist'],
  // Every laboratory has its own.
  rule_set: [...RULES, 'biologist elsewhere'],
  rule_set_version: [...RULES, 'biologist elsewhere'],
  rule_set_approval: RULES,
  rule_draft: RULES,
  rule_draft_change: RULES,
  rule_replay: RULES,
  rule_replay_dossier: LABORATORY,
  rule_control_sheet: RULES,
  rule_suspension: RULES,
  autoverification_acceptance: RULES,
  autoverification_switch: [...RULES, 'biologist elsewhere', 'biologist nowhere'],
  autoverification_sample: ['biologist', 'quality manager'],
  verdict: LABORATORY,
  finding: LABORATORY,
  report: [...LABORATORY, ...READERS],
  report_recipient: [...LABORATORY, ...READERS],
  report_view: ['biologist', ...READERS],
  notice: [],
  one_time_code: [],
  pdf_ticket: [],
  // A remote maintainer in his window: metadata, as the columns granted to the web server say.
  inbound_message: [...EXCHANGES, 'maintainer'],
  repair_item: EXCHANGES,
  mapping_entry: ['biologist', 'quality manager', 'référent'],
  urgent_delay: ['biologist', 'quality manager', 'référent'],
  mapping_version: ['biologist', 'quality manager', 'référent'],
  outbound_message: [...EXCHANGES, 'maintainer'],
  outbound_attempt: [...EXCHANGES, 'maintainer'],
  connection_profile: LINKS,
  connection_profile_version: LINKS,
  link_port: LINKS,
  peer_certificate: LINKS,
  lis_url_change: LINKS,
  inbound_batch: WATCHES_LINKS,
  replay_batch: ['référent'],
  replay_batch_message: ['référent'],
  watched_folder: LINKS,
  bedside_device: LINKS,
  // A file may be called as its patient is.
  watched_file: ['référent'],
  outbound_resend: EXCHANGES,
  outbound_resend_item: EXCHANGES,
  // A reader reads back what his own report calls critical.
  critical_call: [...LABORATORY, 'prescriber', 'ward'],
  critical_call_value: [...LABORATORY, 'prescriber', 'ward'],
  critical_call_attempt: LABORATORY,
  call_policy_version: [...RULES, 'biologist elsewhere'],
  call_review: LABORATORY,
  call_silence: LABORATORY,
  call_step: LABORATORY,
  call_notice: LABORATORY,
  ward_phone: RULES,
  lis_request: LABORATORY,
  lis_difference: ['biologist', 'référent'],
  report_acknowledgement: ['biologist', ...READERS],
  audit_event: ['administrator', 'biologist', 'manager', 'medical administrator', 'quality manager'],
  dossier_activity: ['manager', 'quality manager'],
  // Also the biologist on duty: a mute link is hers to know.
  link_alarm: WATCHES_LINKS,
  reconciliation_day: WATCHES_LINKS,

  on_call_duty: ROSTER,
  duty_absence: ROSTER,
  duty_swap: ROSTER,
  duty_contact: ROSTER,
  duty_responsibility: ROSTER,
  handover: ['biologist'],
  handover_site: ['biologist'],
  night_digest: ['biologist'],
  push_subscription: ['colleague'],
  offline_pack: ['biologist', 'colleague'],
  offline_pack_item: ['biologist', 'colleague'],
  offline_intent: ['colleague'],
  wake_policy: ROSTER,
  wake_attempt: ['biologist', 'colleague'],
  // The colleague who is asked sees it as herself, and only while she is a biologist.
  advice: LABORATORY,

  account_code: HOLDER,
  activation: ['administrator', 'anonymous', 'colleague', 'quality manager'],
  break_glass: [...SELF, 'colleague', 'medical administrator'],
  enrolment_code: DESK,
  // Who may come in, and what for, is looked up before there is anybody: the staff's directory, with hashes only.
  habilitation: EVERYBODY,
  idle_policy: EVERYBODY,
  user_account: EVERYBODY,
  emergency_opening: WATCHES,
  emergency_seal: WATCHES,
  maintenance_command: MAINTENANCE,
  maintenance_outcome: MAINTENANCE,
  maintenance_window: MAINTENANCE,
  passkey: ['administrator', 'anonymous', 'colleague', 'quality manager'],
  patient_account: [...HOLDER, 'representative'],
  patient_merge: DESK,
  patient_link: [...SELF, 'representative without a mandate'],
  patient_opposition: [...SELF, ...DESK],
  patient_request: [...SELF, ...DESK],
  presence_access: [...SELF, 'colleague'],
  presence_code: SELF,
  recovery_code: ['administrator', 'anonymous', 'colleague'],
  representation: [...SELF, ...DESK, 'representative'],
  security_notice: ['medical administrator'],
  security_notice_seen: ['colleague'],
  step_up_proof: ['biologist', 'biologist elsewhere', 'biologist nowhere', 'medical administrator', 'quality manager'],
};

let portal: TestPortal;
beforeAll(async () => {
  portal = await openTestPortal();
  const { reportId, dossierId } = await portal.release({ results: [{ code: 'ZAK' }] });
  const at = portal.clock.now().toISOString();
  const statements = [
    sql`insert into quality_control (id, laboratory_id, message_id, position, specimen, level, analyser, code, code_system, local_code, label, value, unit, target, limits, state, said, measured_at, recorded_at)
      values (${newId()}, ${referenceIds.laboratory('valmont')}, ${newId()}, 0, '', '', '', 'K', '', '', '', '', '', '', '', 'in', '', ${at}, ${at})`,
    sql`insert into mapping_entry (id, laboratory_id, kind, source, target, since_version, made_by, made_by_name, made_at)
      values (${newId()}, ${referenceIds.laboratory('valmont')}, 'code', 'X', '', 1, ${newId()}, 'X', ${at})`,
    sql`insert into watched_folder (id, laboratory_id, path, created_at, made_by_name) values (${FOLDER}, ${referenceIds.laboratory('valmont')}, '/srv/x', ${at}, 'X')`,
    sql`insert into watched_file (id, folder_id, name, size, sha256, state, answers, at) values (${newId()}, ${FOLDER}, 'x.hl7', 1, 'x', 'done', '{AA}', ${at})`,
    sql`insert into bedside_device (id, laboratory_id, codes, name, kind, created_at, changed_at, changed_by_name, expected_since)
      values (${newId()}, ${referenceIds.laboratory('valmont')}, '{X}', 'X', 'glucose', ${at}, ${at}, 'X', ${at})`,
    sql`insert into mapping_version (laboratory_id, kind, version, made_at, made_by_name, added, ended) values (${referenceIds.laboratory('valmont')}, 'code', 1, ${at}, 'X', 1, 0)`,
    sql`insert into urgent_delay (laboratory_id, loinc_code, version, minutes, reason, made_by, made_by_name, since)
      select ${referenceIds.laboratory('valmont')}, '2823-3', 1, 30, 'X', id, 'X', ${at} from user_account limit 1`,
    sql`insert into report_view (id, report_id, dossier_id, reader_kind, user_id, reader_name, reader_role, medium, viewed_at, address)
      values (${newId()}, ${reportId}, ${dossierId}, 'professional', ${newId()}, 'X', 'prescriber', 'screen', ${at}, '')`,
    sql`insert into observation_document (id, observation_version_id, dossier_id, patient_id, position, media_type, size, sha256, bytes)
      select ${newId()}, id, dossier_id, patient_id, 0, 'application/pdf', 1, 'x', 'x'::bytea from observation_version where dossier_id = ${dossierId} limit 1`,
    sql`insert into identity_amendment (id, dossier_id, patient_id, before, after, made_at) select ${newId()}, id, patient_id, '{}', '{}', ${at} from dossier where id = ${dossierId}`,
    sql`with other as (insert into patient (id, legal_entity_id, assigning_authority, identifier, lone_dossier, birth_family_name, given_names, first_given_name, birth_date_text, sex,
        identity_reliability, updated_at) select ${newId()}, legal_entity_id, assigning_authority, 'LONE', 'x', 'X', '', '', '', 'U', 'PROV', ${at} from patient limit 1 returning id)
      insert into identity_attachment (id, dossier_id, from_patient_id, to_patient_id, is_new, reason, attached_at, attached_by, attached_by_name)
        select ${newId()}, d.id, other.id, d.patient_id, false, 'une raison assez longue', ${at}, (select id from user_account limit 1), 'X' from dossier d, other where d.id = ${dossierId}`,
    sql`insert into one_time_code (id, notice_id, created_at, expires_at) select ${newId()}, id, ${at}, ${at} from notice limit 1`,
    sql`insert into pdf_ticket (id, token_hash, report_id, session_id, created_at, expires_at) values (${newId()}, 'h', ${reportId}, ${newId()}, ${at}, ${at})`,
    sql`insert into critical_call (id, dossier_id, laboratory_id, site_id, opened_at, due_at)
      values (${newId()}, ${dossierId}, ${referenceIds.laboratory('valmont')}, ${referenceIds.site('valmont')}, ${at}, ${at}) on conflict do nothing`,
    sql`insert into critical_call_value (call_id, observation_version_id, label, value, unit, flag)
      select c.id, v.id, 'X', '1', '', 'critical' from critical_call c join observation_version v on v.dossier_id = c.dossier_id limit 1 on conflict do nothing`,
    sql`insert into critical_call_attempt (id, call_id, at, made_by, made_by_name, place, number, outcome)
      select ${newId()}, c.id, ${at}, u.id, 'X', 'X', '', 'no-answer' from critical_call c, user_account u limit 1`,
    sql`insert into call_review (decision_id, dossier_id, reviewed_at) select id, dossier_id, ${at} from validation_decision where dossier_id = ${dossierId} on conflict do nothing`,
    sql`insert into call_silence (observation_version_id, dossier_id, known_call_id, reason_code, reason, label, value, unit, at)
      select v.id, v.dossier_id, c.id, 'K', 'X', 'X', '1', '', ${at} from critical_call c join observation_version v on v.dossier_id = c.dossier_id limit 1`,
    sql`insert into call_step (id, call_id, position, who, gap_minutes, due_at) select ${newId()}, id, 90, 'paper', 1, ${at} from critical_call limit 1`,
    sql`insert into call_notice (id, step_id, call_id, user_id, name, queued_at)
      select ${newId()}, s.id, s.call_id, u.id, 'X', ${at} from call_step s, user_account u where s.position = 90 limit 1`,
    sql`insert into ward_phone (id, ward_id, version, lines, made_by_name, made_at) values (${newId()}, ${referenceIds.ward('valmont', 'URG')}, 90, '[]', 'X', ${at})`,
    sql`insert into lis_request (id, dossier_id, laboratory_id, revision, kind, observation_keys, test_codes, reason, requested_by, requested_by_name, requested_at, effective_at, state, idempotency_key)
      select ${newId()}, ${dossierId}, ${referenceIds.laboratory('valmont')}, 1, 'rerun', '{k}', '{}', 'X', id, 'X', ${at}, ${at}, 'asked', ${newId()} from user_account limit 1`,
    sql`insert into second_reading (decision_id, why, asked_at) select id, '{asked}', ${at} from validation_decision where dossier_id = ${dossierId} limit 1`,
    sql`insert into decision_policy (laboratory_id, version, reader_codes, reader_effect, own_result, reason, made_by, made_by_name, since)
      select ${referenceIds.laboratory('valmont')}, 1, '{}', '', 'mark', 'X', id, 'X', ${at} from user_account limit 1`,
    sql`insert into decision_comment (id, decision_id, position, level, text) select ${newId()}, id, 0, 'dossier', 'X' from validation_decision where dossier_id = ${dossierId} limit 1`,
    sql`with p as (insert into phrase_version (phrase_id, version, laboratory_id, title, text, state, written_by, written_by_name, written_at)
        select ${newId()}, 1, ${referenceIds.laboratory('valmont')}, 'X', 'X', 'draft', id, 'X', ${at} from user_account limit 1 returning phrase_id)
      insert into decision_phrase (decision_id, position, phrase_id, phrase_version, text)
        select d.id, 0, p.phrase_id, 1, 'X' from p, (select id from validation_decision where dossier_id = ${dossierId} limit 1) d`,
    sql`insert into lis_difference (id, dossier_id, laboratory_id, decision_id, observation_key, label, kind, decided, said, opened_at)
      select ${newId()}, ${dossierId}, ${referenceIds.laboratory('valmont')}, id, 'k', 'X', 'value', '1', '2', ${at} from validation_decision where dossier_id = ${dossierId} limit 1`,
    sql`insert into outbound_resend (id, laboratory_id, reason, requested_by, requested_by_name, requested_at, total)
      select ${newId()}, ${referenceIds.laboratory('valmont')}, 'X', id, 'X', ${at}, 1 from user_account limit 1`,
    sql`insert into outbound_resend_item (resend_id, message_id) select r.id, m.id from outbound_resend r, outbound_message m limit 1`,
    sql`with p as (insert into step_up_proof (id, user_id, session_id, act, content_hash, method, proven_at)
        select ${newId()}, id, ${newId()}, 'validate', repeat('0', 64), 'password', ${at} from user_account limit 1 returning id, user_id),
      d as (insert into part_decision (id, dossier_id, laboratory_id, revision, kind, user_id, decider_name, signed_at, displayed_hash, statement, proof_id, idempotency_key)
        select ${newId()}, ${dossierId}, ${referenceIds.laboratory('hauterive')}, 1, 'validate', user_id, 'X', ${at}, 'x', 'x', id, ${newId()} from p returning id)
      insert into part_observation (part_decision_id, observation_version_id, active) select d.id, v.id, true from d, (select id from observation_version where dossier_id = ${dossierId} limit 1) v`,
    sql`insert into worklist_sweep (clean_until, whole_at) values (${at}, ${at}) on conflict do nothing`,
    sql`insert into dossier_presence (dossier_id, user_id, session_id, site_id, user_name, opened_at, seen_at)
      select ${dossierId}, id, ${newId()}, ${referenceIds.site('valmont')}, 'X', ${at}, ${at} from user_account limit 1`,
    sql`insert into outbound_sweep (id, compared_until, whole_at) values ('outbound', ${at}, ${at})`,
    sql`insert into report_acknowledgement (id, report_id, dossier_id, user_id, reader_name, reader_role, acknowledged_at, address)
      select ${newId()}, ${reportId}, ${dossierId}, id, 'X', 'prescriber', ${at}, '' from user_account limit 1`,
    sql`insert into outbound_attempt (id, message_id, at, outcome) select ${newId()}, id, ${at}, 'refused' from outbound_message limit 1`,
    sql`insert into dossier_activity (dossier_id, site_id, priority, is_test, received_at) values (${dossierId}, ${referenceIds.site('valmont')}, 'routine', false, ${at}) on conflict do nothing`,
    sql`insert into rule_set_version (id, rule_set_id, version, title, author, content, content_hash, rule_count, in_force_from, created_at)
      select ${newId()}, id, 9, 'X', 'X', '{}', 'x', 0, ${at}, ${at} from rule_set where laboratory_id = ${referenceIds.laboratory('valmont')}`,
    sql`insert into verdict (id, dossier_id, revision, is_approved, outcome, rules, rule_count, finding_count, results, content_hash, evaluated_at)
      values (${newId()}, ${dossierId}, 99, false, 'clear', 1, 1, 0, '{}', 'x', ${at})`,
    sql`insert into finding (id, verdict_id, dossier_id, position, rule_code, rule_title, rule_version, rule_date, author, outcome, line, effect, about, sentence, value, passed_limit, unit, content_hash)
      select ${newId()}, id, ${dossierId}, 0, 'X-01', 'X', 1, '2026-11-01', 'X', 'found', 'value', 'hold', array[${newId()}::uuid], 'X', '', '', '', 'x' from verdict where revision = 99`,
    sql`insert into link_alarm (id, laboratory_id, kind, subject, opened_at, last_seen_at) values (${newId()}, ${referenceIds.laboratory('valmont')}, 'link-silent', '', ${at}, ${at})`,
    sql`insert into reconciliation_day (laboratory_id, day, counts, hours, is_balanced, checked_at, results_checked_at)
      values (${referenceIds.laboratory('valmont')}, '2026-11-21', '{}', '{}', true, ${at}, ${at}) on conflict do nothing`,
  ];
  for (const statement of statements) await portal.access.worker.execute(statement);
  const [row] = await portal.rowsOf<{ id: string }>(sql`select patient_id as id from report where id = ${reportId}`);
  const patientId = row?.id ?? '';
  for (const person of Object.values(PEOPLE)) if ('patient_id' in person && person.patient_id === '') person.patient_id = patientId;
  for (const statement of rowsOfAccess(patientId, at)) await portal.access.worker.execute(statement);
  // What persons alone may write: by the owner of the database.
  const owner = postgres(portal.access.database.ownerUrl, { max: 1 });
  for (const statement of rowsOfRules(dossierId, at)) await drizzle(owner).execute(statement);
  await owner.end();
});
afterAll(() => portal.end());

/** One row of each table of accounts, rights, representatives and grounds of reading. */
function rowsOfAccess(patientId: string, now: string) {
  // The clock of the test is some seconds ahead of the database's.
  const at = new Date(Date.parse(now) - 900_000).toISOString();
  const later = new Date(Date.parse(now)).toISOString();
  const [code, window, notice] = [newId(), newId(), newId()];
  const [sealed, opening, batch, duty] = [newId(), newId(), newId(), newId()];
  const [handover, pushing, pack] = [newId(), newId(), newId()];
  const ward = referenceIds.ward('valmont', 'URG');
  return [
    sql`insert into user_account (id, login, family_name, given_name, profession, created_at) values (${COLLEAGUE}, 'colleague', 'X', 'X', 'X', ${at})`,
    sql`insert into habilitation (id, user_id, role, valid_from, granted_by) values (${newId()}, ${COLLEAGUE}, 'technician', ${at}, 'test')`,
    sql`insert into habilitation (id, user_id, role, site_id, valid_from, granted_by)
      values (${newId()}, ${COLLEAGUE}, 'biologist', ${referenceIds.site('valmont')}, ${at}, 'test')`,
    sql`insert into on_call_duty (id, user_id, site_id, starts_at, ends_at, kind, made_at)
      values (${duty}, ${COLLEAGUE}, ${referenceIds.site('valmont')}, ${at}, ${later}, 'astreinte', ${at})`,
    sql`insert into duty_absence (id, user_id, starts_at, ends_at, made_by_name, made_at) values (${newId()}, ${COLLEAGUE}, ${at}, ${later}, 'X', ${at})`,
    sql`insert into duty_swap (id, ask_id, duty_id, site_id, from_user_id, to_user_id, starts_at, ends_at, asked_at, asked_by_name)
      select ${newId()}, ${newId()}, ${duty}, ${referenceIds.site('valmont')}, ${COLLEAGUE}, id, ${at}, ${later}, ${at}, 'X' from user_account where id <> ${COLLEAGUE} limit 1`,
    sql`insert into worklist_view (id, user_id, name, filters, position, changed_at) values (${newId()}, ${COLLEAGUE}, 'X', '{}', 0, ${at})`,
    sql`insert into key_setting (user_id, keys, changed_at) values (${COLLEAGUE}, '{}', ${at})`,
    sql`insert into duty_contact (user_id, contacts, changed_at, changed_by_name) values (${COLLEAGUE}, '[]', ${at}, 'X')`,
    sql`insert into duty_responsibility (id, site_id, user_id, since, cause) values (${newId()}, ${referenceIds.site('valmont')}, ${COLLEAGUE}, ${at}, 'offered')`,
    sql`insert into handover (id, mode, from_user_id, from_name, to_user_id, to_name, site_ids, offered_at, items, items_hash)
      select ${handover}, 'offered', ${COLLEAGUE}, 'X', id, 'X', array[${referenceIds.site('valmont')}]::uuid[], ${at}, '[]', 'h' from user_account where id <> ${COLLEAGUE} limit 1`,
    sql`insert into handover_site (handover_id, site_id, is_open) values (${handover}, ${referenceIds.site('valmont')}, true)`,
    sql`insert into night_digest (id, site_id, user_id, user_name, day, from_at, to_at, numbers, lines, is_balanced, content_hash, made_at)
      values (${newId()}, ${referenceIds.site('valmont')}, ${COLLEAGUE}, 'X', '2026-11-28', ${at}, ${later}, '{}', '[]', true, 'h', ${at})`,
    sql`insert into session (id, token_hash, realm, method, user_id, idle_ms, created_at, last_seen_at, expires_at, address, terminal)
      values (${pushing}, 'pushing', 'professional', 'passkey', ${COLLEAGUE}, 600000, ${at}, ${at}, ${later}, '', '')`,
    sql`insert into push_subscription (id, user_id, session_id, endpoint, p256dh, auth, made_at, until)
      values (${newId()}, ${COLLEAGUE}, ${pushing}, 'https://push.example.org/x', 'x', 'x', ${at}, ${later})`,
    sql`insert into offline_pack (id, user_id, user_name, session_id, terminal, site_ids, secret_hash, reopens, made_at, last_contact_at, expires_at)
      values (${pack}, ${COLLEAGUE}, 'X', ${pushing}, '', array[${referenceIds.site('valmont')}]::uuid[], 'x', false, ${at}, ${at}, ${later})`,
    sql`insert into offline_pack_item (pack_id, dossier_id, displayed, revision, packed_at) select ${pack}, id, 'x', 1, ${at} from dossier limit 1`,
    sql`insert into offline_intent (id, pack_id, user_id, dossier_id, kind, displayed, state, code, settled_at)
      values (${newId()}, ${pack}, ${COLLEAGUE}, ${newId()}, 'hold', 'x', 'returned', 'not-found', ${at})`,
    sql`insert into wake_policy (id, user_id, site_id, reasons, from_clock, to_clock, fallback_minutes, since, written_by_name)
      values (${newId()}, ${COLLEAGUE}, ${referenceIds.site('valmont')}, array['call'], '20:00', '08:00', 5, ${at}, 'X')`,
    sql`insert into wake_attempt (id, token, user_id, site_id, reason, subject_id, asked_at, fallback_at, state)
      values (${newId()}, 'x', ${COLLEAGUE}, ${referenceIds.site('valmont')}, 'call', ${newId()}, ${at}, ${later}, 'asked')`,
    sql`insert into advice (id, dossier_id, patient_id, site_id, accession_number, revision, asked_by, asked_by_name, asked_of, asked_of_name, question, shown, shown_hash, asked_at, expires_at)
      select ${newId()}, d.id, d.patient_id, ${referenceIds.site('valmont')}, 'X', 1, ${COLLEAGUE}, 'X', u.id, 'X', 'X', '{}', 'h', ${at}, ${later}
      from dossier d, user_account u where u.id <> ${COLLEAGUE} limit 1`,
    sql`insert into idle_policy (kind, minutes, changed_at, changed_by) values ('tablet', 9, ${at}, 'test') on conflict do nothing`,
    sql`insert into patient_account (id, created_at) values (${ACCOUNT}, ${at}), (${OTHER_ACCOUNT}, ${at})`,
    sql`insert into patient_link (id, account_id, patient_id, via, linked_at) values (${newId()}, ${ACCOUNT}, ${patientId}, 'code', ${at})`,
    sql`insert into representation (id, patient_id, account_id, kind, family_name, given_name, birth_date, relation, valid_from, granted_by, evidence, granted_at)
      values (${REPRESENTATION}, ${patientId}, ${OTHER_ACCOUNT}, 'trusted', 'X', 'X', '1970-01-01', 'fille', ${at}, ${COLLEAGUE}, 'X', ${at})`,
    sql`insert into enrolment_code (id, patient_id, code_hash, made_by, created_at, expires_at) values (${newId()}, ${patientId}, 'h', 'test', ${at}, ${later})`,
    sql`insert into patient_request (id, patient_id, kind, text, created_at) values (${newId()}, ${patientId}, 'reading', 'X', ${at})`,
    sql`insert into patient_opposition (id, patient_id, subject, since) values (${newId()}, ${patientId}, 'notices', ${at})`,
    sql`with other as (insert into patient (id, legal_entity_id, assigning_authority, identifier, birth_family_name, given_names, first_given_name, birth_date_text, sex, identity_reliability, updated_at)
        select ${newId()}, legal_entity_id, assigning_authority, 'MERGED', 'X', '', '', '', 'U', '', ${at} from patient where id = ${patientId} returning id, legal_entity_id)
      insert into patient_merge (id, legal_entity_id, kind, survivor_id, merged_id, message_id, told_at, merged_at) select ${newId()}, legal_entity_id, 'link', ${patientId}, id, ${newId()}, ${at}, ${at} from other`,
    sql`insert into patient_apart (legal_entity_id, one_authority, one_identifier, other_authority, other_identifier, told_at, message_id)
      select legal_entity_id, 'X', '1', 'X', '2', ${at}, ${newId()} from patient where id = ${patientId}`,
    sql`insert into patient_stay (id, patient_id, ward_id, since, told_at) values (${newId()}, ${patientId}, ${ward}, ${at}, ${at}) on conflict do nothing`,
    sql`insert into presence_code (id, patient_id, code_hash, created_at, expires_at) values (${code}, ${patientId}, 'h', ${at}, ${later})`,
    sql`insert into presence_access (id, code_id, patient_id, user_id, granted_at, expires_at) values (${newId()}, ${code}, ${patientId}, ${COLLEAGUE}, ${at}, ${later})`,
    sql`insert into break_glass (id, user_id, patient_id, reason, reason_text, proof_id, granted_at, expires_at)
      values (${newId()}, ${COLLEAGUE}, ${patientId}, 'other', 'X', ${newId()}, ${at}, ${later})`,
    sql`insert into passkey (id, realm, user_id, credential_id, public_key, counter, device_type, backed_up, aaguid, name, created_at)
      values (${newId()}, 'professional', ${COLLEAGUE}, 'c', ''::bytea, 0, 'singleDevice', false, '', 'X', ${at})`,
    sql`insert into link_port (profile_id, port, state, at) select id, 4000, 'listening', ${at} from connection_profile where name like '%Valmont'`,
    sql`insert into peer_certificate (profile_id, fingerprint, common_name, first_seen_at, last_seen_at)
      select id, 'AA', 'X', ${at}, ${at} from connection_profile where name like '%Valmont'`,
    sql`insert into lis_url_change (id, laboratory_id, proof_id, changed_by, at) values (${newId()}, ${referenceIds.laboratory('valmont')}, ${newId()}, ${COLLEAGUE}, ${at})`,
    sql`insert into inbound_batch (id, laboratory_id, profile_id, bytes_hash, announced, received, received_at, control_id)
      select ${newId()}, laboratory_id, id, 'h', 2, 1, ${at}, 'X' from connection_profile where name like '%Valmont' limit 1`,
    sql`insert into replay_batch (id, laboratory_id, since, until, scope, reason, total, made_by, made_by_name, made_at)
      values (${batch}, ${referenceIds.laboratory('valmont')}, ${at}, ${later}, 'all', 'X', 1, ${COLLEAGUE}, 'X', ${at})`,
    sql`insert into replay_batch_message (batch_id, rank, message_id) select ${batch}, 1, id from inbound_message limit 1`,
    sql`insert into recovery_code (id, user_id, code_hash, created_at) values (${newId()}, ${COLLEAGUE}, 'h', ${at})`,
    sql`insert into activation (id, user_id, code_hash, created_by, created_at, expires_at) values (${newId()}, ${COLLEAGUE}, 'h', 'test', ${at}, ${later})`,
    sql`insert into rule_set_approval (id, rule_set_version_id, user_id, name, content_hash, proof_id, approved_at)
      select ${newId()}, v.id, p.user_id, 'X', 'x', p.id, ${at} from rule_set_version v, step_up_proof p where v.title = 'X' limit 1`,
    sql`insert into autoverification_acceptance (id, user_id, name, laboratory_id, rule_set_id, rule_set_version_id, rule_set_title, rule_set_version, approved_by_name, approved_at, site_ids,
        chapters, test_codes, sample_percent, starts_at, ends_at, statement, statement_hash, proof_id, accepted_at)
      select ${newId()}, p.user_id, 'X', ${referenceIds.laboratory('valmont')}, v.rule_set_id, v.id, 'X', 1, 'X', ${at}, array[${referenceIds.site('valmont')}::uuid],
        '{X}', '{}', 2, ${at}, ${later}, 'X', 'x', p.id, ${at} from rule_set_version v, step_up_proof p where v.title = 'X' limit 1`,
    sql`insert into decision_batch (id, user_id, statement, content_hash, proof_id, idempotency_key, signed_at)
      select ${newId()}, ${COLLEAGUE}, 'X', encode(sha256('X'), 'hex'), p.id, ${newId()}, ${at} from step_up_proof p limit 1`,
    sql`insert into decision_batch_member (batch_id, position, dossier_id, fingerprint) select b.id, 0, d.id, 'x' from decision_batch b, dossier d limit 1`,
    sql`insert into control_review (message_id, laboratory_id, reviewed_at, asked_again, signed) values (${newId()}, ${referenceIds.laboratory('valmont')}, ${at}, 0, '{}')`,
    sql`insert into autoverification_switch (scope, subject_id, is_on, at, by_user_id, by_name) select 'all', ${newId()}, false, ${at}, p.user_id, 'X' from step_up_proof p limit 1`,
    sql`insert into autoverification_sample (decision_id, dossier_id, site_id, laboratory_id, rule_set_version_id, is_control, shown, decided_at, drawn_at)
      select d.id, d.dossier_id, ${referenceIds.site('valmont')}, ${referenceIds.laboratory('valmont')}, v.id, true, '{}', ${at}, ${at}
      from validation_decision d, rule_set_version v where v.title = 'X' limit 1`,
    sql`select seal_emergency(null, ${sealed}::uuid, 'secours-x', 'x', ${newId()}::uuid, array[]::uuid[], array[]::text[], ${newId()}::uuid, 'test', ${at}::timestamptz)`,
    sql`insert into security_notice (id, kind, audience_role, subject_id, detail, created_at) values (${notice}, 'break-glass', 'medical_administrator', ${code}, '{}', ${at})`,
    sql`insert into security_notice_seen (notice_id, user_id, seen_at) values (${notice}, ${COLLEAGUE}, ${at})`,
    sql`insert into maintenance_window (id, technician_id, reference, reason, minutes, asked_by, asked_at, contacted_at)
      values (${window}, ${COLLEAGUE}, 'X', 'X', 30, ${sealed}, ${at}, ${at})`,
    sql`insert into maintenance_command (id, window_id, session_id, command, at) values (${newId()}, ${window}, ${newId()}, 'etat', ${at})`,
    sql`insert into maintenance_outcome (command_id, outcome, at) select id, 'done', ${at} from maintenance_command`,
    sql`insert into security_notice_mail (notice_id, user_id, at) values (${notice}, ${COLLEAGUE}, ${at})`,
    sql`insert into session (id, token_hash, realm, method, user_id, idle_ms, created_at, last_seen_at, expires_at, address, terminal)
      values (${opening}, 'emergency', 'professional', 'emergency', ${sealed}, 600000, ${at}, ${at}, ${at}, '', '')`,
    sql`insert into emergency_opening (id, user_id, session_id, reason, address, at) values (${newId()}, ${sealed}, ${opening}, 'personne ne répond', '', ${at})`,
    sql`insert into account_code (id, purpose, account_id, step_hash, channel, created_at, expires_at) values (${newId()}, 'enter', ${ACCOUNT}, 'h', 'sms', ${at}, ${later})`,
    sql`insert into account_word (id, account_id, kind, channel, address, created_at) values (${newId()}, ${ACCOUNT}, 'recovered', 'mail', 'x', ${at})`,
  ];
}

const rowsOfRules = (dossierId: string, at: string) => [
  sql`insert into rule_draft (id, laboratory_id, rule_set_id, content, content_hash, revision, author_id, author_name, created_at, updated_at)
    select ${newId()}, laboratory_id, id, '{}', 'x', 1, ${COLLEAGUE}, 'X', ${at}, ${at} from rule_set where laboratory_id = ${referenceIds.laboratory('valmont')}`,
  sql`insert into rule_draft_change (draft_id, number, kind, before, after, by_user_id, by_name, at) select id, 1, 'title', '{}', '{}', ${COLLEAGUE}, 'X', ${at} from rule_draft`,
  sql`insert into rule_replay (id, laboratory_id, draft_id, draft_revision, content, content_hash, from_at, until_at, state, total, done, listed, counts, asked_by, asked_by_name, asked_at, ended_at)
    select ${newId()}, laboratory_id, id, 1, '{}', 'x', ${at}, ${at}, 'done', 0, 0, 0, '{}', ${COLLEAGUE}, 'X', ${at}, ${at} from rule_draft`,
  sql`insert into rule_replay_dossier (replay_id, rank, dossier_id, accession_number, received_at, is_night, before_auto, after_auto, appeared, vanished, says)
    select id, 1, ${dossierId}, 'X', ${at}, false, false, false, '{}', '{}', '' from rule_replay`,
  sql`insert into rule_control_sheet (id, number, laboratory_id, draft_id, draft_revision, replay_id, content_hash, body, signed_hash, made_by, made_by_name, made_at)
    select ${newId()}, 'FC-2026-001', laboratory_id, draft_id, 1, id, 'x', '{}', 'x', ${COLLEAGUE}, 'X', ${at} from rule_replay`,
  sql`insert into rule_suspension (id, rule_set_id, laboratory_id, reason, by_user_id, by_name, at)
    select ${newId()}, id, laboratory_id, 'X', ${COLLEAGUE}, 'X', ${at} from rule_set where laboratory_id = ${referenceIds.laboratory('valmont')}`,
];

const countAs = (settings: Record<string, string>, table: string): Promise<number> =>
  portal.access.web.transaction(async (tx) => {
    for (const [name, value] of Object.entries(settings)) await tx.execute(sql`select set_config(${`relais.${name}`}, ${value}, true)`);
    const rows = await tx.execute<{ n: number }>(sql`select count(*)::int as n from (select 1 from ${sql.identifier(table)}) rows`);
    return rows[0]?.n ?? 0;
  });

test('every table with row-level security is in the matrix, and holds a row to see', async () => {
  const tables = await portal.rowsOf<{ name: string }>(
    sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity order by relname`,
  );
  expect(tables.map(({ name }) => name)).toEqual([...Object.keys(SEES), ...CLOSED].toSorted());
  const empty = [];
  for (const { name } of tables) if ((await portal.rowsOf(sql`select 1 from ${sql.identifier(name)} limit 1`)).length === 0) empty.push(name);
  expect(empty).toEqual([]);
});

test.each(Object.entries(SEES))('rows of %s are seen by %j and nobody else', async (table, expected) => {
  const seeing: string[] = [];
  for (const [person, settings] of Object.entries(PEOPLE)) if ((await countAs(settings, table)) > 0) seeing.push(person);
  expect(seeing.toSorted()).toEqual(expected.toSorted());
});

test.each(CLOSED)('rows of %s are seen by nobody', async (table) => {
  for (const settings of Object.values(PEOPLE)) await expect(countAs(settings, table)).rejects.toMatchObject({ cause: { code: '42501' } });
});

test('the settings of one person never reach the next transaction on the same connection', async () => {
  const biologist = portal.as(portal.biologist);
  const system = contextFor(portal.access.web, systemActor('web'), portal.clock.now);
  const count = async (ctx: typeof system | typeof biologist) =>
    (await ctx.transaction((tx) => tx.execute<{ n: number }>(sql`select count(*)::int as n from dossier`)))[0]?.n;
  for (let round = 0; round < 15; round += 1) {
    expect(await count(biologist)).toBe(1);
    expect(await count(system)).toBe(0);
    expect(await countAs({}, 'dossier')).toBe(0);
  }
  await expect(biologist.transaction(async () => Promise.reject(new Error('rolled back')))).rejects.toThrow('rolled back');
  expect(await countAs({}, 'dossier')).toBe(0);
});

describe('neither web server nor worker', () => {
  const tables = ['audit_event', 'observation_version', 'dossier_revision', 'report_view'] as const;
  test.each(
    tables.flatMap(
      (table) =>
        [
          ['changes', table, sql`update ${sql.identifier(table)} set ${sql.identifier(table === 'audit_event' ? 'action' : 'id')} = null`],
          ['removes from', table, sql`delete from ${sql.identifier(table)}`],
          ['empties', table, sql`truncate ${sql.identifier(table)} cascade`],
        ] as const,
    ),
  )('%s %s', async (_what, _table, statement) => {
    for (const db of [portal.access.web, portal.access.worker]) await expect(db.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  test.each(['content', 'pdf', 'kind', 'version', 'released_at'])('changes %s of a report', async (column) => {
    for (const db of [portal.access.web, portal.access.worker])
      await expect(db.execute(sql`update report set ${sql.identifier(column)} = null`)).rejects.toMatchObject({ cause: { code: '42501' } });
  });
});

test.each([
  ['raw', 'inbound_message'],
  ['answer', 'inbound_message'],
  ['payload', 'outbound_message'],
  ['*', 'inbound_message'],
])('the web server cannot select %s of %s, whoever asks', async (column, table) => {
  const select = column === '*' ? sql`select * from ${sql.identifier(table)}` : sql`select ${sql.identifier(column)} from ${sql.identifier(table)}`;
  await expect(portal.access.web.execute(select)).rejects.toMatchObject({ cause: { code: '42501' } });
});

test.each(['fact', 'graphile_worker.jobs'])('the web server tells facts and reads none (%s)', async (table) => {
  await expect(portal.access.web.execute(sql.raw(`select 1 from ${table}`))).rejects.toMatchObject({ cause: { code: '42501' } });
});

test('a biologist sees the other dossiers of her patient in another hospital by a qualified INS, and by nothing less', async () => {
  const elsewhere = (accessionNumber: string, patient: Partial<TestMessage['patient']>) =>
    portal.receive(testMessage({ laboratory: 'LBM-HAUTERIVE', accessionNumber, patient }));
  await elsewhere('26112277001', { identifier: '0007777', ins: '276037510669380' });
  await elsewhere('26112277002', { identifier: '0007778', ins: '279035121518989', birthDate: '1979-03-29' });
  await elsewhere('26112277003', { identifier: '0007779', ins: '279035121518989', reliability: 'PROV' });
  expect(await countAs(PEOPLE.biologist, 'dossier')).toBe(1);
  await elsewhere('26112277004', { identifier: '0007780', ins: '279035121518989' });
  expect(await countAs(PEOPLE.biologist, 'dossier')).toBe(2);
  expect(await countAs(PEOPLE['biologist elsewhere'], 'dossier')).toBe(5);
  expect(await countAs(PEOPLE['biologist nowhere'], 'dossier')).toBe(0);
  expect(await countAs(PEOPLE.biologist, 'worklist_entry')).toBe(1);
});

test('no wall asks for every row what the actor may: once a statement is enough', async () => {
  const rows = await portal.rowsOf(sql`
    select tablename || '.' || policyname as policy from pg_policies
    where schemaname = 'public' and qual ~ '(?<!SELECT )(?<!unnest\\()\\mactor_(has|setting|uuid|uuids)\\(''\\w+''::text\\)'`);
  expect(rows).toEqual([]);
});
