import { beginTrip } from '../access/begin-trip';
import { sessionCookie, tokenIn, tripCookie, tripIn, unmarkLeft } from '../access/cookies';
import { endSession } from '../access/end-session';
import { enterByPsc } from '../access/enter-by-psc';
import { finishTrip } from '../access/finish-trip';
import { logoutAddress } from '../access/provider-logout';
import { pscIdentityOf } from '../access/psc-claims-rules';
import { ABSOLUTE_MS } from '../access/session-rules';
import { contextFor } from '../platform/context';
import { type ApiContext, anonymousActor, createApiContext } from './context';
import { away, missing } from './redirect';
import { isUnhurried } from './unhurried';

/** Sends the browser to Pro Santé Connect; without a client of it this door does not exist. */
export async function startPsc(request: Request, api: ApiContext = createApiContext({ headers: request.headers })): Promise<Response> {
  if (!(await isUnhurried(api, 'psc.start'))) return away('/login?refus=too-many-requests', []);
  const trip = await beginTrip(contextFor(api.db, anonymousActor(api.origin, null), api.now), 'psc');
  return trip ? away(trip.url, [tripCookie('psc', trip.binding)]) : missing();
}

/**
 * Takes the person back from Pro Santé Connect. The session cookie is strict and this request was begun by another site: the browser is led to a page of
 * ours, and only from there into the product.
 */
export async function finishPsc(request: Request, api: ApiContext = createApiContext({ headers: request.headers })): Promise<Response> {
  if (!(await isUnhurried(api, 'psc.callback'))) return away('/login?refus=too-many-requests', []);
  const ctx = contextFor(api.db, anonymousActor(api.origin, null), api.now);
  const parameters = new URL(request.url).searchParams;
  const identified = await finishTrip(ctx, 'psc', { parameters, binding: tripIn(request.headers, 'psc') });
  const cleared = tripCookie('psc', '');
  if (!identified.ok) return away(`/login?refus=${identified.refusal.code}`, [cleared]);
  const identity = pscIdentityOf(identified.value.claims);
  const entered = identity
    ? await enterByPsc(ctx, identity, identified.value.idToken, identified.value.terminalId)
    : { ok: false as const, refusal: { code: 'provider-refused' as const } };
  if (!entered.ok) return away(`/login?refus=${entered.refusal.code}`, [cleared]);
  const session = sessionCookie('professional', entered.value.token, ABSOLUTE_MS.professional / 1000);
  return away('/login/retour', [cleared, session, unmarkLeft('professional')]);
}

/**
 * Ends the session here, and leads on to where it ends at Pro Santé Connect too: the next person at this terminal begins from nothing. Only for a page of ours that leads
 * here: not for another site, a sibling host or a browser that fetches ahead (threats.md 13).
 */
export async function leavePsc(request: Request, api: ApiContext = createApiContext({ headers: request.headers })): Promise<Response> {
  if (!isLedByUs(request.headers)) return away('/lock', []);
  const actor = tokenIn(request.headers, 'professional') ? await api.professional() : null;
  if (!actor) return away('/lock', []);
  const address = await logoutAddress(contextFor(api.db, actor, api.now));
  await endSession(api.db, actor, 'signed_out', api.now);
  return away(address ?? '/lock', [sessionCookie('professional', '', 0)], { 'clear-site-data': '"cache"' });
}

function isLedByUs(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  const isAhead = (headers.get('sec-purpose') ?? headers.get('purpose') ?? '').includes('prefetch');
  return (site === null || site === 'same-origin') && !isAhead;
}
