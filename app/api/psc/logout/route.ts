import { leavePsc } from '../../../../server/api/psc';

export const dynamic = 'force-dynamic';

/** Out, here and at Pro Santé Connect. */
export async function GET(request: Request): Promise<Response> {
  return leavePsc(request);
}
