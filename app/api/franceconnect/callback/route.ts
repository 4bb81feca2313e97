import { finishFranceConnect } from '../../../../server/api/france-connect';

export const dynamic = 'force-dynamic';

/** Back from FranceConnect. */
export async function GET(request: Request): Promise<Response> {
  return finishFranceConnect(request);
}
