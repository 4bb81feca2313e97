import { boolean, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/** One row per dossier, instants only: activity can be counted without a name or a value. */
export const dossierActivity = pgTable(
  'dossier_activity',
  {
    dossierId: uuid('dossier_id').primaryKey(),
    siteId: uuid('site_id').notNull(),
    priority: text('priority').notNull(),
    isTest: boolean('is_test').notNull(),
    collectedAt: instant('collected_at'),
    receivedAt: instant('received_at').notNull(),
    firstValidatedAt: instant('first_validated_at'),
    completedAt: instant('completed_at'),
    firstAvailableAt: instant('first_available_at'),
    firstReadAt: instant('first_read_at'),
    reportVersions: integer('report_versions').notNull().default(0),
  },
  (table) => [index().on(table.receivedAt), index().on(table.siteId, table.receivedAt)],
);
