import { randomBytes } from 'node:crypto';
import { createUser, type NewHabilitation } from '../../access/create-user';
import type { ProfessionalActor, Role } from '../../platform/actor';
import type { Context } from '../../platform/context';
import { newId, newToken } from '../../platform/ids';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoAccount, type DemoHabilitation } from '../demo-accounts';
import { PRESCRIBERS, referenceIds, SITE_KEYS } from './reference';
import { seedRoster } from './roster';

/** The two who decide in the history, and the two prescribers who read. */
export interface SeededPersons {
  biologists: ProfessionalActor[];
  prescribers: ProfessionalActor[];
}

/** Makes the demonstration's accounts, and plans its biologists' days and nights. */
export async function seedAccounts(ctx: Context, now: Date): Promise<SeededPersons> {
  const persons: SeededPersons = { biologists: [], prescribers: [] };
  for (const account of DEMO_ACCOUNTS) {
    const habilitations = account.habilitations.flatMap(habilitationsOf);
    const prescriberId = account.isPrescriber && account.rppsNumber ? referenceIds.prescriber(account.rppsNumber) : null;
    const userId = await ctx.transaction((tx) => createUser(ctx, tx, { ...account, password: DEMO_PASSWORD, prescriberId, habilitations }));
    const actor = actorOf(account, userId, habilitations, prescriberId);
    if (actor.roles.includes('biologist')) persons.biologists.push(actor);
    if (prescriberId !== null) persons.prescribers.push(actor);
  }
  for (const [rppsNumber, familyName, givenName] of PRESCRIBERS) {
    if (DEMO_ACCOUNTS.some((account) => account.rppsNumber === rppsNumber)) continue;
    persons.prescribers.push(await seedReader(ctx, { rppsNumber, familyName, givenName }));
  }
  await seedRoster(ctx, persons.biologists, now);
  return persons;
}

/** The other prescribers read their reports in the history; nobody logs in as them, their password is not kept. */
async function seedReader(
  ctx: Context,
  { rppsNumber, familyName, givenName }: Record<'rppsNumber' | 'familyName' | 'givenName', string>,
): Promise<ProfessionalActor> {
  const login = `${givenName.charAt(0)}.${familyName}`
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z.]/g, '');
  const account: DemoAccount = {
    login,
    givenName,
    familyName,
    title: 'Dr',
    profession: 'Médecin',
    rppsNumber,
    isPrescriber: true,
    totpSecret: newTotpSecret(),
    habilitations: [{ role: 'prescriber', at: 'nowhere' }],
  };
  const prescriberId = referenceIds.prescriber(rppsNumber);
  const habilitations: NewHabilitation[] = [{ role: 'prescriber' }];
  const userId = await ctx.transaction((tx) => createUser(ctx, tx, { ...account, password: newToken(), prescriberId, habilitations }));
  return actorOf(account, userId, habilitations, prescriberId);
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const newTotpSecret = (): string => [...randomBytes(32)].map((byte) => BASE32[byte % 32] ?? 'A').join('');

function habilitationsOf({ role, at }: DemoHabilitation): NewHabilitation[] {
  if (at === 'nowhere') return [{ role }];
  if (at === 'every-site') return SITE_KEYS.map((key) => ({ role, siteId: referenceIds.site(key) }));
  return at.wards.map((code) => ({ role, wardId: referenceIds.ward('valmont', code) }));
}

function actorOf(account: DemoAccount, userId: string, habilitations: readonly NewHabilitation[], prescriberId: string | null): ProfessionalActor {
  const ids = (key: 'siteId' | 'wardId') => habilitations.flatMap((habilitation) => habilitation[key] ?? []);
  return {
    kind: 'professional',
    userId,
    sessionId: newId(),
    name: `${account.givenName} ${account.familyName}`,
    rppsNumber: account.rppsNumber,
    roles: [...new Set(habilitations.map((habilitation): Role => habilitation.role))],
    siteIds: ids('siteId'),
    wardIds: ids('wardId'),
    prescriberId,
    stage: 'full',
    terminalId: null,
    address: '127.0.0.1',
    terminal: 'histoire de démonstration',
  };
}
