import { connect } from '../../db/client';
import { migrate, type RolePasswords } from '../../db/migrate';
import { shipCatalogue } from '../catalogue/ship-catalogue';
import { systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';

/** Brings a database to what this version of the product needs before anybody works in it: the newest schema, and the shipped catalogue. */
export async function prepareDatabase({ ownerUrl, workerUrl }: { ownerUrl: string; workerUrl: string }, passwords: RolePasswords): Promise<void> {
  await migrate(ownerUrl, passwords);
  const { db, close } = connect(workerUrl, { max: 1, applicationName: 'relais-prepare' });
  try {
    await shipCatalogue(contextFor(db, systemActor('start')));
  } finally {
    await close();
  }
}
