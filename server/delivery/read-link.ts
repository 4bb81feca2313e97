import type { Transaction } from '../../db/client';
import { doorStateOf } from './door-rules';
import { lockNoticeOfLink } from './store';

/** What the transaction's link was about, while it opens; null else. Tells nothing to whoever has not proven to be that patient. */
export async function readLink(tx: Transaction, now: Date): Promise<{ patientId: string; reportId: string } | null> {
  const notice = await lockNoticeOfLink(tx);
  return notice && doorStateOf(notice, now) !== 'expired' ? { patientId: notice.patientId, reportId: notice.reportId } : null;
}
