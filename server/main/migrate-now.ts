import { readEnvironment } from '../platform/env';
import { prepareDatabase } from './prepare-database';
import { openDatabase } from './supervisor-database';
import { ProcessRegister } from './supervisor-register';
import { rolePasswords, sessionSecret } from './supervisor-secrets';

/** `npm run db:migrate`: brings the database to the newest schema without starting the product (an embedded one is started for that time). */
try {
  const environment = readEnvironment();
  // A product that runs on this data migrated it already, and its database must not be taken from under it.
  const register = new ProcessRegister(environment.RELAIS_DATA_DIR);
  const passwords = rolePasswords(sessionSecret(environment));
  const database = await openDatabase(environment, passwords);
  try {
    await prepareDatabase(database, passwords);
  } finally {
    await database.embedded?.stop();
  }
  register.close();
  console.log(`migrated: ${database.where}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : 'could not migrate');
  process.exitCode = 1;
}
