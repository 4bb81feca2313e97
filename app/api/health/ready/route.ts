import { serveReady } from '../../../../server/api/health';

export const dynamic = 'force-dynamic';
export { serveReady as GET };
