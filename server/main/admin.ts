import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { connect } from '../../db/client';
import { createUser } from '../access/create-user';
import { newTotpSecret, totpUri } from '../access/one-time-code';
import { reactivateTerminal } from '../access/reactivate-terminal';
import { readBlockedTerminals } from '../access/read-blocked-terminals';
import { sealEmergency } from '../access/seal-emergency';
import { unlockAccount } from '../access/unlock-account';
import { type SystemActor, systemActor } from '../platform/actor';
import { type Context, contextFor } from '../platform/context';
import { readEnvironment } from '../platform/env';
import { readAdminAccess } from './admin-access';

const USAGE = `npm run admin -- unlock LOGIN
npm run admin -- create LOGIN --family-name NAME --given-name NAME
npm run admin -- seal-emergency
npm run admin -- reactivate
npm run admin -- reactivate TERMINAL`;

/** Runs one command of the person who owns the machine: lifts a lock, reactivates a terminal when no administrator has one left, or makes an administrator. */
async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { 'family-name': { type: 'string' }, 'given-name': { type: 'string' } },
  });
  const [command, login] = positionals;
  const access = await readAdminAccess(readEnvironment());
  process.env.NEXTAUTH_SECRET = access.secret;
  const connection = connect(access.databaseUrl, { max: 1, applicationName: 'relais-admin' });
  const ctx = contextFor(connection.db, systemActor('admin'));
  try {
    if (command === 'reactivate') return login ? await reactivate(ctx, login) : await tellBlocked(ctx);
    if (command === 'unlock' && login) return await unlock(ctx, login);
    if (command === 'create' && login && values['family-name'] && values['given-name'])
      return await create(ctx, login, values['family-name'], values['given-name']);
    if (command === 'seal-emergency') return await seal(contextFor(connection.db, systemActor('admin')));
    process.stderr.write(`${USAGE}\n`);
    return 2;
  } finally {
    await connection.close();
  }
}

async function unlock(ctx: Context, login: string): Promise<number> {
  const outcome = await unlockAccount(ctx, login);
  process.stdout.write(outcome.ok ? `${login} : accès rétabli\n` : `${login} : aucun compte de ce nom\n`);
  return outcome.ok ? 0 : 1;
}

async function tellBlocked(ctx: Context): Promise<number> {
  const blocked = await ctx.transaction(readBlockedTerminals);
  for (const { id, name, address } of blocked) process.stdout.write(`${id}  ${name}  ${address}\n`);
  if (blocked.length === 0) process.stdout.write('aucun poste bloqué\n');
  return 0;
}

async function reactivate(ctx: Context<SystemActor>, terminalId: string): Promise<number> {
  const outcome = z.uuid().safeParse(terminalId).success ? await reactivateTerminal(ctx, { terminalId }, null) : null;
  process.stdout.write(outcome?.ok ? `${terminalId} : poste rétabli\n` : `${terminalId} : aucun poste bloqué de ce nom\n`);
  return outcome?.ok ? 0 : 1;
}

/** The password and the secret are shown once and kept nowhere. */
async function create(ctx: Context, login: string, familyName: string, givenName: string): Promise<number> {
  const password = randomBytes(15).toString('base64url');
  const totpSecret = newTotpSecret();
  await ctx.transaction((tx) =>
    createUser(ctx, tx, { login, familyName, givenName, profession: 'Administrateur', password, totpSecret, habilitations: [{ role: 'administrator' }] }),
  );
  process.stdout.write(`${login} : compte d’administrateur créé\nmot de passe : ${password}\nsecond facteur : ${totpUri(login, totpSecret)}\n`);
  return 0;
}

/** For the safe: shown once and kept nowhere; the envelope of before opens nothing any more. */
async function seal(ctx: Context<SystemActor>): Promise<number> {
  const sealed = await sealEmergency(ctx, null);
  if (!sealed.ok) return 1;
  const { login, passphrase, codes } = sealed.value;
  const lines = [
    'compte de secours scellé : à imprimer, à mettre sous enveloppe et au coffre',
    `identifiant : ${login}`,
    `phrase de passe : ${passphrase}`,
    'codes, chacun une fois :',
  ];
  process.stdout.write(`${[...lines, ...codes].join('\n')}\n`);
  return 0;
}

process.exitCode = await run(process.argv.slice(2));
