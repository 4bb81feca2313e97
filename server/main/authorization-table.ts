import { TEST_PASSWORD } from '../access/testing';
import { STARTING_POLICY } from '../alert/starting-policy';
import { EVERYTHING } from '../autoverification/types';
import { GENERIC_SETTINGS } from '../inbound/profile-settings';
import type { Role } from '../platform/actor';
import { NO_FILTERS } from '../validation/worklist-filters';
import type { Person, Side, World } from './testing-world';

/** What is expected of one procedure; the table is reviewed by hand and says nothing of how the code decides. */
export interface Line {
  /** What is asked: of the asker's own side, then of the other. */
  input?: (side: Side, world: World) => unknown;
  /** Whom it opens on his own side. */
  own: readonly Person[];
  /** Whom it opens on the other side too; nobody when left out. */
  other?: readonly Person[];
  /** True where nothing of a side is asked for: then the other side is not another question. */
  hasNoSide?: true;
  /** To whom the answer may speak of the other side: those who look after the whole installation. */
  seesAll?: readonly Person[];
  /** True for what can be done once: each person who may gets a world of his own. */
  isOnce?: true;
  /** How an opened cell ends when the request of the table is not one that the use case grants: its own refusal, from beyond the door. */
  ends?: string;
}

const STAFF: readonly Role[] = [
  'biologist',
  'technician',
  'prescriber',
  'ward_staff',
  'manager',
  'referent',
  'quality_manager',
  'medical_administrator',
  'administrator',
  'remote_maintainer',
];
/** Without an open window a maintainer is nobody: his session, if he has one, opens nothing (GBUI II-5a). */
const AT_WORK = STAFF.filter((role) => role !== 'remote_maintainer');
const ARCHIVE = ['referent', 'biologist', 'manager', 'administrator', 'quality_manager'] as const;
const ROSTER = ['biologist', 'technician', 'manager', 'referent', 'quality_manager', 'administrator'] as const;
const PLANNERS = ['biologist', 'manager'] as const;
/** Ahead of the clock of the matrix. */
const HOURS = { from: '2027-01-04T20:00', to: '2027-01-05T08:00' };
/** A batch names what it signs by its fingerprint: of another's dossier it signs nothing, and says that there is none. */
const batchOf = (dossierId: string) => ({
  idempotencyKey: '01900000-0000-7000-8000-000000000002',
  parts: [{ dossierId, fingerprint: WRONG_HASH, observationIds: [NOBODY], seen: [] }],
});
const READERS = ['prescriber', 'ward_staff'] as const;
const LINKS = ['administrator', 'referent', 'manager', 'quality_manager'] as const;
const EXCHANGES = ['administrator', 'referent', 'manager'] as const;
const WATCHES_LINKS = [...EXCHANGES, 'biologist', 'quality_manager'] as const;
/** Whoever has a session or none: a public door looks at nobody. */
const EVERYBODY: readonly Person[] = [
  ...STAFF,
  'enrolling',
  'patient',
  'anonymous',
  'without-rights',
  'rights-ended',
  'disabled',
  'idle',
  'expired',
  'taken-over',
  'left',
];
/** Who receives patients at the laboratory. */
const DESK = ['referent', 'biologist'] as const;
const TRACED = ['biologist', 'manager', 'administrator', 'quality_manager', 'medical_administrator'] as const;
const READS_RIGHTS = ['administrator', 'quality_manager'] as const;
const somebody = (_side: Side, { userIds }: World) => ({ userId: userIds.technician });
function provenSomebody(side: Side, world: World) {
  return { ...somebody(side, world), ...PROOF };
}
/** Those who watch over the installation, its remote maintenance and its sealed account. */
const WATCHES = ['administrator', 'biologist', 'quality_manager'] as const;
const none = { hasNoSide: true } as const;

const report = ({ reportId }: Side) => ({ reportId });
const day = '2026-11-26';

