import { serveLive } from '../../../../server/api/health';

export const dynamic = 'force-dynamic';
export { serveLive as GET };
