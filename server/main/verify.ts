import { readFileSync } from 'node:fs';
import { connect, type Database } from '../../db/client';
import { readEnvironment } from '../platform/env';
import { exportDecision, isKeyOfSigner } from '../validation/export-decision';
import { PortableDecision, verifyDecision } from '../validation/verify-decision';
import { readAdminAccess } from './admin-access';
import { reportOf } from './verify-words';

const USAGE = `npm run verify -- decision ID               vérifie une décision, avec la base de données de ce serveur
npm run verify -- export decision ID > F    écrit la décision, son texte signé et sa preuve
npm run verify -- decision F.json           vérifie ce fichier, sans base de données ni serveur
`;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** 0: every check holds; 1: one does not; 2: there was nothing to verify. */
async function run(argv: string[]): Promise<number> {
  const [command, second, third] = argv;
  if (command === 'export' && second === 'decision' && third && ID.test(third)) return withDatabase((db) => writeOut(db, third));
  if (command === 'decision' && second && argv.length === 2) return ID.test(second) ? withDatabase((db) => verifyStored(db, second)) : verifyFile(second);
  process.stderr.write(USAGE);
  return 2;
}

async function writeOut(db: Database, id: string): Promise<number> {
  const portable = await db.transaction((tx) => exportDecision(tx, id));
  if (!portable) return nothing(id);
  process.stdout.write(`${JSON.stringify(portable, null, 2)}\n`);
  return 0;
}

async function verifyStored(db: Database, id: string): Promise<number> {
  const [portable, isOwnKey] = await db.transaction(async (tx) => {
    const found = await exportDecision(tx, id);
    return [found, found && (await isKeyOfSigner(tx, found))] as const;
  });
  return portable ? tell(portable, isOwnKey) : nothing(id);
}

function verifyFile(path: string): number {
  const portable = readPortable(path);
  if (portable === 'unreadable') return nothing(path);
  if (portable) return tell(portable, null);
  process.stdout.write(`${path} : NON VALIDE\n✗ Ce fichier n’est pas une décision exportée, ou il a été modifié.\n`);
  return 1;
}

/** Null when it is no exported decision. npm writes two lines of its own before what a command writes: they are passed over. */
function readPortable(path: string): PortableDecision | 'unreadable' | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return 'unreadable';
  }
  try {
    return PortableDecision.parse(JSON.parse(text.slice(Math.max(text.search(/^\{/m), 0))));
  } catch {
    return null;
  }
}

function tell(portable: PortableDecision, isOwnKey: boolean | null): number {
  const verified = verifyDecision(portable);
  process.stdout.write(`${reportOf(portable, verified, isOwnKey).join('\n')}\n`);
  return verified.isValid && isOwnKey !== false ? 0 : 1;
}

function nothing(what: string): number {
  process.stderr.write(`${what} : rien à vérifier. Aucune décision de ce nom n’a de texte signé et de preuve ici.\n`);
  return 2;
}

async function withDatabase(work: (db: Database) => Promise<number>): Promise<number> {
  const { databaseUrl } = await readAdminAccess(readEnvironment());
  const connection = connect(databaseUrl, { max: 1, applicationName: 'relais-verify' });
  try {
    return await work(connection.db);
  } finally {
    await connection.close();
  }
}

process.exitCode = await run(process.argv.slice(2));
