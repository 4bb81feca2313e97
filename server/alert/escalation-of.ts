import type { CallNoticeRow, StepRow } from './step-store';
import type { Escalation } from './types';

/** The ladder of one call as the screens show it: each rung, its minute, and whom it told. */
export const escalationsOf = (steps: readonly StepRow[], notices: readonly CallNoticeRow[]): Escalation[] =>
  steps.map((step) => ({
    id: step.id,
    who: step.who as Escalation['who'],
    dueAt: step.dueAt,
    state: step.state as Escalation['state'],
    doneAt: step.doneAt,
    outcome: step.outcome,
    people: notices
      .filter(({ stepId }) => stepId === step.id)
      .map(({ id, name, state, channels, settledAt }) => ({ id, name, state: state as 'queued' | 'sent' | 'failed' | 'dropped', channels, at: settledAt })),
  }));
