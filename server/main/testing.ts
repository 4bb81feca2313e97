import { sql } from 'drizzle-orm';
import { makeUser, openTestAccess, testClock } from '../access/testing';
import { readDossierState } from '../dossier/read-dossier';
import { receiveFrame } from '../inbound/receive-frame';
import { type ProfessionalActor, type Role, systemActor } from '../platform/actor';
import { assert } from '../platform/assert';
import { contextFor } from '../platform/context';
import { drain, registerWiring, type Wiring } from '../platform/handlers';
import { newId } from '../platform/ids';
import { prepareDecision } from '../validation/prepare-decision';
import { recordDecision } from '../validation/record-decision';
import { type LaboratoryKey, referenceIds, seedReference } from './seed/reference';
import { seedProof } from './seed/seed-proof';
import { WIRING } from './wiring';

export type TestProduct = Awaited<ReturnType<typeof openTestProduct>>;

/**
 * The whole product without its processes: a real database with the reference group, the wiring, and a clock that stands
 * still. `settle` does what the worker does by jobs, until nothing is due; what only `listensTo` names is queued for whoever comes later.
 */
export async function openTestProduct({
  start = '2026-11-21T03:20:00+01:00',
  wiring = WIRING,
  listensTo = wiring,
}: {
  start?: string;
  wiring?: readonly Wiring[];
  listensTo?: readonly Wiring[];
} = {}) {
  const access = await openTestAccess();
  const clock = testClock(start);
  const ctx = contextFor(access.worker, systemActor('test'), clock.now);
  await seedReference(ctx);
  await registerWiring(access.worker, listensTo);
  const settle = () => drain(access.worker, wiring, clock.now);

  return {
    access,
    clock,
    ctx,
    settle,
    end: () => access.end(),
    /** Receives as the gateway does, and lets everything that follows happen. */
    receive: async (bytes: Buffer): Promise<string> => {
      const answer = await receiveFrame(ctx, { bytes, peer: '192.0.2.1:40000', acceptsTests: true });
      await settle();
      return Buffer.concat(answer).toString('utf8');
    },
    dossierId: async (accessionNumber: string): Promise<string> => {
      const rows = await access.worker.execute<{ id: string } & Record<string, unknown>>(
        sql`select id from dossier where accession_number = ${accessionNumber}`,
      );
      assert(rows[0], 'the dossier is there');
      return rows[0].id;
    },
    /** Somebody of the staff as the web server would know him. */
    person: async (role: Role, sites: readonly LaboratoryKey[] = ['valmont'], changes: Partial<ProfessionalActor> = {}): Promise<ProfessionalActor> => {
      const login = `${role}-${newId()}`;
      const rppsNumber = role === 'biologist' ? '10002223334' : null;
      const userId = await makeUser(access.worker, clock.now, { login, familyName: 'MARCHETTI', givenName: 'Hélène', title: 'Dr', rppsNumber });
      const siteIds = sites.map((key) => referenceIds.site(key));
      const actor: ProfessionalActor = {
        kind: 'professional',
        userId,
        sessionId: newId(),
        name: 'Hélène MARCHETTI',
        rppsNumber,
        roles: [role],
        siteIds,
        wardIds: [],
        prescriberId: null,
        stage: 'full',
        terminalId: null,
        address: '192.0.2.9',
        terminal: 'poste d’essai',
      };
      return { ...actor, ...changes };
    },
    as: (actor: ProfessionalActor) => contextFor(access.web, actor, clock.now),
    /** Signs for everything that waits, lets the time to undo pass, and lets everything that follows happen. */
    validate: async (
      biologist: ProfessionalActor,
      dossierId: string,
      options: { comment?: string; codes?: readonly string[]; refusedFor?: string } = {},
    ): Promise<string> => {
      const webCtx = contextFor(access.web, biologist, clock.now);
      const waiting = await webCtx.transaction(async (tx) => {
        const state = await readDossierState(tx, dossierId);
        assert(state, 'the dossier can be read');
        const chosen = state.observations.filter((observation) => options.codes?.includes(observation.localCode) ?? true);
        const decided = await tx.execute<{ id: string } & Record<string, unknown>>(
          sql`select observation_version_id as id from decision_observation where active and validates(kind)`,
        );
        return chosen.map((observation) => observation.id).filter((id) => !decided.some((row) => row.id === id));
      });
      const { comment = '', refusedFor = '' } = options;
      const kind = refusedFor === '' ? ('validate' as const) : ('refuse' as const);
      const intent = { kind, dossierId, observationIds: waiting, comment, holdReason: refusedFor };
      const prepared = await prepareDecision(webCtx, intent);
      assert(prepared.ok, 'the decision can be prepared');
      const { fingerprint } = prepared.value;
      const proofId = await seedProof(webCtx, { act: kind, contentHash: fingerprint });
      const recorded = await recordDecision(webCtx, { ...intent, fingerprint, proofId, idempotencyKey: newId() });
      assert(recorded.ok, 'the decision is recorded');
      clock.pass(11_000);
      await settle();
      return recorded.value.decisionId;
    },
  };
}
