import { formatPhone, NBSP } from '../../_text/format';
import { instantWords, withRpps } from '../_logic/report-words';
import type { ReportContent, ViewedReport } from '../_logic/types';

/** Comments, conclusion, laboratories that did a part of the work, every biologist who validated, and how flags are to be read. */
export function ReportClosing({ content, later }: { content: ReportContent; later: ViewedReport['announcedLater'] }) {
  return (
    <>
      <Texts title="Commentaires" texts={content.dossierNotes} />
      <Texts title="Interprétation" texts={content.conclusion === null ? [] : [content.conclusion]} />
      {content.executingLaboratories.map((laboratory) => (
        <p key={laboratory.name} className="text-s text-ink-2">
          <b className="text-ink">Laboratoire exécutant{NBSP}:</b> {laboratory.name}, {laboratory.addressLines.join(', ')}
          {laboratory.phone && `, ${formatPhone(laboratory.phone)}`}. A réalisé{NBSP}: {laboratory.results.join(', ')}.
        </p>
      ))}
      <section aria-label="Validation" className="border-y border-line py-2 text-s">
        {content.validations.map((validation) => (
          <p key={`${validation.name} ${validation.at}`}>
            <b className="text-base">Validé biologiquement par {validation.name}</b> {validation.rppsNumber && `${withRpps('', validation.rppsNumber).trim()} `}
            le {instantWords(validation.at)}
            {validation.scope && `, ${validation.scope}`}.
          </p>
        ))}
        {(content.announcements ?? []).map((one) => (
          <Announced key={`${one.at} ${one.spokenTo}`} announced={one} />
        ))}
        {content.validations.length === 0 && <p className="font-strong">Transmis avant validation biologique.</p>}
      </section>
      {later.length > 0 && (
        <section aria-label="Annoncé après la diffusion" className="border-b border-line pb-2 text-s">
          <h2 className="text-base font-strong">Annoncé après la diffusion, le compte rendu est inchangé</h2>
          {later.map((one) => (
            <Announced key={`${one.at} ${one.spokenTo}`} announced={one} />
          ))}
        </section>
      )}
      <p className="pb-4 text-s text-ink-3">
        Un signalement «{NBSP}dans l’intervalle{NBSP}», «{NBSP}élevé{NBSP}» ou «{NBSP}bas{NBSP}» est celui du laboratoire. «{NBSP}Non évalué{NBSP}»{NBSP}: le
        laboratoire n’a transmis aucun signalement, le résultat n’est pas déclaré normal. Fin du compte rendu {content.accessionNumber}, version{' '}
        {content.version}.
      </p>
    </>
  );
}

function Texts({ title, texts }: { title: string; texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <section className="border-t border-line-strong pt-2">
      <h2 className="text-l font-strong">{title}</h2>
      {texts.map((text) => (
        <p key={text} className="max-w-[92ch] whitespace-pre-line">
          {text}
        </p>
      ))}
    </section>
  );
}

function Announced({ announced: { at, spokenTo, quality, by, via, values } }: { announced: ViewedReport['announcedLater'][number] }) {
  return (
    <p>
      <b className="text-base">Résultat critique annoncé le {instantWords(at)}</b> à {spokenTo} ({quality})
      {via === 'portal' ? ', valeurs relues et retapées dans Relais' : `, par ${by}, relecture concordante`}
      {NBSP}: {values.join(', ')}.
    </p>
  );
}
