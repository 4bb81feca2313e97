import { z } from 'zod';

/** What a written policy can name; `digest` and `advice` never ring by SMS. */
export const WAKE_REASONS = ['call', 'deadline', 'link', 'handover', 'advice', 'digest'] as const;
export type WakeReason = (typeof WAKE_REASONS)[number];

export const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const PolicyInput = z.object({
  siteIds: z.array(z.uuid()).min(1).max(50),
  reasons: z.array(z.enum(WAKE_REASONS)).max(WAKE_REASONS.length),
  /** The same hour twice = the whole day. */
  from: Clock,
  to: Clock,
  fallbackMinutes: z.number().int().min(1).max(60),
  smsNumber: z.string().trim().max(30),
});
export type PolicyInput = z.infer<typeof PolicyInput>;

export const DeviceInput = z.object({
  endpoint: z.url().max(2000),
  p256dh: z.string().regex(/^[\w-]{80,100}={0,2}$/),
  auth: z.string().regex(/^[\w-]{20,30}={0,2}$/),
});
export type DeviceInput = z.infer<typeof DeviceInput>;

export const WakeView = z.object({
  now: z.date(),
  /** What a browser needs to make a subscription; null where the installation cannot push. */
  publicKey: z.string().nullable(),
  devices: z.array(z.object({ id: z.string(), host: z.string(), isHere: z.boolean(), madeAt: z.date(), until: z.date(), lastPushedAt: z.date().nullable() })),
  policies: z.array(
    z.object({
      siteId: z.string(),
      site: z.string(),
      /** Null = not written yet: then the usual rule holds, which is what is shown. */
      since: z.date().nullable(),
      reasons: z.array(z.enum(WAKE_REASONS)),
      from: Clock,
      to: Clock,
      fallbackMinutes: z.number(),
      smsNumber: z.string(),
    }),
  ),
  attempts: z.array(
    z.object({
      id: z.string(),
      reason: z.string(),
      site: z.string(),
      askedAt: z.date(),
      state: z.string(),
      pushCount: z.number(),
      pushCode: z.string().nullable(),
      pushedAt: z.date().nullable(),
      shownAt: z.date().nullable(),
      acknowledgedAt: z.date().nullable(),
      smsAt: z.date().nullable(),
      smsCode: z.string().nullable(),
    }),
  ),
});
export type WakeView = z.infer<typeof WakeView>;

/** Where the page goes once she is in. */
export const WakePlace = z.object({ reason: z.string(), subjectId: z.string(), dossierId: z.string().nullable() });
