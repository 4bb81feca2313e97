import { and, desc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { activation, habilitation, passkey, recoveryCode, session, userAccount } from '../../db/schema/access';
import type { Role } from '../platform/actor';
import { ACCOUNT_STATES, type AccountState } from './rights-rules';
import type { UserRow } from './store';
import type { UserFilter } from './users-types';

export const USERS_PAGE = 50;

const FROM = 'àâäáãéèêëíìîïóòôöõúùûüçñÿ';
const TO = 'aaaaaeeeeiiiiooooouuuucny';

/** Without case and accents. */
const plain = (value: SQL): SQL => sql`translate(lower(${value}), ${FROM}, ${TO})`;
const plainText = (text: string): string => [...text.toLowerCase()].map((letter) => TO[FROM.indexOf(letter)] ?? letter).join('');

const inForce = (now: Date): SQL =>
  sql`(h.revoked_at is null and h.valid_from <= ${now.toISOString()} and (h.valid_to is null or h.valid_to > ${now.toISOString()}))`;

/** Where an account stands, in the order of `ACCOUNT_STATES`. */
const stateOf = (now: Date): SQL => sql`case
  when u.disabled_at is not null then 'disabled'
  when u.locked_at is not null then 'locked'
  when u.password_hash is null and u.psc_subject is null and not exists (select 1 from passkey p where p.user_id = u.id and p.revoked_at is null) then 'to-activate'
  when not exists (select 1 from habilitation h where h.user_id = u.id and h.revoked_at is null and (h.valid_to is null or h.valid_to > ${now.toISOString()})) then 'to-grant'
  else 'active' end`;

function conditions({ search, role, siteId }: UserFilter, now: Date): SQL {
  const words = plainText(search.trim())
    .split(/\s+/)
    .filter((word) => word !== '');
  const parts = [
    ...words.map((word) => sql`position(${word} in ${plain(sql`concat_ws(' ', u.login, u.given_name, u.family_name, u.rpps_number)`)}) > 0`),
    ...(role === null ? [] : [sql`exists (select 1 from habilitation h where h.user_id = u.id and h.role = ${role} and ${inForce(now)})`]),
    ...(siteId === null ? [] : [sql`exists (select 1 from habilitation h where h.user_id = u.id and h.site_id = ${siteId} and ${inForce(now)})`]),
  ];
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}

export interface UserLine {
  id: string;
  login: string;
  kind: string;
  familyName: string;
  givenName: string;
  title: string;
  profession: string;
  rppsNumber: string | null;
  state: AccountState;
  roles: Role[];
  siteIds: string[];
  wardIds: string[];
  isFromProvider: boolean;
  lastEntryAt: Date | null;
}

/** How many accounts stand where, among those that the other filters keep. */
export async function countStates(tx: Transaction, filter: UserFilter, now: Date): Promise<Record<AccountState, number>> {
  const rows = await tx.execute<{ state: AccountState; n: number } & Record<string, unknown>>(
    sql`select state, count(*)::int as n from (select ${stateOf(now)} as state from user_account u where ${conditions(filter, now)}) counted group by state`,
  );
  const counts = Object.fromEntries(ACCOUNT_STATES.map((state) => [state, 0])) as Record<AccountState, number>;
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

type RawLine = Omit<UserLine, 'lastEntryAt'> & { lastEntryAt: string | null } & Record<string, unknown>;

/** One page of accounts, by name. */
export async function userLines(tx: Transaction, filter: UserFilter, now: Date): Promise<UserLine[]> {
  const held = (column: SQL): SQL =>
    sql`(select coalesce(array_agg(distinct ${column}) filter (where ${column} is not null), '{}') from habilitation h where h.user_id = u.id and ${inForce(now)})`;
  const rows = await tx.execute<RawLine>(sql`
    select * from (
      select u.id, u.login, u.kind, u.family_name as "familyName", u.given_name as "givenName", u.title, u.profession, u.rpps_number as "rppsNumber", ${stateOf(now)} as state,
        ${held(sql`h.role`)} as roles, ${held(sql`h.site_id::text`)} as "siteIds", ${held(sql`h.ward_id::text`)} as "wardIds", u.psc_subject is not null as "isFromProvider",
        (select max(s.created_at) from session s where s.user_id = u.id) as "lastEntryAt"
      from user_account u where ${conditions(filter, now)}) lines
    ${filter.state === 'all' ? sql`` : sql`where state = ${filter.state}`}
    order by ${plain(sql`"familyName"`)}, ${plain(sql`"givenName"`)}, login limit ${USERS_PAGE} offset ${filter.page * USERS_PAGE}`);
  return rows.map(({ lastEntryAt, ...row }) => ({ ...row, lastEntryAt: lastEntryAt === null ? null : new Date(lastEntryAt) }));
}

/** What the person can come in with: counts, never a secret. */
export async function meansOf(tx: Transaction, user: UserRow, now: Date) {
  const passkeys = await tx
    .select({ id: passkey.id, name: passkey.name, createdAt: passkey.createdAt, lastUsedAt: passkey.lastUsedAt })
    .from(passkey)
    .where(and(eq(passkey.userId, user.id), isNull(passkey.revokedAt)))
    .orderBy(passkey.createdAt);
  const codes = await tx
    .select({ id: recoveryCode.id })
    .from(recoveryCode)
    .where(and(eq(recoveryCode.userId, user.id), isNull(recoveryCode.usedAt), isNull(recoveryCode.replacedAt)));
  const [waiting] = await tx
    .select({ expiresAt: activation.expiresAt })
    .from(activation)
    .where(and(eq(activation.userId, user.id), isNull(activation.usedAt), isNull(activation.withdrawnAt), gt(activation.expiresAt, now)))
    .orderBy(desc(activation.createdAt))
    .limit(1);
  return {
    hasPassword: user.passwordHash !== null,
    passwordSetAt: user.passwordSetAt,
    hasTotp: user.totpSecret !== null,
    hasProvider: user.pscSubject !== null,
    passkeys,
    recoveryCodesLeft: codes.length,
    activationExpiresAt: waiting?.expiresAt ?? null,
  };
}

/** Every right of a person, past and future, newest first, with the names of those who gave and took it. */
export const rightRowsOf = (tx: Transaction, userId: string) =>
  rightRows(tx).where(eq(habilitation.userId, userId)).orderBy(desc(habilitation.validFrom), habilitation.id);

/** Every right of everybody that is or will be in force, for a review. */
export const rightRowsInForce = (tx: Transaction, now: Date) =>
  rightRows(tx)
    .where(
      and(
        isNull(userAccount.disabledAt),
        isNull(habilitation.revokedAt),
        sql`(${habilitation.validTo} is null or ${habilitation.validTo} > ${now.toISOString()})`,
      ),
    )
    .orderBy(userAccount.familyName, userAccount.givenName, habilitation.validFrom);

const nameOf = (id: SQL): SQL<string | null> =>
  sql<string | null>`(select concat_ws(' ', a.given_name, a.family_name) from user_account a where a.id::text = ${id})`;

const rightRows = (tx: Transaction) =>
  tx
    .select({
      id: habilitation.id,
      userId: habilitation.userId,
      login: userAccount.login,
      familyName: userAccount.familyName,
      givenName: userAccount.givenName,
      role: sql<Role>`${habilitation.role}`,
      siteId: habilitation.siteId,
      wardId: habilitation.wardId,
      validFrom: habilitation.validFrom,
      validTo: habilitation.validTo,
      grantedBy: habilitation.grantedBy,
      grantedByName: nameOf(sql`${habilitation.grantedBy}`),
      grantedAt: habilitation.grantedAt,
      revokedAt: habilitation.revokedAt,
      revokedByName: nameOf(sql`${habilitation.revokedBy}`),
    })
    .from(habilitation)
    .innerJoin(userAccount, eq(userAccount.id, habilitation.userId));

/** The sessions of a person that open something now. */
export const openSessionsOf = (tx: Transaction, userId: string, now: Date) =>
  tx
    .select({
      id: session.id,
      method: session.method,
      createdAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
      address: session.address,
      terminal: session.terminal,
      idleMs: session.idleMs,
    })
    .from(session)
    .where(and(eq(session.userId, userId), isNull(session.revokedAt), gt(session.expiresAt, now)))
    .orderBy(desc(session.createdAt));

/** Where one account stands. */
export async function stateOfUser(tx: Transaction, id: string, now: Date): Promise<AccountState> {
  const rows = await tx.execute<{ state: AccountState } & Record<string, unknown>>(sql`select ${stateOf(now)} as state from user_account u where u.id = ${id}`);
  return rows[0]?.state ?? 'disabled';
}
