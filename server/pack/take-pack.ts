import { requireAccess } from '../access/require-access';
import { readCall } from '../alert/read-call';
import { append } from '../audit/append';
import { readLines } from '../duty/read-lines';
import { readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId, newToken, sha256 } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { readCardOf } from '../validation/read-card';
import { readDossierFacts } from '../validation/read-decisions';
import { readWorklist } from '../validation/read-worklist';
import { displayedHashOf } from '../validation/statement';
import { FIRST_PAGE } from '../validation/worklist-filters';
import { DOSSIERS_MOST, expiryOf, isOpenTo, PACK_LIFE_MS } from './rules';
import { endPackRow, insertItem, insertPack, keepPack, lockPack, openPacksOf, type PackRow } from './store';
import type { Pack, TakeInput } from './types';

/**
 * Gives a biologist on duty the most pressing of her waiting dossiers to carry away: the card as it would be opened, with the hash of all that it shows. Each that leaves
 * is on record as a reading before it does; what the tablet has already, unchanged, does not leave again. Off duty nothing is given. A person has one pack: taking a
 * new one ends the other, wherever it is.
 * @see design/decisions.md « Offline pack »; threats.md 5, 29; GBUI I-2, II-3d
 */
export async function takePack(
  ctx: Context<ProfessionalActor>,
  input: TakeInput,
): Promise<Outcome<Pack, Refusal<'not-found' | 'pack-off-duty' | 'pack-over'>>> {
  const denied = requireAccess(ctx, 'validation.decide');
  if (denied) return denied;
  const list = await readWorklist(ctx, { ...FIRST_PAGE, limit: DOSSIERS_MOST });
  if (list.duty === null) return refuse('pack-off-duty');
  const siteIds = list.sites.map(({ id }) => id);
  const opened = await openPack(ctx, input, siteIds);
  if (!opened) return refuse('pack-over');
  const { pack, secret } = opened;
  const had = new Map(input.have.map(({ dossierId, displayed }) => [dossierId, displayed]));
  const dossiers: Pack['dossiers'] = [];
  // A part of another laboratory's dossier is decided with the link only.
  const entries = list.entries.filter(({ partFor }) => partFor === null);
  for (const { dossierId } of entries) {
    const packed = await packOne(ctx, pack.id, dossierId, had.get(dossierId) ?? null);
    if (packed) dossiers.push(packed);
  }
  const duty = await readLines(ctx);
  if (!duty.ok) return duty;
  const waiting = list.groups.now + list.groups.tonight + list.groups.next;
  return done({
    packId: pack.id,
    secret,
    now: ctx.now(),
    madeAt: pack.madeAt,
    expiresAt: pack.expiresAt,
    endsAt: new Date(pack.madeAt.getTime() + PACK_LIFE_MS),
    entries,
    notCarried: Math.max(waiting - entries.length, 0),
    dossiers,
    duty: duty.value,
  });
}

/** The pack that is brought up to date, with a new life of contact, or a new one; null when the one that is named is over or somebody else's. */
async function openPack(
  ctx: Context<ProfessionalActor>,
  { packId, reopens }: TakeInput,
  siteIds: string[],
): Promise<{ pack: PackRow; secret: string | null } | null> {
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    if (packId !== null) {
      const pack = await lockPack(tx, packId);
      if (!pack || !isOpenTo(pack, ctx.actor, now)) return null;
      const kept = { reopens, siteIds, lastContactAt: now, expiresAt: expiryOf(pack.madeAt, now) };
      await keepPack(tx, pack.id, kept);
      return { pack: { ...pack, ...kept }, secret: null };
    }
    for (const earlier of await openPacksOf(tx, ctx.actor.userId)) {
      await endPackRow(tx, earlier.id, { at: now, why: 'replaced', by: null });
      await append(tx, ctx, { action: 'pack.end', subjectId: earlier.id, detail: { why: 'replaced' } });
    }
    const secret = newToken();
    const { userId, name, sessionId, terminalId, terminal } = ctx.actor;
    const pack: PackRow = {
      id: newId(),
      userId,
      userName: name,
      sessionId,
      terminalId,
      terminal,
      siteIds,
      secretHash: sha256(secret),
      reopens,
      madeAt: now,
      lastContactAt: now,
      expiresAt: expiryOf(now, now),
      endedAt: null,
      endedWhy: null,
      endedBy: null,
    };
    await insertPack(tx, pack);
    await append(tx, ctx, { action: 'pack.take', subjectId: pack.id, detail: { expiresAt: pack.expiresAt.toISOString(), reopens } });
    return { pack, secret };
  });
}

/** One dossier in a transaction of its own: its reading is on record when it leaves. Null when it is what the tablet has, or nothing that she may open any more. */
async function packOne(ctx: Context<ProfessionalActor>, packId: string, dossierId: string, had: string | null): Promise<Pack['dossiers'][number] | null> {
  if (had !== null && (await displayedNow(ctx, dossierId)) === had) return null;
  const card = await ctx.transaction(async (tx) => {
    const read = await readCardOf(tx, ctx, dossierId, 'dossier.pack');
    if (!read.ok) return null;
    const { displayed, revision } = read.value;
    await insertItem(tx, { packId, dossierId, displayed, revision, packedAt: ctx.now() });
    return read.value;
  });
  const calls = card && (await readCall(ctx, { dossierId }));
  return card && calls?.ok ? { dossierId, card, calls: calls.value } : null;
}

const displayedNow = (ctx: Context<ProfessionalActor>, dossierId: string): Promise<string | null> =>
  ctx.transaction(async (tx) => {
    const facts = await readDossierFacts(tx, dossierId);
    const patient = facts ? await readPatient(tx, facts.state.dossier.patientId) : null;
    return facts && patient ? displayedHashOf({ ...facts, patient }) : null;
  });
