import { ScrollArea } from '../../_ui/scroll-area';
import type { ViewedReport } from '../_logic/types';
import { ReportBanners } from './report-banners';
import { ReportChapters } from './report-chapters';
import { ReportClosing } from './report-closing';
import { ReportHead } from './report-head';

/** The report itself, as it was frozen: what replaces what, who and which sample, results with their notes, conclusion, who validated. */
export function ReportArticle({ report, newest }: { report: ViewedReport; newest: ViewedReport['replacedBy'] }) {
  const { content } = report;
  return (
    <main className="flex min-h-0 flex-col bg-surface" data-print="open">
      <ScrollArea label="Compte rendu">
        <article className="mx-auto grid max-w-270 gap-4 px-4 py-4 desk:px-10">
          <ReportBanners report={report} newest={newest} />
          <ReportHead content={content} />
          <ReportChapters content={content} />
          <ReportClosing content={content} later={report.announcedLater} />
        </article>
      </ScrollArea>
    </main>
  );
}
