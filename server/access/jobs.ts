import type { OutsideHandler } from '../platform/handlers';
import { mailNotice } from './mail-notice';

/** Hears `security.told`; speaks to the mail server. */
export const onSecurityTold: OutsideHandler = (ctx, fact) => mailNotice(ctx, fact.subjectId);

/** Seconds between two tries: the first ones soon, since an alert is worth little tomorrow; then for hours, since the mail server may be away. */
export const NOTICE_MAIL_BACKOFF = [5, 15, 60, 300, 1800] as const;
