import { sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { closeCall } from '../../alert/close-call';
import { readCall } from '../../alert/read-call';
import { receiveFrame } from '../../inbound/receive-frame';
import { type ProfessionalActor, systemActor } from '../../platform/actor';
import { contextFor } from '../../platform/context';
import { drain } from '../../platform/handlers';
import { newId } from '../../platform/ids';
import { viewReport } from '../../portal/view-report';
import type { HistoryMessage } from '../../simulator/traffic';
import { prepareDecision } from '../../validation/prepare-decision';
import { readDossierFacts } from '../../validation/read-decisions';
import { recordDecision } from '../../validation/record-decision';
import { WIRING } from '../wiring';
import type { SeededPersons } from './accounts';
import { seedProof } from './seed-proof';

interface History extends SeededPersons {
  from: Date;
  to: Date;
  messages: readonly Pick<HistoryMessage, 'at' | 'bytes'>[];
}

/** What arrived in the last hour is left for whoever opens the demonstration. */
const LEFT_OPEN_MS = 60 * 60_000;
const MINUTE_MS = 60_000;

/** Lives the history message by message: each is received, decided on some minutes later, and often read after that. */
export async function replayHistory(db: Database, { to, messages, biologists, prescribers }: History): Promise<void> {
  const clock = { at: new Date(0) };
  const now = () => clock.at;
  const gateway = contextFor(db, systemActor('gateway'), now);
  for (const [index, message] of messages.entries()) {
    clock.at = message.at;
    await receiveFrame(gateway, { bytes: message.bytes, peer: '127.0.0.1', acceptsTests: true });
    await drain(db, WIRING, now);
    if (to.getTime() - message.at.getTime() < LEFT_OPEN_MS) continue;
    // Rounds of five: nobody decides in the very minute, and one dossier in thirty waits for somebody to wonder about it.
    clock.at = new Date(message.at.getTime() + (3 + ((index * 7) % 26)) * MINUTE_MS);
    const biologist = biologists[index % biologists.length];
    if (biologist && index % 30 !== 29) await decideOnWaiting(db, now, biologist);
    clock.at = new Date(clock.at.getTime() + 11_000);
    await drain(db, WIRING, now);
    if (biologist) await announce(db, clock, biologist);
    if (index % 5 === 0) await readAddressed(db, clock, prescribers);
    if (index % 25 === 24) process.stdout.write(`  histoire : ${index + 1} messages sur ${messages.length}\n`);
  }
}

async function decideOnWaiting(db: Database, now: () => Date, biologist: ProfessionalActor): Promise<void> {
  const ctx = contextFor(db, biologist, now);
  const rows = await db.execute<{ id: string }>(sql`select dossier_id as id from worklist_entry where standing = 'awaiting' order by arrived_at limit 20`);
  for (const { id: dossierId } of rows) {
    const facts = await ctx.transaction((tx) => readDossierFacts(tx, dossierId));
    const observationIds = (facts?.standings ?? []).filter(({ standing }) => standing === 'awaiting').map(({ currentId }) => currentId);
    const intent = { kind: 'validate' as const, observationIds, comment: '', holdReason: '', dossierId };
    const prepared = await prepareDecision(ctx, intent);
    if (!prepared.ok) continue;
    const { fingerprint } = prepared.value;
    const proofId = await seedProof(ctx, { act: 'validate', contentHash: fingerprint });
    await recordDecision(ctx, { ...intent, fingerprint, proofId, idempotencyKey: newId() });
  }
}

/** Whatever critical value took effect is announced some minutes later, and repeated. */
async function announce(db: Database, clock: { at: Date }, biologist: ProfessionalActor): Promise<void> {
  const ctx = contextFor(db, biologist, () => new Date(clock.at.getTime() + 4 * MINUTE_MS));
  const rows = await db.execute<{ id: string }>(sql`select dossier_id as id from critical_call where state = 'open'`);
  for (const { id: dossierId } of rows) {
    const read = await readCall(ctx, { dossierId });
    const open = read.ok ? read.value.open : null;
    if (!open) continue;
    await closeCall(ctx, {
      callId: open.callId,
      isIdentityRepeated: true,
      spokenTo: 'Dr Samuel KELLER',
      quality: 'médecin de garde',
      place: open.place?.ward ?? open.asked?.ward ?? '',
      number: open.place?.phone ?? open.callbackPhone,
      readBack: open.values.map(({ observationVersionId, value }) => ({ observationVersionId, repeated: value })),
      idempotencyKey: newId(),
    });
  }
}

/** The oldest unread report of each prescriber, but for the one in eight that nobody opens. */
async function readAddressed(db: Database, clock: { at: Date }, prescribers: readonly ProfessionalActor[]): Promise<void> {
  const released = clock.at;
  const rows = await db.execute<{ id: string; prescriberId: string }>(sql`
    select r.id, p.prescriber_id as "prescriberId" from report r join report_recipient p on p.report_id = r.id and p.kind = 'prescriber'
    where r.superseded_at is null and hashtext(r.dossier_id::text) % 8 <> 0
      and not exists (select 1 from report_view v where v.report_id = r.id and v.reader_kind = 'professional')
    order by r.released_at limit 12`);
  for (const { id, prescriberId } of rows) {
    const reader = prescribers.find((prescriber) => prescriber.prescriberId === prescriberId);
    clock.at = new Date(clock.at.getTime() + 2 * MINUTE_MS);
    if (reader)
      await viewReport(
        contextFor(db, reader, () => clock.at),
        { reportId: id },
      );
  }
  await drain(db, WIRING, () => clock.at);
  clock.at = released;
}
