import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { userAccount } from './access';
import { instant, primaryId } from './columns';
import { site } from './directory';

export const onCallDuty = pgTable(
  'on_call_duty',
  {
    id: primaryId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    siteId: uuid('site_id')
      .notNull()
      .references(() => site.id),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    kind: text('kind').notNull(),
  },
  (table) => [index().on(table.userId, table.startsAt)],
);
