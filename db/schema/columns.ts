import { timestamp, uuid } from 'drizzle-orm/pg-core';

/** UUIDv7 made by the application, so that a key sorts by its time and a retry can carry the same one. */
export const primaryId = () => uuid('id').primaryKey();

/** An instant; always `timestamptz`, always given by the caller's clock and never by the database's. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
