import { beginTrip } from '../access/begin-trip';
import { tripCookie, tripIn, unmarkLeft } from '../access/cookies';
import { finishTrip } from '../access/finish-trip';
import { contextFor } from '../platform/context';
import { enterByFranceConnect } from '../portal/enter-by-france-connect';
import { type ApiContext, anonymousActor, createApiContext } from './context';
import { away, missing } from './redirect';
import { isUnhurried } from './unhurried';

/** Sends a patient's browser to FranceConnect; without a client of it this door does not exist. */
export async function startFranceConnect(request: Request, api: ApiContext = createApiContext({ headers: request.headers })): Promise<Response> {
  if (!(await isUnhurried(api, 'franceconnect.start'))) return away('/mes-resultats?refus=too-many-requests', []);
  const trip = await beginTrip(contextFor(api.db, anonymousActor(api.origin, null), api.now), 'franceconnect');
  return trip ? away(trip.url, [tripCookie('franceconnect', trip.binding)]) : missing();
}

/** Takes the patient back from FranceConnect, by a page of ours: the session's cookie is strict. */
export async function finishFranceConnect(request: Request, api: ApiContext = createApiContext({ headers: request.headers })): Promise<Response> {
  if (!(await isUnhurried(api, 'franceconnect.callback'))) return away('/mes-resultats?refus=too-many-requests', []);
  const ctx = contextFor(api.db, anonymousActor(api.origin, null), api.now);
  const parameters = new URL(request.url).searchParams;
  const identified = await finishTrip(ctx, 'franceconnect', { parameters, binding: tripIn(request.headers, 'franceconnect') });
  const cleared = tripCookie('franceconnect', '');
  if (!identified.ok) return away(`/mes-resultats?refus=${identified.refusal.code}`, [cleared]);
  const entered = await enterByFranceConnect(ctx, identified.value.claims);
  if (!entered.ok) return away(`/mes-resultats?refus=${entered.refusal.code}`, [cleared]);
  return away('/mes-resultats/arrivee', [cleared, entered.value.cookie, unmarkLeft('patient')]);
}
