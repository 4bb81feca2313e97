import type { DutyContact } from '../../db/schema/duty';
import { readBiologists } from '../access/read-staff';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { announceDuty } from './announce-duty';
import { keepContacts, lockPersons } from './store';

/** Writes how a person on duty is reached, in the order in which one tries; replaces what was there. The trace keeps how many, never a number. */
export async function changeContacts(
  ctx: Context<ProfessionalActor>,
  { userId, contacts }: { userId: string; contacts: DutyContact[] },
): Promise<Outcome<{ contacts: number }, Refusal<'not-found' | 'contact-malformed'>>> {
  const denied = requireAccess(ctx, 'duty.manage');
  if (denied) return denied;
  if (contacts.some(({ number }) => !/^\+?[\d\s.()-]{2,30}$/.test(number))) return refuse('contact-malformed');
  return ctx.transaction(async (tx) => {
    const person = (await readBiologists(tx, { from: ctx.now(), to: ctx.now() })).find((one) => one.userId === userId);
    if (!person?.siteIds.some((id) => ctx.actor.siteIds.includes(id))) return refuse('not-found');
    await lockPersons(tx, [userId]);
    await keepContacts(tx, { userId, contacts, changedAt: ctx.now(), changedByName: ctx.actor.name });
    await append(tx, ctx, {
      action: 'duty.contacts',
      subjectId: userId,
      detail: { count: contacts.length, forWards: contacts.filter(({ forWards }) => forWards).length },
    });
    await announceDuty(tx, person.siteIds);
    return done({ contacts: contacts.length });
  });
}
