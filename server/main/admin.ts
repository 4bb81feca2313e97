import { parseArgs } from 'node:util';
import { z } from 'zod';
import { connect } from '../../db/client';
import { activateAgain } from '../access/activate-again';
import { makeActivation } from '../access/activation';
import { createUser } from '../access/create-user';
import { reactivateTerminal } from '../access/reactivate-terminal';
import { readBlockedTerminals } from '../access/read-blocked-terminals';
import { sealEmergency } from '../access/seal-emergency';
import { unlockAccount } from '../access/unlock-account';
import { type SystemActor, systemActor } from '../platform/actor';
import { type Context, contextFor } from '../platform/context';
import { readEnvironment } from '../platform/env';
import { readAdminAccess } from './admin-access';

const USAGE = `npm run admin -- unlock LOGIN
npm run admin -- activate LOGIN
npm run admin -- create LOGIN --family-name NAME --given-name NAME
npm run admin -- seal-emergency
npm run admin -- reactivate
npm run admin -- reactivate TERMINAL`;

/**
 * Runs one command of the person who owns the machine: lifts a lock, opens an account again, reactivates a terminal when no administrator has one left, or makes
 * an administrator.
 */
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
    if (command === 'activate' && login) return await activate(ctx, login);
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

async function activate(ctx: Context, login: string): Promise<number> {
  const outcome = await activateAgain(ctx, login);
  process.stdout.write(outcome.ok ? sayCode(login, outcome.value) : `${login} : aucun compte ouvert de ce nom\n`);
  return outcome.ok ? 0 : 1;
}

/** The account has no password: its person chooses everything himself, at the door, with the code that is shown once. */
async function create(ctx: Context, login: string, familyName: string, givenName: string): Promise<number> {
  const code = await ctx.transaction(async (tx) => {
    const userId = await createUser(ctx, tx, { login, familyName, givenName, profession: 'Administrateur', habilitations: [{ role: 'administrator' }] });
    return makeActivation(ctx, tx, userId);
  });
  process.stdout.write(`${login} : compte d’administrateur créé\n${sayCode(login, code)}`);
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

const sayCode = (login: string, code: string): string =>
  `code d’activation de ${login} : ${code}\nà saisir sur la page /activation dans les 72 heures ; il n’est affiché qu’une fois\n`;

process.exitCode = await run(process.argv.slice(2));
