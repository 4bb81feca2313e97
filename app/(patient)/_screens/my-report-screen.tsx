'use client';

import { useLive } from '../../_client/live';
import { NBSP } from '../../_text/format';
import { refusalSentence } from '../../_text/refusals';
import { Button } from '../../_ui/button';
import { ButtonLink } from '../../_ui/button-link';
import { EmptyState } from '../../_ui/empty-state';
import { ErrorLine } from '../../_ui/error-line';
import { LoadingLine } from '../../_ui/loading-line';
import { PatientFrame, PatientSection } from '../../_ui/patient-frame';
import { patientTabs } from '../_logic/patient-tabs';
import { collectedWhen, dayWords, versionSentences, whenWords } from '../_logic/patient-words';
import type { MyReport } from '../_logic/types';
import { LeaveButton } from './leave-button';
import { MyPanels } from './my-panels';
import { Questions } from './questions';
import { useMyPdf, useMyReport } from './use-my-report';

const TABS = patientTabs('/mes-resultats');

/** One report for the person it is about: understood in one reading, every result and every note on the page. */
export function MyReportScreen({ reportId }: { reportId: string }) {
  const { report, refusal, failed, read } = useMyReport(reportId);
  // Nothing of the page changes by itself; the link is kept so that the end of the session leaves the page.
  useLive(['results'], () => undefined);
  return (
    <PatientFrame name={report?.name ?? '…'} aside={<LeaveButton />} tabs={TABS}>
      {report && <OpenReport report={report} />}
      {refusal && (
        <EmptyState title="Ce compte rendu n’existe pas ou n’est pas ouvert.">{refusal.code === 'not-found' ? null : refusalSentence(refusal.code)}</EmptyState>
      )}
      {failed && !refusal && <ErrorLine sentence="Sans connexion. Vos résultats ne sont pas gardés sur ce téléphone." onRetry={read} />}
      {!report && !failed && <LoadingLine />}
    </PatientFrame>
  );
}

function OpenReport({ report }: { report: MyReport }) {
  const pdf = useMyPdf(report.reportId);
  return (
    <>
      <div className="px-5 pt-4 pb-3.5">
        <h1 className="text-[1.625rem] leading-8 font-strong">
          {report.collectedAt ? `Prélèvement fait ${collectedWhen(report.collectedAt, report.at)}` : 'Vos résultats'}
        </h1>
        <p className="text-ink-2">
          Disponible {whenWords(report.availableAt, report.at)}. {report.laboratory.name}.{report.prescriber && ` Demandé par ${report.prescriber}.`}
        </p>
      </div>
      <VersionNote report={report} />
      <MyPanels reportId={report.reportId} panels={report.panels} now={report.at} />
      <Closing report={report} />
      <PatientSection label="Compte rendu officiel">
        <Button variant="primary" size="large" className="w-full" pending={pdf.isPending} onClick={() => pdf.mutate()}>
          Télécharger le compte rendu officiel (PDF)
        </Button>
        {pdf.isError && (
          <p role="alert" className="mt-2 font-medium">
            Le document n’est pas venu. Réessayez, ou appelez le laboratoire.
          </p>
        )}
        <p className="mt-2 text-base text-ink-2">Il reste sur cet appareil{NBSP}: choisissez un appareil qui est à vous.</p>
      </PatientSection>
      <Questions laboratories={[report.laboratory]} />
    </>
  );
}

function VersionNote({ report }: { report: MyReport }) {
  const checked = 'Le laboratoire vérifie une partie de ce compte rendu. Attendez la nouvelle version, ou appelez-le.';
  const sentences = [...(report.isTest ? ['Message d’essai, sans valeur.'] : []), ...(report.underReview ? [checked] : []), ...versionSentences(report)];
  const changes = report.supersedes?.changes ?? [];
  if (sentences.length === 0) return null;
  return (
    <PatientSection label="À savoir">
      {sentences.map((sentence) => (
        <p key={sentence} className="font-medium">
          {sentence}
        </p>
      ))}
      {changes.length > 0 && (
        <>
          <p className="mt-2">Ce qui change{NBSP}:</p>
          <ul>
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </>
      )}
      {report.replacedBy && <ButtonLink href={`/mes-resultats/${report.replacedBy.reportId}`}>Lire le nouveau compte rendu</ButtonLink>}
      {report.isReplaced && !report.replacedBy && <p>Votre médecin ou le laboratoire vous donnera le nouveau.</p>}
    </PatientSection>
  );
}

/** What the laboratory wrote about the whole, and who answers for it. */
function Closing({ report }: { report: MyReport }) {
  const texts = [...report.dossierNotes, ...(report.conclusion === null ? [] : [report.conclusion])];
  return (
    <PatientSection label="Mot du laboratoire">
      {texts.length > 0 && <h2 className="text-[1.25rem] leading-7 font-strong">Ce qu’écrit le laboratoire</h2>}
      {texts.map((text) => (
        <p key={text} className="mt-1 whitespace-pre-line">
          {text}
        </p>
      ))}
      {report.validations.map((validation) => (
        <p key={`${validation.name} ${validation.at}`} className="mt-2 text-base text-ink-2">
          Validé par {validation.name}, biologiste, {dayWords(validation.at)}.
        </p>
      ))}
      {report.executingLaboratories.map((laboratory) => (
        <p key={laboratory.name} className="mt-1 text-base text-ink-2">
          {laboratory.name} a réalisé{NBSP}: {laboratory.results.join(', ')}.
        </p>
      ))}
      <p className="mt-1 text-base text-ink-2">Dossier {report.accessionNumber}.</p>
    </PatientSection>
  );
}
