import { z } from 'zod';

/** A person's own name for one of his passkeys. */
export const PasskeyName = z.string().trim().min(1).max(60);

/** Bounded above what the rules allow, so that « too long » is said in words. */
export const NewPassword = z.string().max(1000);

export const OneTimeCode = z.string().regex(/^\d{6}$/);
