import { plural } from '../../../../_text/format';
import { ScrollArea } from '../../../../_ui/scroll-area';
import type { ImportPreview, ImportRow } from '../../_logic/types';
import { importReason } from '../../_logic/user-words';

type Outcome = ImportPreview['lines'][number]['outcome'];

const OUTCOMES: Readonly<Record<Outcome, { label: string; sign: string; tone: string }>> = {
  create: { label: 'compte nouveau', sign: '+', tone: 'text-fresh' },
  change: { label: 'change', sign: '◆', tone: 'text-changed' },
  unchanged: { label: 'sans changement', sign: '–', tone: 'text-ink-2' },
  refused: { label: 'refusée', sign: '✕', tone: 'text-critical' },
};

const FIELDS: Readonly<Record<string, string>> = {
  familyName: 'nom',
  givenName: 'prénom',
  title: 'titre',
  profession: 'profession',
  rppsNumber: 'RPPS',
  email: 'courriel',
};

/** What each line of the file would do, and why one cannot; refused lines first said in number. */
export function ImportTable({ rows, preview }: { rows: readonly ImportRow[]; preview: ImportPreview }) {
  const { counts } = preview;
  const cell = 'border-b border-line px-2 py-1.5 align-top first:pl-4 desk:first:pl-6';
  return (
    <>
      <p role="status" className="px-4 py-2 desk:px-6">
        {plural(counts.create, 'ligne de compte nouveau', 'lignes de comptes nouveaux')}, {plural(counts.change, 'qui change', 'qui changent')},{' '}
        {plural(counts.unchanged, 'sans changement', 'sans changement')},{' '}
        <b className={counts.refused > 0 ? 'font-strong text-critical' : ''}>{plural(counts.refused, 'refusée', 'refusées')}</b>. Rien n’est encore écrit.
      </p>
      <ScrollArea label="Aperçu" className="overflow-x-auto">
        <table className="w-full border-collapse">
          <caption className="sr-only">Aperçu de l’import, ligne par ligne</caption>
          <thead>
            <tr className="text-left text-s text-ink-2">
              {['Ligne', 'Personne', 'Droit', 'Effet'].map((heading) => (
                <th key={heading} scope="col" className="border-b border-line-strong px-2 py-1.5 font-medium first:pl-4 desk:first:pl-6">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.lines.map((line, index) => {
              const row = rows[index];
              const { label, sign, tone } = OUTCOMES[line.outcome];
              return (
                <tr key={line.row}>
                  <td className={`${cell} figures`}>{line.row}</td>
                  <th scope="row" className={`${cell} text-left font-normal`}>
                    <b className="font-strong">{line.login}</b>
                    <span className="block text-s text-ink-2">
                      {row?.givenName} {row?.familyName}
                    </span>
                  </th>
                  <td className={cell}>
                    {row?.role}
                    <span className="block text-s text-ink-2">
                      {[row?.site, row?.ward, row?.from && `du ${row.from}`, row?.to && `au ${row.to}`].filter(Boolean).join(' ')}
                    </span>
                  </td>
                  <td className={cell}>
                    <b className={`font-strong ${tone}`}>
                      {sign} {label}
                    </b>
                    {line.fields.length > 0 && <span className="block text-s">{line.fields.map((field) => FIELDS[field] ?? field).join(', ')}</span>}
                    {line.outcome === 'change' && line.givesRight && <span className="block text-s">droit en plus</span>}
                    {line.reasons.map((reason) => (
                      <span key={reason} className="block">
                        {importReason(reason)}
                      </span>
                    ))}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollArea>
    </>
  );
}
