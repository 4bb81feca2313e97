import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { seedNights } from './night-seed';
import { type OwnDatabase, openOwnDatabase } from './own-database';

/** The database of two years of nights: with `BENCH_DIRECTORY` it stays there, and a seed that was stopped goes on. */
export async function openNights(directory: string): Promise<OwnDatabase> {
  const place = process.env.BENCH_DIRECTORY ?? join(directory, 'nights');
  mkdirSync(place, { recursive: true, mode: 0o711 });
  const database = await openOwnDatabase(place);
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await seedNights(sql);
  } finally {
    await sql.end();
  }
  return database;
}
