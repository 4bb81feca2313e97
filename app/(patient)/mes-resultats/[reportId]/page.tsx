import type { Metadata } from 'next';
import { patientOfPage } from '../../../../server/api/page';
import { HowToEnter } from '../../_screens/how-to-enter';
import { MyReportScreen } from '../../_screens/my-report-screen';

export const metadata: Metadata = { title: 'Mes résultats' };

/** One report. The page holds nothing of it: the content is the answer of the call that records the reading. */
export default async function MyReportPage({ params }: { params: Promise<{ reportId: string }> }) {
  if ((await patientOfPage())?.stage !== 'full') return <HowToEnter />;
  return <MyReportScreen reportId={(await params).reportId} />;
}
