'use client';

import { useState } from 'react';
import { Button } from '../../_ui/button';
import { Checkbox } from '../../_ui/checkbox';
import { reportWords } from '../_logic/presence-words';
import type { MyList } from '../_logic/types';

interface PresenceChoiceProps {
  reports: MyList['reports'];
  pending: boolean;
  onShow: (reportIds: string[] | null) => void;
}

/** What a code is to open, chosen before there is one: nothing is ticked for the patient but her newest report. */
export function PresenceChoice({ reports, pending, onShow }: PresenceChoiceProps) {
  const [chosen, setChosen] = useState<readonly string[]>(reports.slice(0, 1).map((report) => report.reportId));
  const [isAll, setAll] = useState(false);
  if (reports.length === 0) return <p className="mt-1 text-ink-2">Vous n’avez pas encore de compte rendu à montrer.</p>;
  const toggle = (id: string, isOn: boolean) => setChosen(isOn ? [...chosen, id] : chosen.filter((known) => known !== id));
  return (
    <>
      <p className="text-ink-2">
        Un code de six chiffres laisse un soignant lire, pendant une heure, ce que vous choisissez. Il ne peut rien écrire ni partager, et sa lecture est notée.
      </p>
      <fieldset className="mt-2 grid">
        <legend className="sr-only">Ce que le code ouvre</legend>
        <Checkbox
          label={`Tous mes comptes rendus${reports.length > 1 ? ` (${reports.length})` : ''}`}
          checked={isAll}
          onChange={(event) => setAll(event.target.checked)}
        />
        {!isAll &&
          reports.map((report) => (
            <Checkbox
              key={report.reportId}
              label={`${capital(reportWords(report))}, ${report.laboratory.name}`}
              checked={chosen.includes(report.reportId)}
              onChange={(event) => toggle(report.reportId, event.target.checked)}
            />
          ))}
      </fieldset>
      <Button
        variant="primary"
        size="large"
        className="mt-3 w-full"
        pending={pending}
        closed={!isAll && chosen.length === 0 && 'choisissez un compte rendu'}
        onClick={() => onShow(isAll ? null : [...chosen])}
      >
        Faire un code
      </Button>
    </>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
