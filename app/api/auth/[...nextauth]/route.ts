import { serveAuth } from '../../../../server/api/auth';

export const dynamic = 'force-dynamic';
export { serveAuth as GET, serveAuth as POST };