/** Every procedure has its line, or the build fails. */
export const TABLE: Readonly<Record<string, Line>> = {
  'session.me': { ...none, own: [...AT_WORK, 'enrolling', 'patient'] },
  'session.keep': { ...none, own: [...AT_WORK, 'enrolling', 'patient'] },
  'session.close': { ...none, own: [...AT_WORK, 'enrolling', 'patient'] },
  'session.askProof': { ...none, input: () => ({ act: 'export', content: {} }), own: AT_WORK },
  'live.changes': { ...none, own: [...AT_WORK, 'patient'] },

  'door.askPasskey': { ...none, input: () => ({ purpose: 'enter' }), own: EVERYBODY },
  'door.activate': { ...none, input: () => ({ login: 'personne', code: '0000-0000-0000' }), own: EVERYBODY, ends: 'activation-refused' },
  'enrol.askPasskey': { ...none, own: ['enrolling'] },
  'enrol.keepPasskey': { ...none, input: () => ({ name: 'Clé', registration: NO_KEY }), own: ['enrolling'], ends: 'registration-refused' },
  'enrol.offerTotp': { ...none, own: ['enrolling'] },
  'enrol.choosePassword': { ...none, input: () => ({ password: 'court', sealed: 'x', code: '000000' }), own: ['enrolling'], ends: 'password-short' },
  'account.mine': { ...none, own: AT_WORK },
  'account.askPasskey': { ...none, input: () => ({ change: 'passkey', ...PROOF }), own: AT_WORK },
  'account.addPasskey': { ...none, input: () => ({ name: 'Clé', registration: NO_KEY }), own: AT_WORK, ends: 'registration-refused' },
  'account.renamePasskey': { ...none, input: () => ({ passkeyId: NOBODY, name: 'Clé' }), own: [] },
  'account.revokePasskey': { ...none, input: () => ({ passkeyId: NOBODY, ...PROOF }), own: [] },
  'account.changePassword': { ...none, input: () => ({ password: 'court', ...PROOF }), own: AT_WORK, ends: 'password-short' },
  'account.offerTotp': { ...none, own: AT_WORK },
  'account.replaceTotp': { ...none, input: () => ({ sealed: 'x', code: '000000', ...PROOF }), own: AT_WORK, ends: 'wrong-one-time-code' },
  'account.renewRecovery': { ...none, input: () => ({ change: 'recovery', ...PROOF }), own: AT_WORK },

  'duty.mine': { ...none, own: ['biologist'] },
  'duty.lines': { ...none, own: [...ROSTER, 'prescriber', 'ward_staff'], seesAll: ['administrator', 'prescriber'] },
  'agreement.list': { ...none, own: ['biologist', 'technician', 'manager', 'referent', 'quality_manager', 'administrator'] },
  'agreement.make': {
    ...none,
    input: () => ({
      entityIds: [NOBODY, '01900000-0000-7000-8000-000000000003'],
      sharesPatients: true,
      reference: 'C-1',
      signedFor: ['Dr X', 'Dr Y'],
      signedOn: '2026-01-01',
      fromOn: '2026-01-01',
      untilOn: null,
      ...PROOF,
    }),
    own: [],
  },
  'agreement.end': { ...none, input: () => ({ agreementId: NOBODY, reason: 'Fin de la convention', ...PROOF }), own: [] },
  'duty.coverage': { ...none, input: () => ({ from: day, days: 7 }), own: ROSTER, seesAll: ['administrator'] },
  'duty.plan': {
    input: ({ siteId }, { userIds }) => ({ userId: userIds.biologist, siteIds: [siteId], kind: 'astreinte', ...HOURS, days: 1 }),
    own: PLANNERS,
    isOnce: true,
  },
  'duty.importRoster': {
    ...none,
    input: () => ({ rows: [{ line: 2, userId: NOBODY, siteId: NOBODY, kind: 'garde', ...HOURS }] }),
    own: PLANNERS,
    ends: 'import-refused',
  },
  'duty.cancel': { ...none, input: () => ({ dutyId: NOBODY, reason: 'Essai' }), own: [] },
  'duty.declareAbsence': { ...none, input: (_side, { userIds }) => ({ userId: userIds.biologist, ...HOURS }), own: PLANNERS, isOnce: true },
  'duty.endAbsence': { ...none, input: () => ({ absenceId: NOBODY }), own: [] },
  'duty.askSwap': { ...none, input: () => ({ dutyIds: [NOBODY], toUserId: NOBODY, from: null, to: null }), own: [] },
  'duty.answerSwap': { ...none, input: () => ({ askId: NOBODY, answer: 'accepted' }), own: ['biologist'], ends: 'swap-closed' },
  'duty.changeContacts': { ...none, input: (_side, { userIds }) => ({ userId: userIds.biologist, contacts: [] }), own: PLANNERS },
  'pack.take': { ...none, input: () => ({ packId: null, have: [], reopens: false }), own: ['biologist'], ends: 'pack-off-duty' },
  'pack.renew': { ...none, input: () => ({ packId: NOBODY }), own: ['biologist'] },
  'pack.resume': { ...none, input: () => ({ packId: NOBODY, secret: 'x'.repeat(43) }), own: ['biologist'], ends: 'pack-over' },
  'pack.end': { ...none, input: () => ({ packId: NOBODY }), own: [] },
  'pack.list': { ...none, own: ['biologist'] },
  'pack.compare': { ...none, input: (side) => ({ packId: NOBODY, intents: [carried(side)] }), own: ['biologist'], ends: 'pack-over' },
  'pack.settle': {
    ...none,
    input: (side) => ({ packId: NOBODY, intents: [carried(side)], fingerprints: [WRONG_HASH], idempotencyKey: NOBODY, ...PROOF }),
    own: ['biologist'],
    ends: 'pack-over',
  },
  'advice.mine': { ...none, own: ['biologist'] },
  'advice.colleagues': { ...none, own: ['biologist'], seesAll: ['biologist'] },
  'advice.ofDossier': { ...none, input: () => ({ dossierId: NOBODY }), own: ['biologist', 'technician'] },
  'advice.read': { ...none, input: () => ({ adviceId: NOBODY }), own: [] },
  'advice.ask': { ...none, input: () => ({ dossierId: NOBODY, displayed: WRONG_HASH, toUserId: NOBODY, question: 'X', hours: 1 }), own: [] },
  'advice.answer': { ...none, input: () => ({ adviceId: NOBODY, answer: 'X' }), own: [] },
  'advice.withdraw': { ...none, input: () => ({ adviceId: NOBODY }), own: [] },
  'wake.mine': { ...none, own: ['biologist'] },
  'wake.addDevice': {
    ...none,
    input: () => ({ endpoint: 'https://push.example.org/x', p256dh: 'x'.repeat(87), auth: 'x'.repeat(22) }),
    own: ['biologist'],
    ends: 'push-host-refused',
  },
  'wake.endDevice': { ...none, input: () => ({ deviceId: NOBODY }), own: [] },
  'wake.writePolicy': {
    input: ({ siteId }) => ({ siteIds: [siteId], reasons: ['call'], from: '20:00', to: '08:00', fallbackMinutes: 5, smsNumber: '' }),
    own: ['biologist'],
  },
  'wake.try': { input: ({ siteId }) => ({ siteId }), own: ['biologist'] },
  'wake.open': { ...none, input: () => ({ token: 'x'.repeat(43) }), own: [] },
  'wake.shown': { ...none, input: () => ({ token: 'x'.repeat(43) }), own: EVERYBODY },
  'handover.digests': { ...none, own: ['biologist'] },
  'handover.state': { ...none, own: ['biologist'] },
  'handover.items': { input: ({ siteId }) => ({ siteIds: [siteId] }), own: ['biologist'] },
  'handover.read': { ...none, input: () => ({ handoverId: NOBODY }), own: [] },
  'handover.offer': { ...none, input: () => ({ siteIds: [NOBODY], toUserId: NOBODY, note: '', remarks: {}, seen: WRONG_HASH }), own: [] },
  'handover.answer': { ...none, input: () => ({ handoverId: NOBODY, answer: 'withdrawn' }), own: [] },
  'handover.take': { ...none, input: () => ({ siteIds: [NOBODY], seen: WRONG_HASH, reason: 'Essai' }), own: [] },
  'list.views': { ...none, own: ['biologist'] },
  'list.keepView': { ...none, input: () => ({ viewId: null, name: 'Essai', filters: NO_FILTERS, isDefault: false }), own: ['biologist'], isOnce: true },
  'list.dropView': { ...none, input: () => ({ viewId: NOBODY }), own: [] },
  'list.orderViews': { ...none, input: () => ({ viewIds: [] }), own: ['biologist'] },
  'list.presences': { ...none, own: ['biologist'] },
  'list.present': { input: ({ dossierId }) => ({ dossierId, takes: false }), own: ['biologist'] },
  'list.leave': { ...none, input: () => ({ dossierId: NOBODY }), own: ['biologist'] },
  'account.keys': { ...none, own: AT_WORK },
  'account.changeKeys': { ...none, input: () => ({ keys: {} }), own: AT_WORK },
  'validation.worklist': { ...none, own: ['biologist'] },
  'validation.worklistChoices': { ...none, input: () => ({ tab: 'awaiting' }), own: ['biologist'] },
  'validation.open': { input: ({ dossierId }) => ({ dossierId }), own: ['biologist', 'technician'] },
  'batch.prepare': { input: ({ dossierId }) => ({ dossiers: [{ dossierId, displayed: WRONG_HASH, seen: [] }] }), own: ['biologist'] },
  'batch.askProof': { ...none, input: ({ dossierId }) => batchOf(dossierId), own: ['biologist'] },
  'batch.decide': { ...none, input: ({ dossierId }) => ({ ...batchOf(dossierId), ...PROOF }), own: ['biologist'] },
  'batch.undo': { ...none, input: () => ({ batchId: NOBODY }), own: [] },
  'validation.prefetch': { input: ({ dossierId }) => ({ dossierId }), own: ['biologist', 'technician'] },
  'validation.history': { input: ({ dossierId }) => ({ dossierId }), own: ['biologist', 'technician'] },
  'validation.show': { input: ({ dossierId }) => ({ dossierId, displayed: WRONG_HASH }), own: ['biologist', 'technician'] },
  'validation.prepare': { input: (side) => intent(side), own: ['biologist'] },
  'validation.askProof': { input: (side) => ({ ...intent(side), fingerprint: WRONG_HASH }), own: ['biologist'], ends: 'dossier-changed' },
  'validation.decide': {
    input: (side) => ({ ...intent(side), fingerprint: WRONG_HASH, ...PROOF, idempotencyKey: '01900000-0000-7000-8000-000000000001' }),
    own: ['biologist'],
    ends: 'dossier-changed',
  },
  'validation.undo': { input: ({ dossierId }) => ({ decisionId: dossierId }), own: [] },
  'validation.fillPhrase': { input: ({ dossierId }) => ({ dossierId, phraseId: NOBODY, observationId: null }), own: [] },
  'phrases.list': { ...none, input: () => ({ laboratoryId: null }), own: ['biologist', 'quality_manager'] },
  'phrases.draft': { ...none, input: () => ({ laboratoryId: NOBODY, phraseId: null, title: 'Titre', text: 'Texte', seen: 0 }), own: [] },
  'phrases.putInForce': { ...none, input: () => ({ laboratoryId: NOBODY, phraseId: NOBODY, version: 1 }), own: [] },
  'phrases.retire': { ...none, input: () => ({ laboratoryId: NOBODY, phraseId: NOBODY, version: 1 }), own: [] },
  'phrases.import': { ...none, input: () => ({ laboratoryId: NOBODY, lines: [] }), own: [] },
  'validation.prepareReading': { input: ({ dossierId }) => ({ decisionId: dossierId }), own: [] },
  'validation.agree': { input: ({ dossierId }) => ({ decisionId: dossierId, fingerprint: WRONG_HASH, ...PROOF }), own: [] },
  'validation.decline': { input: ({ dossierId }) => ({ decisionId: dossierId, reason: 'Contexte à revoir' }), own: [] },
  'validation.policy': { ...none, input: () => ({ laboratoryId: null }), own: ['biologist', 'quality_manager'] },
  'validation.setPolicy': {
    ...none,
    input: () => ({ laboratoryId: NOBODY, readerCodes: [], readerEffect: '', ownResult: 'mark', reason: 'Garde à une personne', seen: 0 }),
    own: [],
  },
  'validation.revoke': { input: ({ dossierId }) => ({ decisionId: dossierId, reason: 'Contexte à revoir' }), own: [] },
  'validation.withdrawPart': { input: ({ dossierId }) => ({ decisionId: dossierId, reason: 'Contexte à revoir' }), own: [] },
  'validation.sendNow': { input: ({ dossierId }) => ({ decisionId: dossierId }), own: [] },

  'validation.request': {
    input: ({ waitingDossierId, waitingObservationId }) => ({
      dossierId: waitingDossierId,
      kind: 'rerun',
      observationIds: [waitingObservationId],
      testCodes: [],
      reason: 'Contrôle',
      idempotencyKey: '01900000-0000-7000-8000-000000000002',
    }),
    own: ['biologist'],
    isOnce: true,
  },
  'validation.takeBackRequest': { ...none, input: () => ({ requestId: NOBODY }), own: [] },
  'alert.calls': { ...none, own: ['biologist'] },
  'alert.board': { ...none, own: ['biologist', 'technician'] },
  'alert.paper': { ...none, input: () => ({ callIds: [NOBODY] }), own: [] },
  'callPolicy.list': { ...none, own: ['biologist', 'technician', 'referent', 'manager', 'quality_manager'] },
  'callPolicy.save': { ...none, input: () => ({ laboratoryId: NOBODY, seenHash: null, content: STARTING_POLICY }), own: [] },
  'callPolicy.importCsv': {
    ...none,
    input: () => ({ laboratoryId: NOBODY, seenHash: null, csv: '' }),
    own: ['biologist', 'referent'],
    ends: 'call-policy-wrong',
  },
  'callPolicy.approve': { ...none, input: () => ({ laboratoryId: NOBODY, versionId: NOBODY, contentHash: WRONG_HASH, ...PROOF }), own: [] },
  'wardPhones.list': { ...none, own: ['biologist', 'technician', 'referent', 'manager', 'quality_manager'] },
  'wardPhones.change': { ...none, input: () => ({ wardId: NOBODY, seen: 0, lines: [] }), own: [] },
  'alert.ofDossier': { input: ({ dossierId }) => ({ dossierId }), own: ['biologist'] },
  'alert.attempt': { ...none, input: () => ({ attemptId: NOBODY, callId: NOBODY, outcome: 'no-answer', place: '', number: '', note: '' }), own: [] },
  'alert.close': {
    ...none,
    input: () => ({ callId: NOBODY, isIdentityRepeated: true, spokenTo: 'X', quality: 'X', place: '', number: '', readBack: [], idempotencyKey: NOBODY }),
    own: [],
  },
  'validation.tests': { ...none, own: ['biologist'] },
  'transmissions.list': { ...none, input: () => ({ ...TRANSMISSIONS, cursor: null }), own: ARCHIVE, seesAll: ['administrator'] },
  'transmissions.export': { ...none, input: () => TRANSMISSIONS, own: ARCHIVE, seesAll: ['administrator'] },
  'transmissions.resends': { ...none, own: EXCHANGES },
  'transmissions.previewResend': { ...none, input: () => RESEND, own: ['referent'] },
  'transmissions.resend': { ...none, input: () => ({ filter: RESEND, expected: 0, reason: 'Essai' }), own: ['referent'], ends: 'nothing-to-resend' },
  'transmissions.differences': { ...none, own: ['referent', 'biologist'] },
  'transmissions.settleDifference': { ...none, input: () => ({ differenceId: NOBODY, reason: 'Essai' }), own: [] },

  'portal.listReports': { ...none, input: () => ({ scope: 'all', search: '', offset: 0, limit: 50 }), own: READERS },
  'portal.places': { ...none, own: READERS },
  'portal.beginVisit': { ...none, own: READERS },
  'portal.viewReport': { input: report, own: READERS },
  'portal.requestDocument': { input: (side) => ({ ...report(side), documentId: NOBODY }), own: [] },
  'portal.requestDossierDocument': { ...none, input: () => ({ documentId: NOBODY }), own: [] },
  'portal.requestMyDocument': { input: (side) => ({ ...report(side), documentId: NOBODY }), own: [] },
  'portal.requestPdf': { input: report, own: READERS },
  // Only what one has read oneself: nobody in the matrix has.
  'portal.acknowledge': { input: report, own: [] },
  'portal.readers': { input: report, own: READERS },
  'portal.listMine': { ...none, own: ['patient'] },
  'portal.viewMyReport': { input: report, own: ['patient'] },
  'portal.requestMyPdf': { input: report, own: ['patient'] },
  'portal.openNotice': { ...none, input: () => ({ token: 'x'.repeat(43) }), own: EVERYBODY },
  'portal.requestCode': { ...none, input: () => ({ token: 'x'.repeat(43), birthDate: '1979-03-28' }), own: EVERYBODY, ends: 'link-expired' },
  'portal.enter': { ...none, input: () => ({ token: 'x'.repeat(43), birthDate: '1979-03-28', code: '123456' }), own: EVERYBODY, ends: 'link-expired' },
  'portal.leave': { ...none, own: ['patient'] },
  // The patient of the matrix came by a notice and has no account: what belongs to an account does not exist for her.
  'entry.askPasskey': { ...none, own: EVERYBODY },
  'entry.byPasskey': { ...none, input: () => ({ binding: 'x', assertion: ASSERTION }), own: EVERYBODY, ends: 'passkey-unknown' },
  'entry.askSecondFactor': { ...none, input: () => ({ login: 'personne@courriel.example', password: 'x' }), own: EVERYBODY, ends: 'wrong-login', isOnce: true },
  'entry.byPassword': { ...none, input: () => ANSWER, own: EVERYBODY, ends: 'step-closed' },
  'entry.enrol': { ...none, input: () => ({ code: 'AAAA-BBBB-CCCC', birthDate: '1979-03-28' }), own: EVERYBODY, ends: 'wrong-enrolment', isOnce: true },
  'entry.sendEnrolmentCode': { ...none, own: [] },
  'entry.finishEnrolment': { ...none, input: () => null, own: [] },
  'entry.recover': { ...none, input: () => ({ login: 'personne@courriel.example', birthDate: '1979-03-28' }), own: EVERYBODY, isOnce: true },
  'entry.finishRecovery': { ...none, input: () => ({ step: 'x', mailCode: '000000', smsCode: '000000' }), own: EVERYBODY, ends: 'step-closed' },
  'means.mine': { ...none, own: ['patient'] },
  'means.openAccount': { ...none, own: ['patient'], isOnce: true },
  'means.askPasskey': { ...none, own: [] },
  'means.keepPasskey': { ...none, input: () => ({ registration: REGISTRATION, name: 'x' }), own: [] },
  'means.renamePasskey': { ...none, input: () => ({ passkeyId: NOBODY, name: 'x' }), own: [] },
  'means.revokePasskey': { ...none, input: () => ({ passkeyId: NOBODY }), own: [] },
  'means.askContact': { ...none, input: () => ({ channel: 'sms', address: '0639980000' }), own: [] },
  'means.keepContact': { ...none, input: () => ANSWER, own: [] },
  'means.setPassword': { ...none, input: () => ({ password: 'x', current: '' }), own: [] },
  'means.askAuthenticator': { ...none, own: [] },
  'means.keepAuthenticator': { ...none, input: () => ({ sealed: 'x', code: '000000' }), own: [] },
  'means.chooseSecondFactor': { ...none, input: () => ({ channel: 'sms' }), own: [] },
  'means.closeAccount': { ...none, own: [] },
  'presence.mine': { ...none, own: ['patient'] },
  'presence.show': { input: ({ reportId }) => ({ reportIds: [reportId] }), own: ['patient'] },
  'presence.stop': { ...none, own: ['patient'] },
  'presence.redeem': { ...none, input: () => ({ code: '000000', birthDate: '1979-03-28' }), own: READERS, ends: 'wrong-code' },
  'breakGlass.mine': { ...none, own: READERS },
  // In an emergency whoever reads results finds any one patient by name and birth date: an identity, no report.
  'breakGlass.find': {
    input: ({ familyName, birthDate, identifier }) => ({ birthFamilyName: familyName, birthDate, identifier }),
    own: READERS,
    other: READERS,
    seesAll: READERS,
  },
  // The step-up comes before the patient is looked at.
  'breakGlass.open': {
    input: ({ patientId }) => ({ patientId, reason: 'other', reasonText: 'Motif assez long', proof: { method: 'password', password: 'wrong' } }),
    own: READERS,
    other: READERS,
    ends: 'wrong-password',
  },
  'breakGlass.close': { ...none, input: () => ({ id: NOBODY }), own: [] },
  'breakGlass.leave': { ...none, input: () => ({ id: NOBODY }), own: [] },
  'breakGlass.register': { ...none, own: ['medical_administrator'] },
  'breakGlass.review': { ...none, input: () => ({ id: NOBODY, outcome: 'justified', text: 'Vérifié au dossier.' }), own: [] },
  'breakGlass.export': {
    ...none,
    input: () => ({ what: 'register', proof: { method: 'password', password: 'wrong' } }),
    own: ['medical_administrator'],
    ends: 'wrong-password',
  },
  'delivery.outbox': { ...none, own: [] },

  'security.urgent': { ...none, own: AT_WORK },
  'security.list': { ...none, input: () => ({ kinds: null, unseenOnly: false, before: null }), own: AT_WORK },
  'security.see': { ...none, input: () => ({ noticeIds: [NOBODY] }), own: AT_WORK },
  'emergency.standing': { ...none, own: WATCHES },
  'emergency.seal': { ...none, input: () => ({ proof: WRONG_PROOF }), own: ['administrator'], ends: 'wrong-password' },
  'maintenance.windows': { ...none, own: WATCHES },
  'maintenance.technicians': { ...none, own: ['biologist', 'administrator'] },
  'maintenance.sheet': { ...none, input: () => ({ windowId: NOBODY }), own: [] },
  'maintenance.ask': { ...none, input: () => ({ ...ASKING, proof: WRONG_PROOF }), own: ['biologist', 'administrator'], ends: 'wrong-password' },
  'maintenance.agree': { ...none, input: () => ({ windowId: NOBODY, proof: WRONG_PROOF }), own: ['biologist'], ends: 'wrong-password' },
  'maintenance.close': { ...none, input: () => ({ windowId: NOBODY }), own: [] },
  'maintenance.console': { ...none, own: [] },
  'maintenance.run': { ...none, input: () => ({ line: 'aide' }), own: [] },
  'portal.readings': { ...none, own: ['patient'] },
  'portal.recipients': { ...none, own: ['patient'] },
  'portal.exportMine': { ...none, own: ['patient'] },
  'patient.persons': { ...none, own: ['patient'] },
  'patient.switchPerson': { input: ({ patientId }) => ({ patientId, representationId: null }), own: ['patient'] },
  'patient.data': { ...none, own: ['patient'] },
  'patient.endRepresentation': { ...none, input: () => ({ representationId: NOBODY }), own: [] },
  'patient.request': { ...none, input: () => ({ kind: 'reading', field: '', text: 'Qui est-ce ?' }), own: ['patient'] },
  'patient.oppose': { ...none, input: () => ({ subject: 'notices', opposed: true }), own: ['patient'] },
  // A number that nobody has and one of another hospital find nobody alike.
  'attach.dossiers': { ...none, input: () => ({ older: true }), own: ['referent'] },
  'attach.candidates': { ...none, input: () => ({ dossierId: NOBODY, number: '', familyName: '', birthDate: null }), own: [] },
  'attach.attach': { ...none, input: () => ({ dossierId: NOBODY, to: { kind: 'known', patientId: NOBODY }, reason: 'Rattachement d’essai' }), own: [] },
  'attach.detach': { ...none, input: () => ({ dossierId: NOBODY, reason: 'Rattachement d’essai' }), own: [] },
  'identity.merges': { input: ({ patientId }) => ({ patientId }), own: ['referent'], other: ['referent'] },
  'identity.unmerge': { ...none, input: () => ({ mergeId: NOBODY, reason: 'essai' }), own: [] },

  'desk.find': { input: ({ identifier }) => ({ number: identifier, familyName: '', birthDate: null }), own: DESK, other: DESK },
  'desk.open': { input: ({ patientId }) => ({ patientId }), own: DESK },
  'desk.tasks': { ...none, own: DESK },
  'desk.answer': { ...none, input: () => ({ requestId: NOBODY, state: 'done', answer: 'Fait.' }), own: [] },
  'desk.printSlip': { input: ({ patientId }) => ({ patientId, representationId: null }), own: DESK },
  // The step-up comes before anything is looked at: nothing is learnt of the other side by it.
  'desk.grant': { input: ({ patientId }) => ({ ...REPRESENTATIVE, patientId }), own: DESK, other: DESK, ends: 'wrong-password' },
  'desk.revoke': { ...none, input: () => ({ representationId: NOBODY, reason: 'essai', proof: WRONG }), own: DESK, ends: 'wrong-password' },

  'statistics.activity': {
    input: ({ siteId }) => ({ from: day, to: day, siteId }),
    own: ['manager', 'quality_manager'],
    // The page opens, and counts nothing of a site that is not hers.
    other: ['manager', 'quality_manager'],
  },
  'mappings.table': { ...none, input: () => ({ laboratoryId: null, kind: 'code' }), own: ['referent', 'biologist', 'quality_manager'] },
  'mappings.gaps': { ...none, input: () => ({ laboratoryId: NOBODY }), own: ['referent', 'biologist', 'quality_manager'] },
  'mappings.end': {
    ...none,
    input: () => ({ laboratoryId: NOBODY, kind: 'code', source: 'X', sourceSystem: '', reason: 'Motif assez long', seen: 0 }),
    own: [],
  },
  'mappings.restore': { ...none, input: () => ({ laboratoryId: NOBODY, kind: 'code', version: 0, reason: 'Motif assez long', seen: 0 }), own: [] },
  'delays.list': { ...none, input: () => ({ laboratoryId: null }), own: ['referent', 'biologist', 'quality_manager'] },
  'delays.set': {
    ...none,
    input: () => ({ laboratoryId: NOBODY, loincCode: '2823-3', minutes: 45, reason: 'Motif assez long', seen: 0 }),
    own: [],
  },
  'mappings.import': { ...none, input: () => ({ laboratoryId: NOBODY, kind: 'code', lines: [], apply: false, seen: 0 }), own: [] },
  // Whose folders they are is the policies' business: a list of nothing is answered elsewhere.
  'folders.list': { ...none, own: ['referent', 'administrator', 'manager', 'quality_manager'] },
  'folders.declare': { ...none, input: () => ({ laboratoryId: NOBODY, path: '/srv/x' }), own: [] },
  'folders.switch': { ...none, input: () => ({ folderId: NOBODY, isActive: false }), own: [] },
  'devices.list': { ...none, own: ['referent', 'administrator', 'manager', 'quality_manager'] },
  'devices.declare': { ...none, input: () => ({ laboratoryId: NOBODY, content: DEVICE }), own: [] },
  'devices.change': { ...none, input: () => ({ deviceId: NOBODY, content: DEVICE }), own: [] },
  'devices.block': { ...none, input: () => ({ deviceId: NOBODY, reason: 'Contrôle non conforme' }), own: [] },
  'devices.unblock': { ...none, input: () => ({ deviceId: NOBODY, reason: 'Contrôle conforme' }), own: [] },
  'repair.desk': { ...none, own: ['referent'] },
  'repair.open': { ...none, input: () => ({ id: NOBODY, isMessage: false }), own: [] },
  'repair.mend': { ...none, input: () => ({ itemId: NOBODY, choice: { kind: 'code', loinc: '', label: '', chapter: '' } }), own: [] },
  'repair.ask': { ...none, input: () => ({ itemId: NOBODY, isMessage: true }), own: [] },
  'repair.replay': { ...none, input: () => ({ messageId: NOBODY }), own: [] },
  'repair.replayAlike': { ...none, input: () => ({ messageId: NOBODY }), own: [] },
  'repair.replays': { ...none, own: ['referent'] },
  'repair.previewReplay': { ...none, input: () => REPLAY_PERIOD, own: [] },
  'repair.replayPeriod': { ...none, input: () => ({ ...REPLAY_PERIOD, reason: 'Motif assez long' }), own: [] },
  'repair.cancelReplay': { ...none, input: () => ({ batchId: NOBODY }), own: [] },
  'repair.discard': { ...none, input: () => ({ messageId: NOBODY, reason: 'Message d’essai du laboratoire' }), own: [] },
  'repair.takeBack': { ...none, input: () => ({ messageId: NOBODY }), own: [] },
  'exchanges.links': { ...none, own: EXCHANGES },
  // An administrator looks after every laboratory's links, and sees no patient in them.
  'autoverification.state': { ...none, own: ['biologist', 'technician', 'referent', 'manager', 'quality_manager'] },
  'autoverification.preview': { ...none, input: () => VAO_SCOPE, own: ['biologist', 'technician', 'referent', 'manager', 'quality_manager'] },
  'autoverification.prepare': { ...none, input: () => VAO_WANTED, own: [] },
  'autoverification.accept': { ...none, input: () => ({ ...VAO_WANTED, statementHash: WRONG_HASH, ...PROOF }), own: [] },
  'autoverification.end': { ...none, input: () => ({ acceptanceId: NOBODY }), own: [] },
  'autoverification.switchOff': { ...none, input: () => ({ scope: 'all', subjectId: EVERYTHING }), own: ['biologist', 'technician'], hasNoSide: true },
  'autoverification.switchOn': { ...none, input: () => ({ scope: 'site', subjectId: NOBODY, ...PROOF }), own: [] },
  'autoverification.samples': { ...none, own: ['biologist', 'quality_manager'] },
  'autoverification.openSample': { ...none, input: () => ({ id: NOBODY }), own: [] },
  'autoverification.reviewSample': { ...none, input: () => ({ id: NOBODY, wouldValidate: true, remark: '' }), own: [] },
  'rules.list': { ...none, own: ['biologist', 'technician', 'referent', 'manager', 'quality_manager'] },
  'rules.life': { ...none, input: () => ({ laboratoryId: NOBODY }), own: [] },
  'rules.startDraft': { ...none, input: () => ({ laboratoryId: NOBODY, from: 'in-force' }), own: [] },
  'rules.draft': { ...none, input: () => ({ draftId: NOBODY }), own: [] },
  'rules.checkRule': { ...none, input: () => ({ draftId: NOBODY, rule: {} }), own: [] },
  'rules.changeDraft': { ...none, input: () => ({ draftId: NOBODY, revision: 1, kind: 'title', patch: { title: 'X' } }), own: [] },
  'rules.undo': { ...none, input: () => ({ draftId: NOBODY, revision: 1 }), own: [] },
  'rules.dropDraft': { ...none, input: () => ({ draftId: NOBODY }), own: [] },
  'rules.readImport': { ...none, input: () => ({ draftId: NOBODY, text: '{}', adoptExamples: false }), own: [] },
  'rules.exportDraft': { ...none, input: () => ({ draftId: NOBODY, format: 'csv' }), own: [] },
  'rules.askReplay': { ...none, input: () => ({ draftId: NOBODY, revision: 1 }), own: [] },
  'rules.stopReplay': { ...none, input: () => ({ replayId: NOBODY }), own: [] },
  'rules.replayDossiers': { ...none, input: () => ({ replayId: NOBODY, cursor: 0 }), own: [] },
  'rules.submitDraft': { ...none, input: () => ({ draftId: NOBODY, revision: 1, expected: 'moins d’appels', remark: '' }), own: [] },
  'rules.sheet': { ...none, input: () => ({ sheetId: NOBODY }), own: [] },
  'rules.approveSheet': { ...none, input: () => ({ sheetId: NOBODY, signedHash: WRONG_HASH, inForceFrom: null, ...PROOF }), own: [] },
  'rules.refuseSheet': { ...none, input: () => ({ sheetId: NOBODY, reason: 'à revoir' }), own: [] },
  'rules.restore': { ...none, input: () => ({ laboratoryId: NOBODY, versionId: NOBODY, contentHash: WRONG_HASH, reason: 'à revoir', ...PROOF }), own: [] },
  'rules.suspend': { ...none, input: () => ({ laboratoryId: NOBODY, reason: 'à revoir' }), own: [] },
  'rules.lift': { ...none, input: () => ({ laboratoryId: NOBODY, ...PROOF }), own: [] },
  'rules.approve': { ...none, input: () => ({ versionId: NOBODY, contentHash: WRONG_HASH, ...PROOF }), own: [] },
  'links.list': { ...none, own: LINKS },
  'links.detail': { ...none, input: () => ({ profileId: NOBODY }), own: [] },
  'links.change': { ...none, input: () => ({ profileId: NOBODY, version: 1, content: LINK_CONTENT, reason: 'essai' }), own: [] },
  'links.changeProven': { ...none, input: () => ({ profileId: NOBODY, version: 1, content: LINK_CONTENT, reason: 'essai', ...PROOF }), own: [] },
  'links.create': { ...none, input: () => ({ laboratoryId: NOBODY, content: LINK_CONTENT, reason: 'essai', ...PROOF }), own: [] },
  // Says what is wrong with what was typed; whose link it is, is asked when it is saved.
  'links.check': { ...none, input: () => ({ profileId: null, content: {} }), own: ['referent'] },
  'links.changeAddress': { ...none, input: () => ({ laboratoryId: NOBODY, address: '', ...PROOF }), own: [] },
  'links.try': { ...none, input: () => ({ laboratoryId: NOBODY }), own: [] },
  'links.preview': { ...none, input: () => ({ profileId: NOBODY, draft: LINK_CONTENT, messageId: null, file: '' }), own: [] },
  'exchanges.list': { ...none, input: () => EXCHANGE_FILTER, own: EXCHANGES, seesAll: ['administrator'] },
  'exchanges.detail': { ...none, input: () => ({ direction: 'in', id: NOBODY }), own: [] },
  'exchanges.repairs': { ...none, own: EXCHANGES },
  'reconciliation.overview': { ...none, input: () => ({ day: null }), own: WATCHES_LINKS },
  'reconciliation.behind': {
    ...none,
    input: () => ({ laboratoryId: NOBODY, day: '2026-11-21', line: 'messages', terms: ['applied'] }),
    own: WATCHES_LINKS,
  },
  'reconciliation.mute': { ...none, own: WATCHES_LINKS },
  'reconciliation.today': { ...none, own: WATCHES_LINKS },
  'reconciliation.take': { ...none, input: () => ({ alarmId: NOBODY }), own: [] },
  'reconciliation.settle': { ...none, input: () => ({ alarmId: NOBODY, why: 'Vu avec l’éditeur.' }), own: [] },
  'reconciliation.declare': { ...none, input: () => ({ laboratoryId: NOBODY, day: '2026-11-21', count: 3 }), own: [] },
  'exchanges.retry': { ...none, input: () => ({ messageId: NOBODY }), own: [] },
  'audit.trail': {
    input: ({ accessionNumber }) => ({ accessionNumber, before: null }),
    own: TRACED,
    // A number that nobody has and one that is not hers are the same empty trail.
    other: TRACED,
    seesAll: ['administrator', 'medical_administrator'],
  },
  'audit.export': {
    input: ({ accessionNumber }) => ({ accessionNumber, ...PROOF }),
    own: TRACED,
    other: ['administrator', 'medical_administrator'],
    seesAll: ['administrator', 'medical_administrator'],
  },

  'terminal.standing': { ...none, own: EVERYBODY },
  'terminal.askProof': { ...none, own: EVERYBODY },
  'terminal.prove': { ...none, input: () => ({ publicKey: 'AA', challenge: 'AA', signature: 'AA' }), own: EVERYBODY, ends: 'proof-refused' },
  'terminal.list': { ...none, input: () => ({ state: null, kind: null, siteId: null, text: '' }), own: READS_RIGHTS },
  'terminal.declare': { ...none, input: ({ siteId }) => ({ terminalId: NOBODY, name: 'Poste', siteId, kind: 'desk', ...PROOF }), own: [] },
  'terminal.passivate': { ...none, input: () => ({ terminalId: NOBODY, to: 'passivated', ...PROOF }), own: [] },
  'terminal.reactivate': { ...none, input: () => ({ terminalId: NOBODY, to: 'active', ...PROOF }), own: [] },
  'terminal.revoke': { ...none, input: () => ({ terminalId: NOBODY, to: 'revoked', ...PROOF }), own: [] },
  'terminal.changeIdle': { ...none, input: () => ({ kind: 'ward_pc', minutes: 4, ...PROOF }), own: ['administrator'] },
  'terminal.closeSession': { ...none, input: () => ({ sessionId: NOBODY, ...PROOF }), own: [] },

  'users.list': { ...none, input: () => ({ search: '', role: null, siteId: null, state: 'all', page: 0 }), own: READS_RIGHTS },
  'users.places': { ...none, own: READS_RIGHTS },
  'users.detail': { ...none, input: somebody, own: READS_RIGHTS },
  'users.review': { ...none, own: READS_RIGHTS },
  'users.create': { ...none, input: () => ({ ...IDENTITY, login: 'une.nouvelle', ...PROOF }), own: ['administrator'] },
  'users.renewActivation': { ...none, input: provenSomebody, own: ['administrator'] },
  'users.previewImport': { ...none, input: () => ({ rows: [IMPORT_ROW] }), own: ['administrator'] },
  'users.applyImport': { ...none, input: () => ({ rows: [IMPORT_ROW], fingerprint: WRONG_HASH, ...PROOF }), own: ['administrator'], ends: 'import-stale' },
  'users.identify': { ...none, input: (_side, { userIds }) => ({ ...IDENTITY, userId: userIds.technician, ...PROOF }), own: ['administrator'] },
  'users.grant': {
    ...none,
    input: ({ siteId }, { userIds }) => ({ userId: userIds.technician, role: 'manager', placeIds: [siteId], from: null, to: null, ...PROOF }),
    own: ['administrator'],
  },
  'users.end': { ...none, input: (_side, { userIds }) => ({ userId: userIds.technician, habilitationId: NOBODY, lastDay: null, ...PROOF }), own: [] },
  'users.restore': { ...none, input: provenSomebody, own: ['administrator'], ends: 'nothing-to-restore' },
  'users.disable': { ...none, input: provenSomebody, own: ['administrator'] },
  'users.enable': { ...none, input: (_side, { userIds }) => ({ userId: userIds.disabled, ...PROOF }), own: ['administrator'] },
  'users.revokePasskeys': { ...none, input: provenSomebody, own: ['administrator'], ends: 'nothing-to-revoke' },
  'users.closeSession': { ...none, input: (_side, { userIds }) => ({ userId: userIds.technician, sessionId: NOBODY, ...PROOF }), own: [] },
  'users.recordSecrecy': { ...none, input: (_side, { userIds }) => ({ userId: userIds.technician, signedOn: '2026-01-05', ...PROOF }), own: ['administrator'] },
};

