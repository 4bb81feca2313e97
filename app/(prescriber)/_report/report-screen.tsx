'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useLastContact } from '../../_client/contact';
import { LentBanner } from '../../_client/lent-banner';
import { NBSP } from '../../_text/format';
import { refusalSentence } from '../../_text/refusals';
import { AppHeader } from '../../_ui/app-header';
import { Button } from '../../_ui/button';
import { ButtonLink } from '../../_ui/button-link';
import { EmptyState } from '../../_ui/empty-state';
import { ErrorLine } from '../../_ui/error-line';
import { HelpDialog } from '../../_ui/help-dialog';
import { LinkLost } from '../../_ui/link-lost';
import { LoadingLine } from '../../_ui/loading-line';
import { useLink } from '../../_ui/use-link';
import { useNow } from '../../_ui/use-now';
import { READER_LINKS } from '../_logic/links';
import { birthWords, bornWord, nameWords, sexWord } from '../_logic/report-words';
import type { Reader, ViewedReport } from '../_logic/types';
import { ReportArticle } from './report-article';
import { ReportSide } from './report-side';
import { usePdf, useReaders, useReport } from './use-report';

/** The whole report on screen: everything that the PDF says, nothing folded, in the laboratory's order. */
export function ReportScreen({ reader, reportId }: { reader: Reader; reportId: string }) {
  const { report, refusal, failed, read } = useReport(reportId);
  return (
    <div className="flex min-h-dvh flex-col wide:h-dvh" data-print="open">
      <AppHeader links={READER_LINKS} identity={{ name: reader.name, role: reader.role }} />
      <LentBanner />
      {report ? (
        <OpenReport report={report} />
      ) : (
        <main className="p-4">
          <h1 className="sr-only">Compte rendu</h1>
          <ButtonLink href="/results">Retour à la liste</ButtonLink>
          {refusal && <EmptyState title={refusalSentence(refusal.code)} />}
          {failed && !refusal && <ErrorLine onRetry={read} />}
          {!failed && <LoadingLine />}
        </main>
      )}
    </div>
  );
}

function OpenReport({ report }: { report: ViewedReport }) {
  const router = useRouter();
  const now = useNow(report.viewedAt.toISOString(), 10_000);
  const contact = useLastContact();
  const link = useLink(contact, now, 60_000);
  const { readers, reread } = useReaders(report.reportId, true);
  const pdf = usePdf(report.reportId);
  const { patient } = report.content;
  const heading = useRef<HTMLHeadingElement>(null);
  // A screen reader begins with whose report this is, not with the top of the page.
  useEffect(() => heading.current?.focus(), []);
  const keys = [
    { key: 'p', label: 'ouvrir le PDF', run: () => pdf.mutate(), closed: pdf.isPending },
    { key: 'Escape', label: 'retour à la liste', run: () => router.push('/results') },
  ];
  return (
    <>
      {link === 'lost' && (
        <LinkLost lastContactAt={contact ?? report.viewedAt.toISOString()} now={now}>
          {`Un résultat plus récent peut exister${NBSP}: en cas d’urgence, appelez le laboratoire.`}
        </LinkLost>
      )}
      <section
        aria-label="Patient et documents"
        data-print="no"
        className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line-strong bg-surface px-4 py-2 desk:px-6"
      >
        <ButtonLink href="/results">Retour à la liste</ButtonLink>
        <h1 ref={heading} tabIndex={-1} className="text-title font-strong outline-none">
          {nameWords(patient)}{' '}
          <span className="text-base font-normal text-ink-2">
            {bornWord(patient.sex)} {patient.birthFamilyName}, {birthWords(patient)}
            {patient.ageText && `, ${patient.ageText}`}, {sexWord(patient.sex)}
          </span>
        </h1>
        <span className="ml-auto flex gap-2">
          <Button onClick={() => window.print()}>Imprimer</Button>
          <Button kbd="P" pending={pdf.isPending} onClick={() => pdf.mutate()}>
            PDF
          </Button>
        </span>
      </section>
      {pdf.isError && <ErrorLine sentence="Le PDF n’a pas pu être ouvert. Réessayez, ou appelez le laboratoire." onRetry={() => pdf.mutate()} />}
      <div className="grid min-h-0 flex-1 wide:grid-cols-[minmax(0,1fr)_21rem]" data-print="open">
        <ReportArticle report={report} newest={readers?.newest ?? report.replacedBy} />
        <ReportSide report={report} readers={readers} now={now} onAcknowledged={reread} />
      </div>
      <HelpDialog keys={keys} />
    </>
  );
}
