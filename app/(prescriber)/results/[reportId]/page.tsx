import type { Metadata } from 'next';
import { readerOfPage } from '../../_logic/reader-of-page';
import { ReportScreen } from '../../_report/report-screen';

export const metadata: Metadata = { title: 'Compte rendu' };

/** One report in full. The page itself holds nothing of it: the content is the answer of the call that records the reading. */
export default async function ReportPage({ params }: { params: Promise<{ reportId: string }> }) {
  const { reader } = await readerOfPage();
  return <ReportScreen reader={reader} reportId={(await params).reportId} />;
}
