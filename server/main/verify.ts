import { readFileSync } from 'node:fs';
import { connect, type Database, type Transaction } from '../../db/client';
import { exportAutomatic } from '../autoverification/export-automatic';
import { PortableAutomatic, verifyAutomatic } from '../autoverification/verify-automatic';
import { readEnvironment } from '../platform/env';
import { exportDecision, isKeyOf } from '../validation/export-decision';
import { isKeptAsStated } from '../validation/kept-as-stated';
import { PortableDecision, verifyDecision } from '../validation/verify-decision';
import { readAdminAccess } from './admin-access';
import { reportOfAutomatic } from './verify-automatic-words';
import { reportOf } from './verify-words';

const USAGE = `npm run verify -- decision ID               vérifie une décision, avec la base de données de ce serveur
npm run verify -- export decision ID > F    écrit la décision, son texte signé et sa preuve
npm run verify -- decision F.json           vérifie ce fichier, sans base de données ni serveur
`;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
type Portable = PortableDecision | PortableAutomatic;

/** 0: every check holds; 1: one does not; 2: there was nothing to verify. */
async function run(argv: string[]): Promise<number> {
  const [command, second, third] = argv;
  if (command === 'export' && second === 'decision' && third && ID.test(third)) return withDatabase((db) => writeOut(db, third));
  if (command === 'decision' && second && argv.length === 2) return ID.test(second) ? withDatabase((db) => verifyStored(db, second)) : verifyFile(second);
  process.stderr.write(USAGE);
  return 2;
}

const exported = async (tx: Transaction, id: string): Promise<Portable | null> => (await exportDecision(tx, id)) ?? (await exportAutomatic(tx, id));

async function writeOut(db: Database, id: string): Promise<number> {
  const portable = await db.transaction((tx) => exported(tx, id));
  if (!portable) return nothing(id);
  process.stdout.write(`${JSON.stringify(portable, null, 2)}\n`);
  return 0;
}

async function verifyStored(db: Database, id: string): Promise<number> {
  const found = await db.transaction(async (tx) => {
    const portable = await exported(tx, id);
    if (!portable) return null;
    const { decision, statement, proof } = portable;
    return { portable, isOwnKey: await isKeyOf(tx, decision.userId, proof), isKept: await isKeptAsStated(tx, { ...decision, statement }) };
  });
  return found ? tell(found.portable, found.isOwnKey, found.isKept) : nothing(id);
}

function verifyFile(path: string): number {
  const portable = readPortable(path);
  if (portable === 'unreadable') return nothing(path);
  if (portable) return tell(portable, null, null);
  process.stdout.write(`${path} : NON VALIDE\n✗ Ce fichier n’est pas une décision exportée, ou il a été modifié.\n`);
  return 1;
}

/** Null when it is no exported decision. npm writes two lines of its own before what a command writes: they are passed over. */
function readPortable(path: string): Portable | 'unreadable' | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return 'unreadable';
  }
  try {
    const read: unknown = JSON.parse(text.slice(Math.max(text.search(/^\{/m), 0)));
    return PortableAutomatic.safeParse(read).data ?? PortableDecision.parse(read);
  } catch {
    return null;
  }
}

/** @param isKept whether the database still has the results as they were displayed; null = there is no database here. */
function tell(portable: Portable, isOwnKey: boolean | null, isKept: boolean | null): number {
  const [verified, lines] =
    portable.format === 'relais decision proof v1'
      ? both(verifyDecision(portable), (is) => reportOf(portable, is, isOwnKey))
      : both(verifyAutomatic(portable), (is) => reportOfAutomatic(portable, is, isOwnKey));
  const kept = isKept === null ? [] : [`${isKept ? '✓' : '✗'} Les résultats conservés dans cette base sont ceux que le texte dit.`];
  process.stdout.write(`${[...lines, ...kept].join('\n')}\n`);
  return verified.isValid && isOwnKey !== false && isKept !== false ? 0 : 1;
}
const both = <T>(verified: T, write: (verified: T) => string[]): [T, string[]] => [verified, write(verified)];

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
