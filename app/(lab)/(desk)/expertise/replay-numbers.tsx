import { formatNumber } from '../../../_text/format';
import { BarChart } from '../../../_ui/bar-chart';
import { gapWords, replayLines, rulesThatMove } from '../_logic/rule-words';
import type { RuleReplay } from '../_logic/types';

type Counts = RuleReplay['counts'];

/** The figures of a replay: in force, draft, and what lies between. */
export function ReplayNumbers({ counts }: { counts: Counts }) {
  const weeks = Object.entries(counts.weeks).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const moved = rulesThatMove(counts);
  return (
    <div className="grid items-start gap-6 tablet:grid-cols-2">
      <table className="w-full border-collapse">
        <caption className="sr-only">Ce qui change sur la période</caption>
        <thead>
          <tr className="border-b border-line-strong text-s text-ink-2">
            <th scope="col" className="py-2 text-left font-medium">
              Dossiers
            </th>
            <th scope="col" className="text-right font-medium">
              en vigueur
            </th>
            <th scope="col" className="text-right font-medium">
              brouillon
            </th>
            <th scope="col" className="text-right font-medium">
              écart
            </th>
          </tr>
        </thead>
        <tbody className="figures">
          {replayLines(counts).map(({ label, before, after, decimals, detail }) => (
            <tr key={label} className="border-b border-line">
              <th scope="row" className="py-1.5 text-left font-book">
                {label}
                {detail && <span className="block text-s text-ink-2">{detail}</span>}
              </th>
              <td className="text-right">{formatNumber(before, decimals)}</td>
              <td className="text-right font-strong">{formatNumber(after, decimals)}</td>
              <td className="text-right">{gapWords(after - before, decimals)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="grid gap-4">
        {weeks.length > 1 && (
          <figure className="max-w-90">
            <figcaption className="text-s text-ink-2">Appels par semaine : barres, brouillon ; ligne, en vigueur</figcaption>
            <BarChart
              label={`Appels par semaine sous le brouillon, de ${weeks[0]?.[1].calls.after ?? 0} à ${weeks.at(-1)?.[1].calls.after ?? 0}`}
              bars={weeks.map(([id, week], index) => ({
                id,
                count: week.calls.after,
                usual: week.calls.before,
                ...(index % 4 === 0 ? { label: id.slice(8, 10).concat('/', id.slice(5, 7)) } : {}),
              }))}
              height={150}
            />
          </figure>
        )}
        {moved.length > 0 && (
          <div>
            <h3 className="font-strong">Règles qui parlent plus, ou moins</h3>
            <ul className="figures">
              {moved.slice(0, 12).map(({ code, before, after }) => (
                <li key={code}>
                  {code} : {formatNumber(before)}, puis <b className="font-strong">{formatNumber(after)}</b>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </div>
  );
}
