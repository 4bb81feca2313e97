import { z } from 'zod';
import { professional, router } from '../api/procedure';
import { readOwnDuties } from './read-duties';

const Duties = z.array(z.object({ siteId: z.string(), startsAt: z.date(), endsAt: z.date(), kind: z.string() }));

export const dutyRouter = router({
  /** Where the person at the screen is on duty now, and until when. */
  mine: professional('worklist.read')
    .input(z.void())
    .output(Duties)
    .query(({ ctx: { useCase } }) => useCase.transaction((tx) => readOwnDuties(useCase, tx))),
});
