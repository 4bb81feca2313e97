import { professional, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { readActivity } from './read-activity';
import { Activity, ActivityInput } from './types';

export const statisticsRouter = router({
  /** Counts and delays of the actor's own sites over a period of calendar days. */
  activity: professional('activity.read')
    .input(ActivityInput)
    .output(Activity)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readActivity(useCase, input))),
});
