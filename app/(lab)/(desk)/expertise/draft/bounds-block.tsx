'use client';

import { Button } from '../../../../_ui/button';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import { LEVEL_EFFECTS, LEVEL_NAMES, LEVELS } from '../../_logic/rule-draft';
import type { RuleCheck } from '../../_logic/types';
import { AgeField, NumberField, WordsField } from './small-fields';

type Bounds = Extract<RuleCheck, { kind: 'bounds' }>;
type Population = NonNullable<Bounds['populations']>[number];

/** Bounds of the rule, and those of the populations that have their own. */
export function BoundsBlock({ check, onChange }: { check: Bounds; onChange: (check: Bounds) => void }) {
  const populations = check.populations ?? [];
  const put = (next: Population[]) => {
    const { populations: _, ...rest } = check;
    onChange(next.length > 0 ? { ...rest, populations: next } : rest);
  };
  return (
    <div className="grid gap-4">
      <Field label="en (unité UCUM)" className="w-32" value={check.unit} onChange={(event) => onChange({ ...check, unit: event.target.value })} />
      <LevelsBlock title="Bornes" levels={check.levels} onChange={(levels) => onChange({ ...check, levels })} />
      <fieldset className="grid gap-3">
        <legend className="font-strong">Populations</legend>
        <p className="text-s text-ink-2">Des bornes propres à un âge, un sexe ou une unité de soins. L’unité l’emporte sur le sexe, le sexe sur l’âge.</p>
        {populations.map((population, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: places are what the list is made of
          <div key={index} className="grid gap-2 border-l-3 border-line-strong pl-3">
            <PopulationBlock index={index} population={population} onChange={(next) => put(populations.with(index, next))} />
            <p>
              <Button variant="text" onClick={() => put(populations.filter((_, at) => at !== index))}>
                Retirer la population {index + 1}
              </Button>
            </p>
          </div>
        ))}
        <p>
          <Button onClick={() => put([...populations, { from: { years: 75 }, levels: structuredClone(check.levels) }])}>Ajouter une population</Button>
        </p>
      </fieldset>
    </div>
  );
}

function PopulationBlock({ index, population, onChange }: { index: number; population: Population; onChange: (population: Population) => void }) {
  const put = (change: { [Key in keyof Population]?: Population[Key] | undefined }) => {
    const next = { ...population, ...change };
    onChange(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as Population);
  };
  return (
    <>
      <div className="flex flex-wrap items-end gap-2">
        <AgeField label={`Pour la population ${index + 1}, dès`} value={population.from} onValue={(from) => put({ from })} />
        <AgeField label="moins de" value={population.below} onValue={(below) => put({ below })} />
        <Select
          label="sexe"
          value={population.sex ?? ''}
          options={[
            { value: '', label: 'tous' },
            { value: 'F', label: 'femme' },
            { value: 'M', label: 'homme' },
          ]}
          onChange={(event) => put({ sex: event.target.value === 'F' ? 'F' : event.target.value === 'M' ? 'M' : undefined })}
        />
        <WordsField
          label="unités de soins"
          hint="codes, séparés par des virgules"
          value={population.wards ?? []}
          onValue={(wards) => put({ wards: wards.length > 0 ? wards : undefined })}
        />
      </div>
      <LevelsBlock title={`Bornes de la population ${index + 1}`} levels={population.levels} onChange={(levels) => put({ levels })} />
    </>
  );
}

function LevelsBlock({ title, levels, onChange }: { title: string; levels: Bounds['levels']; onChange: (levels: Bounds['levels']) => void }) {
  const put = (level: (typeof LEVELS)[number], side: 'low' | 'high', number: number | undefined) => {
    const { [side]: _, ...rest } = levels[level] ?? {};
    const next = number === undefined ? rest : { ...rest, [side]: number };
    const { [level]: __, ...others } = levels;
    onChange(Object.keys(next).length > 0 ? { ...others, [level]: next } : others);
  };
  return (
    <fieldset className="grid gap-1">
      <legend className="sr-only">{title}</legend>
      {LEVELS.map((level) => (
        <div key={level} className="flex flex-wrap items-end gap-x-3 gap-y-1">
          <p className="w-40 pb-3">
            <b className="font-strong">{LEVEL_NAMES[level]}</b> <span className="text-s text-ink-2">{LEVEL_EFFECTS[level]}</span>
          </p>
          <NumberField label={`${LEVEL_NAMES[level]}, sous`} value={levels[level]?.low} onValue={(number) => put(level, 'low', number)} />
          <NumberField label={`${LEVEL_NAMES[level]}, au-dessus de`} value={levels[level]?.high} onValue={(number) => put(level, 'high', number)} />
        </div>
      ))}
    </fieldset>
  );
}
