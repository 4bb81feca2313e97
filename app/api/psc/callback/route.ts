import { finishPsc } from '../../../../server/api/psc';

export const dynamic = 'force-dynamic';

/** Back from Pro Santé Connect. */
export async function GET(request: Request): Promise<Response> {
  return finishPsc(request);
}