/** The right word of the right person: what is refused is refused for want of a right, and what is granted is done. */
const LINK_CONTENT = {
  name: 'Liaison',
  sendingApplication: 'SIL',
  sendingFacility: 'LBM-X',
  defaultCharset: 'UNICODE UTF-8',
  timeZone: 'Europe/Paris',
  isActive: true,
  settings: GENERIC_SETTINGS,
};
const PROOF = { proof: { method: 'password', password: TEST_PASSWORD } };

const IDENTITY = { familyName: 'ESSAI', givenName: 'Camille', title: '', profession: 'Technicien', rppsNumber: null, email: null };
/** An answer of no authenticator. */
const NO_KEY = {
  id: 'AA',
  rawId: 'AA',
  type: 'public-key',
  response: { clientDataJSON: 'AA', attestationObject: 'AA' },
  clientExtensionResults: {},
};
const IMPORT_ROW = {
  row: 1,
  login: 'une.importee',
  familyName: 'ESSAI',
  givenName: 'Alix',
  title: '',
  profession: 'Technicien',
  rppsNumber: '',
  email: '',
  role: 'technicien',
  site: 'Valmont',
  ward: '',
  from: '',
  to: '',
};
const WRONG_HASH = 'f'.repeat(64);
const ANSWER = { step: 'x', code: '000000' };
const CREDENTIAL = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {} };
const ASSERTION = { ...CREDENTIAL, response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' } };
const REGISTRATION = { ...CREDENTIAL, response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' } };
const NOBODY = '01900000-0000-7000-8000-000000000000';
const DEVICE = { codes: ['X'], name: 'X', ward: '', kind: 'glucose', silentAfterMinutes: null };
const REPLAY_PERIOD = { laboratoryId: NOBODY, from: '2026-11-21', to: '2026-11-21', scope: 'all' };
const WRONG_PROOF = { method: 'password', password: 'wrong' };
const ASKING = { technicianId: NOBODY, reference: 'TMA-1', reason: 'une raison d’essai', minutes: 30, contactedAt: '2026-11-26T08:00:00.000Z' };
const EXCHANGE_FILTER = { direction: 'all', laboratoryId: null, state: 'all', from: null, to: null, accessionNumber: null, controlId: null, cursor: null };
const TRANSMISSIONS = { laboratoryId: null, from: null, to: null, accessionNumber: null, receiverKind: null, kind: null, state: null };
const RESEND = { laboratoryId: NOBODY, messageId: null, from: null, to: null, kinds: [], accessionNumber: null };
const intent = ({ waitingDossierId, waitingObservationId }: Side) => ({
  dossierId: waitingDossierId,
  kind: 'validate',
  observationIds: [waitingObservationId],
  comment: '',
  holdReason: '',
});
const WRONG = { method: 'password', password: 'wrong' };
const carried = (side: Side) => ({ ...intent(side), id: NOBODY, displayed: WRONG_HASH });
const REPRESENTATIVE = {
  kind: 'trusted',
  familyName: 'EXEMPLE',
  givenName: 'Jeanne',
  birthDate: '1950-01-01',
  relation: 'mère',
  evidence: 'accord écrit',
  fromDay: day,
  lastDay: '2027-06-30',
  proof: WRONG,
};
const VAO_SCOPE = { laboratoryId: NOBODY, siteIds: [NOBODY], chapters: ['Biochimie'], testCodes: [] };
const VAO_WANTED = { ...VAO_SCOPE, startsAt: '2026-11-21T03:00:00.000Z', endsAt: '2026-11-21T04:00:00.000Z', samplePercent: 2 };
