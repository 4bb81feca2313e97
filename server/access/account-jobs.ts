import type { OutsideHandler } from '../platform/handlers';
import { sendAccountCode } from './send-account-code';
import { sendAccountWord } from './send-account-word';

/** Hears `account-code.requested`; speaks to the SMS gateway or the mail server. */
export const onAccountCodeRequested: OutsideHandler = (ctx, fact) => sendAccountCode(ctx, fact.subjectId);

/** Hears `account-word.requested`. */
export const onAccountWordRequested: OutsideHandler = (ctx, fact) => sendAccountWord(ctx, fact.subjectId);

/** A code is wanted now or not at all. */
export const ACCOUNT_CODE_BACKOFF = [2, 5, 10, 30] as const;
/** A word may wait for a mail server that is away for hours. */
export const ACCOUNT_WORD_BACKOFF = [5, 30, 120, 600, 1800, 3600] as const;
