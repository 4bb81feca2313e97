import type { Antibiogram } from '../_text/antibiogram';
import { categoryWords, legendOf, methodsOf } from '../_text/antibiogram';

/** Organisms as columns, antibiotics as rows: the letter in bold with its word, the concentration under it. A colour says nothing here. */
export function AntibiogramTable({ antibiogram }: { antibiogram: Antibiogram }) {
  const methods = methodsOf(antibiogram);
  return (
    <figure className="mt-2" data-print="whole">
      <div className="overflow-x-auto print:overflow-visible">
        <table className="min-w-full border-collapse text-left">
          <caption className="py-1 text-left font-strong">Antibiogramme</caption>
          <thead className="border-b border-line-strong text-s">
            <tr>
              <th scope="col" className="py-1 pr-3 align-bottom font-medium">
                Antibiotique
              </th>
              {antibiogram.organisms.map((organism, index) => (
                <th key={`${organism.name} ${index}`} scope="col" className="min-w-36 px-3 py-1 align-bottom font-medium">
                  <i>{organism.name}</i>
                  {organism.quantity && <span className="block font-normal">{organism.quantity}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {antibiogram.rows.map((row, index) => (
              <tr key={`${row.antibiotic} ${index}`} className="border-b border-line align-baseline">
                <th scope="row" className="py-1 pr-3 font-book">
                  {row.antibiotic}
                </th>
                {row.cells.map((cell, column) => (
                  <td key={`${antibiogram.organisms[column]?.name} ${column}`} className="px-3 py-1">
                    {cell === null ? <span aria-label="non testé">–</span> : <Cell cell={cell} withMethod={methods.length > 1} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <figcaption className="py-1 text-s">
        {legendOf(antibiogram)}
        {methods.length === 1 && ` Méthode : ${methods[0]}.`}
      </figcaption>
    </figure>
  );
}

function Cell({ cell, withMethod }: { cell: NonNullable<Antibiogram['rows'][number]['cells'][number]>; withMethod: boolean }) {
  const measures = [cell.mic && `CMI ${cell.mic}`, cell.zone && `diamètre ${cell.zone}`, withMethod && cell.method].filter(Boolean);
  return (
    <>
      {cell.category && (
        <span>
          <b>{cell.category}</b> <span className="text-s">{categoryWords(cell.category)}</span>
        </span>
      )}
      {measures.length > 0 && <span className="figures block text-s">{measures.join(', ')}</span>}
    </>
  );
}
