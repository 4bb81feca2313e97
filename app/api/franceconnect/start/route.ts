import { startFranceConnect } from '../../../../server/api/france-connect';

export const dynamic = 'force-dynamic';

/** To FranceConnect. */
export async function GET(request: Request): Promise<Response> {
  return startFranceConnect(request);
}
