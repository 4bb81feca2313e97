'use client';

import { useState } from 'react';
import { Button } from '../../../_ui/button';
import { ErrorLine } from '../../../_ui/error-line';
import { chosen, comboTyped, isChoosable, type KeyAct, takenBy } from '../_logic/own-keys';
import type { OwnKeys } from '../worklist/use-own-keys';

/** Which key does what, chosen by the person and kept with her account; a key that is taken is refused with the act that has it. */
export function KeysEditor({ acts, own }: { acts: readonly KeyAct[]; own: OwnKeys }) {
  const [problem, setProblem] = useState<{ combo: string; words: string } | null>(null);
  const choose = (act: KeyAct, typed: string) => {
    const wanted = comboTyped(typed);
    if (wanted === '') return;
    const other = takenBy(acts, own.map, act, wanted);
    if (!isChoosable(wanted)) return setProblem({ combo: act.combo, words: `${wanted} ne peut pas être choisie.` });
    if (other) return setProblem({ combo: act.combo, words: `${wanted} sert déjà à « ${other.label} ». Changez d’abord celle-là.` });
    setProblem(null);
    own.keep(chosen(own.map, act, wanted));
  };
  return (
    <details className="mt-2">
      <summary className="flex min-h-touch cursor-pointer items-center font-semibold text-action">Choisir mes touches</summary>
      <p className="text-s text-ink-2">Elles sont gardées avec votre compte et vous suivent sur tout poste. Tapez la nouvelle touche dans la case.</p>
      <ul className="mt-2 grid gap-1">
        {acts.map((act) => (
          <li key={act.combo} className="grid grid-cols-[56px_1fr] items-center gap-x-3">
            <input
              aria-label={`Touche pour ${act.label}`}
              aria-invalid={problem?.combo === act.combo || undefined}
              aria-describedby={problem?.combo === act.combo ? 'key-problem' : undefined}
              value={own.map[act.combo] ?? act.combo}
              autoComplete="off"
              onChange={(event) => choose(act, event.target.value)}
              onFocus={(event) => event.target.select()}
              className="min-h-touch w-14 rounded-control border border-control bg-surface text-center font-strong aria-invalid:border-critical"
            />
            <span>
              {act.label}
              {own.map[act.combo] && <span className="text-s text-ink-2"> (d’origine : {act.combo})</span>}
            </span>
            {problem?.combo === act.combo && (
              <p id="key-problem" role="alert" className="col-span-2 text-s font-semibold text-critical">
                {problem.words}
              </p>
            )}
          </li>
        ))}
      </ul>
      {own.failed && <ErrorLine sentence="Vos touches n’ont pas pu être enregistrées." />}
      <Button className="mt-2" closed={Object.keys(own.map).length === 0} pending={own.isKeeping} onClick={() => own.keep({})}>
        Remettre les touches d’origine
      </Button>
    </details>
  );
}
