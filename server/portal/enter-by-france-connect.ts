import type { Transaction } from '../../db/client';
import { createPatientSession } from '../access/create-patient-session';
import { append } from '../audit/append';
import { stateIdentityOf } from '../patient/france-connect-rules';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { accountOfSubject, claimSubject, insertAccount, insertLinks, linksOf, matchesOf } from './france-connect-store';

/**
 * Opens the session of the patient whom FranceConnect has identified: by the account of that subject, else by a stored identity that is certainly the same
 * person (qualified INS, names, birth date, sex, and nobody else like it). A doubt opens nothing: the laboratory's code is the way then. Identities that
 * were recorded since the last time are added at each entry.
 * @see regulations.md 4 (INS, FranceConnect); threats.md 1
 */
export async function enterByFranceConnect(
  ctx: Context<AnonymousActor>,
  claims: unknown,
): Promise<Outcome<{ cookie: string }, Refusal<'provider-refused' | 'provider-no-identity'>>> {
  const identity = stateIdentityOf(claims);
  if (!identity) return refuse('provider-refused');
  return ctx.transaction(async (tx) => {
    await claimSubject(tx, identity.subject);
    const matches = await matchesOf(tx, identity);
    const known = await accountOfSubject(tx, identity.subject);
    if (known === null && matches.length === 0) {
      await append(tx, ctx, { action: 'portal.enter', outcome: 'refused', detail: { method: 'franceconnect', reason: 'no-identity' } });
      return refuse('provider-no-identity');
    }
    const accountId = known ?? (await insertAccount(tx, identity.subject, ctx.now()));
    const [first] = await linkedTo(ctx, tx, accountId, matches);
    if (first === undefined) return refuse('provider-no-identity');
    await append(tx, ctx, { action: 'portal.enter', patientId: first, subjectId: accountId, detail: { method: 'franceconnect' } });
    return done({ cookie: await createPatientSession(ctx, tx, first, { method: 'franceconnect', patientAccountId: accountId }) });
  });
}

async function linkedTo(ctx: Context<AnonymousActor>, tx: Transaction, accountId: string, matches: readonly string[]): Promise<string[]> {
  const linked = await linksOf(tx, accountId);
  const fresh = matches.filter((id) => !linked.includes(id));
  await insertLinks(tx, accountId, fresh, ctx.now());
  return [...linked, ...fresh];
}
