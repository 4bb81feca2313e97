import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatInstant, NBSP } from '../../_text/format';
import { awaitedWords, readBeforeWords, standingWords } from '../_logic/report-words';
import type { ViewedReport } from '../_logic/types';

/** What must be known before any value: replaced, replaces, partial, identity not guaranteed, test. */
export function ReportBanners({ report, newest }: { report: ViewedReport; newest: ViewedReport['replacedBy'] }) {
  const { content, readBefore, replaced } = report;
  const standing = standingWords(content);
  const awaited = awaitedWords(content);
  const isReplaced = newest !== null && newest.version > content.version;
  return (
    <>
      {content.isTest && (
        <Banner tone="changed" title="ESSAI">
          Message d’essai{NBSP}: ne pas utiliser pour un soin.
        </Banner>
      )}
      {isReplaced && (
        <Banner tone="critical" title={`Version ${content.version}, remplacée le ${formatInstant(newest.releasedAt).replace(' ', ' à ')}. Ne pas utiliser.`}>
          <VersionLink reportId={newest.reportId} version={newest.version} />
        </Banner>
      )}
      {report.underReview && (
        <Banner tone="critical" title={`En cours de vérification au laboratoire depuis le ${formatInstant(report.underReview.since).replace(' ', ' à ')}`}>
          Le laboratoire a modifié ou retiré depuis{NBSP}: <b>{report.underReview.labels.join(', ')}</b>. Ne vous appuyez pas dessus{NBSP}: une nouvelle version
          suivra.
        </Banner>
      )}
      {standing && (
        <Banner tone="changed" title={`◆ ${standing}`}>
          {readBefore && <p>{readBeforeWords(content, readBefore)}</p>}
          {replaced && <VersionLink reportId={replaced.reportId} version={replaced.version} />}
          {(content.supersedes?.changes.length ?? 0) > 0 && (
            <div>
              <b>Ce qui change{NBSP}:</b>
              <ul>
                {content.supersedes?.changes.map((change) => (
                  <li key={change}>{change}</li>
                ))}
              </ul>
            </div>
          )}
        </Banner>
      )}
      {awaited && <Banner tone="plain" title={awaited} />}
      {!content.patient.identityGuaranteed && (
        <Banner tone="critical" title="Identité non garantie">
          L’identité du patient n’a pas pu être vérifiée{NBSP}: ne pas rapprocher ces résultats d’un autre dossier.
        </Banner>
      )}
    </>
  );
}

const TONES = {
  changed: { box: 'border-changed bg-changed-soft', title: 'text-changed' },
  critical: { box: 'border-critical bg-critical-soft', title: 'text-critical' },
  plain: { box: 'border-ink bg-sunken', title: '' },
} as const;

function Banner({ tone, title, children }: { tone: keyof typeof TONES; title: string; children?: ReactNode }) {
  return (
    <section aria-label={title} className={`border-l-[3px] px-4 py-2.5 ${TONES[tone].box}`}>
      <p className={`text-l font-strong ${TONES[tone].title}`}>{title}</p>
      {children}
    </section>
  );
}

function VersionLink({ reportId, version }: { reportId: string; version: number }) {
  return (
    <Link
      data-print="no"
      href={`/results/${reportId}`}
      prefetch={false}
      className="inline-flex min-h-touch items-center font-medium text-action underline decoration-1 underline-offset-[3px]"
    >
      Lire la version {version}
    </Link>
  );
}
