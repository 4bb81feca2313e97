'use client';

import { useState } from 'react';
import { plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { Field } from '../../../../_ui/field';
import { Segmented } from '../../../../_ui/segmented';
import { Select } from '../../../../_ui/select';
import { emptyRule, freeCode } from '../../_logic/rule-draft';
import { foundRules } from '../../_logic/rule-words';
import type { RuleContent, RuleDraft } from '../../_logic/types';
import { ChangesPanel } from './changes-panel';
import { FilesPanel } from './files-panel';
import { ReplayPanel } from './replay-panel';
import { RuleEditor } from './rule-editor';
import { SubmitPanel } from './submit-panel';

const PARTS = [
  { id: 'rules', label: 'Règles' },
  { id: 'changes', label: 'Ce qui change' },
  { id: 'replay', label: 'Rejeu et fiche' },
  { id: 'files', label: 'Fichiers' },
] as const;
type Part = (typeof PARTS)[number]['id'];

/** A draft: its rules with their editor, what changes, its replay and submission, its files. */
export function DraftBook({ draft, onChanged }: { draft: RuleDraft; onChanged: () => Promise<void> }) {
  const [part, setPart] = useState<Part>('rules');
  return (
    <>
      {draft.refusal && (
        <p role="status" className="border-l-3 border-abnormal bg-abnormal-soft px-3 py-2">
          <b className="font-strong">Fiche rendue par {draft.refusal.name}</b> : {draft.refusal.reason}
        </p>
      )}
      <Segmented label="Partie du brouillon" choices={PARTS} value={part} onValue={setPart} />
      {part === 'rules' && <RulesPart draft={draft} onChanged={onChanged} />}
      {part === 'changes' && <ChangesPanel draft={draft} onChanged={onChanged} />}
      {part === 'replay' && (
        <>
          <ReplayPanel draft={draft} onChanged={onChanged} />
          <SubmitPanel draft={draft} onChanged={onChanged} />
        </>
      )}
      {part === 'files' && <FilesPanel draft={draft} onChanged={onChanged} />}
    </>
  );
}

function RulesPart({ draft, onChanged }: { draft: RuleDraft; onChanged: () => Promise<void> }) {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [fresh, setFresh] = useState<RuleContent | null>(null);
  const changed = new Set(draft.diff.map(({ code }) => code));
  const shown = foundRules(draft.rules, search);
  const rule = fresh ?? draft.rules.find((one) => one.rule.code === chosen)?.rule;
  const leave = async (code: string | null) => {
    setFresh(null);
    setChosen(code);
    await onChanged();
  };
  return (
    <div className="grid items-start gap-6 tablet:grid-cols-[280px_minmax(0,1fr)]">
      <nav aria-label="Règles du brouillon" className="grid gap-2">
        <Field label="Chercher une règle" value={search} onChange={(event) => setSearch(event.target.value)} />
        <p role="status" className="text-s text-ink-2">
          {plural(shown.length, 'règle', 'règles')}, {plural(changed.size, 'changement', 'changements')}
        </p>
        {draft.mayWrite && <NewRule draft={draft} onNew={setFresh} />}
        <ul className="max-h-[60dvh] overflow-y-auto border-t border-line">
          {shown.map(({ rule: one }) => (
            <li key={one.code}>
              <button
                type="button"
                aria-current={one.code === rule?.code ? 'true' : undefined}
                onClick={() => {
                  setFresh(null);
                  setChosen(one.code);
                }}
                className="grid min-h-touch w-full cursor-pointer border-b border-line px-2 py-2 text-left aria-[current]:border-l-3 aria-[current]:border-l-action aria-[current]:bg-sunken"
              >
                <span>
                  <b className="figures font-strong">{one.code}</b>
                  {changed.has(one.code) && <span className="text-s font-semibold text-changed"> ◆ modifiée</span>}
                  {one.off && <span className="text-s text-ink-2"> désactivée</span>}
                </span>
                <span className="text-ink-2">{one.title}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {rule ? (
        <RuleEditor
          key={`${rule.code} ${rule.version} ${draft.revision} ${fresh ? 'new' : ''}`}
          draft={draft}
          rule={rule}
          isNew={fresh !== null}
          onDone={(code) => void leave(code)}
        />
      ) : (
        <p className="text-ink-2">Choisissez une règle pour la lire et la changer, ou ajoutez-en une.</p>
      )}
    </div>
  );
}

function NewRule({ draft, onNew }: { draft: RuleDraft; onNew: (rule: RuleContent) => void }) {
  const analytes = Object.entries(draft.analytes).toSorted(([, a], [, b]) => a.label.localeCompare(b.label, 'fr'));
  const [about, setAbout] = useState(analytes[0]?.[0] ?? '');
  const add = () => {
    const codes = draft.rules.map(({ rule }) => rule.code);
    onNew(emptyRule(freeCode('LOCAL', codes), about, draft.analytes));
  };
  return (
    <details>
      <summary className="min-h-touch cursor-pointer py-3 text-action">Ajouter une règle</summary>
      <div className="grid gap-2">
        <Select
          label="Sur quel analyte"
          value={about}
          onChange={(event) => setAbout(event.target.value)}
          options={analytes.map(([value, { label }]) => ({ value, label }))}
        />
        <Button onClick={add}>Écrire la règle</Button>
      </div>
    </details>
  );
}
