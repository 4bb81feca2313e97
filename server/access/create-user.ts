import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Role } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { hashPassword } from './password';
import { seal } from './secret-box';
import { insertHabilitations, insertUser } from './store';

export interface NewHabilitation {
  role: Role;
  siteId?: string | null;
  wardId?: string | null;
  /** Now, when left out. */
  validFrom?: Date;
  /** Without end, when left out. */
  validTo?: Date | null;
}

export interface NewUser {
  /** Lower case; names a person, never a function (GBUI B-9). */
  login: string;
  familyName: string;
  givenName: string;
  title?: string;
  profession: string;
  rppsNumber?: string | null;
  prescriberId?: string | null;
  /** None for whoever will come by an activation code. */
  password?: string;
  /** Base32. */
  totpSecret?: string;
  habilitations: readonly NewHabilitation[];
}

/** Makes an account with its dated habilitations and traces both; throws when the login is taken. Answers the account's id. */
export async function createUser(ctx: Context, tx: Transaction, user: NewUser): Promise<string> {
  const id = newId();
  const now = ctx.now();
  await insertUser(tx, {
    id,
    login: user.login.toLowerCase(),
    familyName: user.familyName,
    givenName: user.givenName,
    title: user.title ?? '',
    profession: user.profession,
    rppsNumber: user.rppsNumber ?? null,
    passwordHash: user.password === undefined ? null : await hashPassword(user.password),
    totpSecret: user.totpSecret === undefined ? null : seal(user.totpSecret, id),
    prescriberId: user.prescriberId ?? null,
    createdAt: now,
  });
  await insertHabilitations(
    tx,
    user.habilitations.map((given) => habilitationRow(id, given, ctx)),
  );
  await append(tx, ctx, { action: 'account.create', subjectId: id, detail: { roles: [...new Set(user.habilitations.map((given) => given.role))] } });
  return id;
}

function habilitationRow(userId: string, given: NewHabilitation, ctx: Context) {
  return {
    id: newId(),
    userId,
    role: given.role,
    siteId: given.siteId ?? null,
    wardId: given.wardId ?? null,
    validFrom: given.validFrom ?? ctx.now(),
    validTo: given.validTo ?? null,
    grantedBy: ctx.actor.kind === 'system' ? ctx.actor.name : ctx.actor.kind === 'professional' ? ctx.actor.userId : ctx.actor.kind,
  };
}
