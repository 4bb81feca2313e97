import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { type Api, untilAnswered } from './api';
import { DEMO_PASSWORD } from './persons';

/** The dossier's id, once it is on the worklist. */
export async function dossierOf(api: Api, accessionNumber: string): Promise<string> {
  const filters = { siteIds: [], search: accessionNumber, wards: [], priorities: [], chapters: [], ages: [], effects: [] };
  const page = { cursor: null, limit: 50, known: [], open: null, since: null };
  const find = async () => {
    for (const tab of ['awaiting', 'held'] as const) {
      const { entries } = await untilAnswered(() => api.validation.worklist.query({ ...page, filters: { ...filters, tab } }));
      const found = entries.find((entry) => entry.accessionNumber === accessionNumber);
      if (found) return found;
    }
    return undefined;
  };
  await expect
    .poll(async () => (await find())?.dossierId ?? null, { message: `dossier ${accessionNumber} is on the worklist`, timeout: 60_000 })
    .not.toBeNull();
  return (await find())?.dossierId ?? '';
}

/** Everything that a press of « Signer » sends: prepared once, so that a lost answer can be asked for again. */
export async function signatureOf(api: Api, accessionNumber: string) {
  const dossierId = await dossierOf(api, accessionNumber);
  const card = await untilAnswered(() => api.validation.open.mutate({ dossierId }));
  const observationIds = card.panels.flatMap((panel) => panel.results.filter((result) => result.standing === 'awaiting').map((result) => result.id));
  const intent = { dossierId, kind: 'validate' as const, observationIds, comment: '', holdReason: '' };
  const { fingerprint } = await untilAnswered(() => api.validation.prepare.query(intent));
  return { ...intent, fingerprint, proof: { method: 'password' as const, password: DEMO_PASSWORD }, idempotencyKey: randomUUID() };
}

/** Validates all that waits in a dossier and signs, asking again while nobody answers; answers the decision. */
export async function validateAll(api: Api, accessionNumber: string): Promise<{ decisionId: string; effectiveAt: Date }> {
  const signature = await signatureOf(api, accessionNumber);
  return untilAnswered(() => api.validation.decide.mutate(signature));
}
