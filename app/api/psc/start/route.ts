import { startPsc } from '../../../../server/api/psc';

export const dynamic = 'force-dynamic';

/** To Pro Santé Connect. */
export async function GET(request: Request): Promise<Response> {
  return startPsc(request);
}
