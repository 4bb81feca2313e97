import { serveApi } from '../../../../server/api/http';

export const dynamic = 'force-dynamic';
export { serveApi as GET, serveApi as POST };
