import { z } from 'zod';
import { BARRIERS } from './barriers';
import { ShownSample } from './sample-types';
import { SWITCH_SCOPES } from './types';

/** How a switch stands, and on whose word; never thrown = off, on nobody's. */
export const SwitchView = z.object({ isOn: z.boolean(), by: z.string().nullable(), at: z.date().nullable() });
export type SwitchView = z.infer<typeof SwitchView>;

export const AcceptanceView = z.object({
  id: z.string(),
  userId: z.string(),
  name: z.string(),
  laboratoryId: z.string(),
  ruleSetTitle: z.string(),
  ruleSetVersion: z.number(),
  sites: z.array(z.string()),
  chapters: z.array(z.string()),
  tests: z.array(z.string()),
  samplePercent: z.number(),
  startsAt: z.date(),
  endsAt: z.date(),
  acceptedAt: z.date(),
  endedAt: z.date().nullable(),
  endedBy: z.string().nullable(),
  statement: z.string(),
  isInForce: z.boolean(),
  mayEnd: z.boolean(),
});

export const NightDecision = z.object({
  id: z.string(),
  dossierId: z.string(),
  accessionNumber: z.string(),
  site: z.string(),
  name: z.string(),
  signedAt: z.date(),
  state: z.enum(['pending', 'effective', 'cancelled']),
  results: z.number(),
});

/** The page « Validation automatique », whole. */
export const AutoverificationState = z.object({
  now: z.date(),
  ownId: z.string(),
  mayAccept: z.boolean(),
  mayStop: z.boolean(),
  everything: SwitchView,
  laboratories: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      rules: z
        .object({
          id: z.string(),
          title: z.string(),
          version: z.number(),
          ruleCount: z.number(),
          approvedBy: z.string().nullable(),
          approvedAt: z.date().nullable(),
        })
        .nullable(),
      ruleSwitch: SwitchView,
      sites: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          siteSwitch: SwitchView,
          responsible: z.object({ name: z.string(), isOnDuty: z.boolean() }).nullable(),
          /** Until when the person at the screen is on duty there; null = she is not. */
          ownUntil: z.date().nullable(),
        }),
      ),
    }),
  ),
  biologists: z.array(z.object({ id: z.string(), name: z.string(), own: z.boolean(), personSwitch: SwitchView })),
  acceptances: z.array(AcceptanceView),
  chapters: z.array(z.object({ label: z.string(), tests: z.array(z.object({ code: z.string(), label: z.string() })) })),
  lately: z.object({ since: z.date(), effective: z.number(), pending: z.number(), kept: z.number(), decisions: z.array(NightDecision) }),
});
export type AutoverificationState = z.infer<typeof AutoverificationState>;

export const PreviewView = z.object({
  since: z.date(),
  /** So many dossiers that the rules were asked of, at most. */
  dossiers: z.number(),
  isCut: z.boolean(),
  would: z.number(),
  /** What would keep the others, each dossier counted under everything that keeps it. */
  barriers: z.array(z.object({ barrier: z.enum(BARRIERS), dossiers: z.number() })),
});
export type PreviewView = z.infer<typeof PreviewView>;

export const SampleList = z.object({
  waiting: z.array(z.object({ id: z.string(), site: z.string(), drawnAt: z.date() })),
  looked: z.array(
    z.object({ id: z.string(), site: z.string(), by: z.string(), at: z.date(), wouldValidate: z.boolean(), wasAutomatic: z.boolean(), remark: z.string() }),
  ),
  months: z.array(
    z.object({
      ruleSetVersionId: z.string(),
      title: z.string(),
      version: z.number(),
      month: z.string(),
      drawn: z.number(),
      looked: z.number(),
      disagreed: z.number(),
      controls: z.number(),
      controlsLooked: z.number(),
      controlsValidated: z.number(),
    }),
  ),
});
export type SampleList = z.infer<typeof SampleList>;

export const SampleView = z.object({ id: z.string(), site: z.string(), shown: ShownSample });

export const SwitchInputSchema = z.object({ scope: z.enum(SWITCH_SCOPES), subjectId: z.uuid() });

const scope = {
  laboratoryId: z.uuid(),
  siteIds: z.array(z.uuid()).min(1).max(50),
  chapters: z.array(z.string().max(80)).max(40),
  testCodes: z.array(z.string().max(20)).max(200),
};

export const PreviewInput = z.object(scope);

/** Instants as they are kept, to the millisecond in UTC: what is proven is what was sent, and can be computed again. */
export const WantedInput = z.object({
  ...scope,
  startsAt: z.iso.datetime({ precision: 3 }),
  endsAt: z.iso.datetime({ precision: 3 }),
  samplePercent: z.number().int().min(1).max(100),
});
