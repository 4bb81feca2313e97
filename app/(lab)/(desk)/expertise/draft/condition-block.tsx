'use client';

import { Button } from '../../../../_ui/button';
import { Checkbox } from '../../../../_ui/checkbox';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import { CONDITION_KINDS, type ConditionKind, emptyCondition, kindOf } from '../../_logic/rule-draft';
import type { RuleAnalytes, RuleCondition } from '../../_logic/types';
import { AgeField, AnalyteSelect, NumberField, SpanField, WordsField } from './small-fields';

interface Around {
  analytes: RuleAnalytes;
  /** What the rule looks at: a new block begins with it. */
  about: string;
}

/** Conditions one under the other, with a word between them; « et », « ou », « sauf si ». */
export function ConditionList({
  title,
  between,
  conditions,
  around,
  least = 0,
  onChange,
}: {
  title: string;
  between: string;
  conditions: readonly RuleCondition[];
  around: Around;
  least?: number;
  onChange: (conditions: RuleCondition[]) => void;
}) {
  const unit = around.analytes[around.about]?.unit ?? '';
  return (
    <fieldset className="grid gap-2">
      <legend className="font-strong">{title}</legend>
      {conditions.map((condition, index) => (
        // Blocks have no names of their own; they are told apart by their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: places are what the list is made of
        <div key={index} className="flex flex-wrap items-end gap-2 border-l-3 border-line-strong pl-3">
          {index > 0 && <span className="pb-3 text-ink-2">{between}</span>}
          <ConditionBlock condition={condition} around={around} onChange={(next) => onChange(conditions.with(index, next))} />
          {conditions.length > least && (
            <Button variant="text" onClick={() => onChange(conditions.filter((_, at) => at !== index))}>
              Retirer
            </Button>
          )}
        </div>
      ))}
      <p>
        <Button onClick={() => onChange([...conditions, emptyCondition('value', around.about, unit)])}>Ajouter une condition</Button>
      </p>
    </fieldset>
  );
}

/** One condition as a sentence with its blanks. */
export function ConditionBlock({ condition, around, onChange }: { condition: RuleCondition; around: Around; onChange: (condition: RuleCondition) => void }) {
  const unit = around.analytes[around.about]?.unit ?? '';
  return (
    <>
      <Select
        label="Condition"
        value={kindOf(condition)}
        options={CONDITION_KINDS}
        onChange={(event) => onChange(emptyCondition(event.target.value as ConditionKind, around.about, unit))}
      />
      <Blanks condition={condition} around={around} onChange={onChange} />
    </>
  );
}

const CLASSES = 'I hospitalisé, O externe, E urgences ; séparés par des virgules';
const WORDS_HINT = 'débuts de mots, séparés par des virgules ; « pas de … » ne compte pas';
const CONTROLS = [
  { value: 'in', label: 'dans ses limites' },
  { value: 'warning', label: 'en alerte' },
  { value: 'out', label: 'hors limites' },
  { value: 'unknown', label: 'illisible' },
] as const;
const ENDS = [
  { value: 'reception', label: 'la réception' },
  { value: 'centrifugation', label: 'la centrifugation' },
  { value: 'analysis', label: 'l’analyse' },
];

function Blanks({ condition, around, onChange }: { condition: RuleCondition; around: Around; onChange: (condition: RuleCondition) => void }) {
  const { analytes } = around;
  if ('value' in condition) return <ValueBlanks condition={condition} around={around} onChange={onChange} />;
  if ('age' in condition) {
    const put = (change: object) => onChange({ age: { ...condition.age, ...change } });
    return (
      <>
        <AgeField label="à partir de" value={condition.age.from} onValue={(from) => put({ from })} />
        <AgeField label="moins de" value={condition.age.below} onValue={(below) => put({ below })} />
      </>
    );
  }
  if ('sex' in condition)
    return (
      <Select
        label="sexe"
        value={condition.sex}
        options={[
          { value: 'F', label: 'femme' },
          { value: 'M', label: 'homme' },
        ]}
        onChange={(event) => onChange({ sex: event.target.value === 'M' ? 'M' : 'F' })}
      />
    );
  if ('ward' in condition) return <WordsField label="codes des unités" value={condition.ward} onValue={(ward) => onChange({ ward })} />;
  if ('prescriber' in condition) return <WordsField label="numéros RPPS" value={condition.prescriber} onValue={(prescriber) => onChange({ prescriber })} />;
  if ('patientClass' in condition)
    return <WordsField label="venue" hint={CLASSES} value={condition.patientClass} onValue={(patientClass) => onChange({ patientClass })} />;
  if ('clinicalWords' in condition)
    return <WordsField label="l’un de ces mots" hint={WORDS_HINT} value={condition.clinicalWords} onValue={(clinicalWords) => onChange({ clinicalWords })} />;
  if ('sampleWords' in condition)
    return <WordsField label="l’un de ces mots" hint={WORDS_HINT} value={condition.sampleWords} onValue={(sampleWords) => onChange({ sampleWords })} />;
  if ('flagged' in condition)
    return (
      <>
        <AnalyteSelect label="de" value={condition.flagged} analytes={analytes} withAny onValue={(flagged) => onChange({ ...condition, flagged })} />
        <WordsField label="parmi" value={condition.among} onValue={(among) => onChange({ ...condition, among })} />
      </>
    );
  if ('present' in condition)
    return <AnalyteSelect label="examen" value={condition.present} analytes={analytes} onValue={(present) => onChange({ present })} />;
  if ('missing' in condition)
    return <AnalyteSelect label="examen" value={condition.missing} analytes={analytes} onValue={(missing) => onChange({ missing })} />;
  if ('text' in condition)
    return (
      <>
        <AnalyteSelect label="de" value={condition.text} analytes={analytes} onValue={(text) => onChange({ ...condition, text })} />
        <WordsField label="l’un de ces mots" value={condition.among} onValue={(among) => onChange({ ...condition, among })} />
      </>
    );
  if ('control' in condition)
    return (
      <>
        <AnalyteSelect label="de" value={condition.control} analytes={analytes} withAny onValue={(control) => onChange({ ...condition, control })} />
        {CONTROLS.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={condition.among.includes(value)}
            onChange={(event) =>
              onChange({ ...condition, among: event.target.checked ? [...condition.among, value] : condition.among.filter((one) => one !== value) })
            }
          />
        ))}
      </>
    );
  if ('delayTo' in condition)
    return (
      <>
        <Select
          label="jusqu’à"
          value={condition.delayTo}
          options={ENDS}
          onChange={(event) => onChange({ ...condition, delayTo: event.target.value as 'reception' | 'centrifugation' | 'analysis' })}
        />
        <SpanField label="plus de" value={condition.longerThan} onValue={(longerThan) => onChange({ ...condition, longerThan })} />
      </>
    );
  if ('all' in condition)
    return <ConditionList title="Toutes" between="et" least={1} conditions={condition.all} around={around} onChange={(all) => onChange({ all })} />;
  if ('any' in condition)
    return <ConditionList title="L’une" between="ou" least={1} conditions={condition.any} around={around} onChange={(any) => onChange({ any })} />;
  return <ConditionBlock condition={condition.not} around={around} onChange={(not) => onChange({ not })} />;
}

const LIMITS = [
  { value: 'above', label: 'au-dessus de' },
  { value: 'below', label: 'sous' },
  { value: 'atLeast', label: 'à partir de' },
  { value: 'atMost', label: 'jusqu’à' },
] as const;
type Compared = Extract<RuleCondition, { value: unknown }>;

function ValueBlanks({ condition, around, onChange }: { condition: Compared; around: Around; onChange: (condition: RuleCondition) => void }) {
  const { value } = condition;
  const isPlain = typeof value === 'object' && 'analyte' in value;
  const used = LIMITS.filter(({ value: side }) => condition[side] !== undefined);
  return (
    <>
      {isPlain ? (
        <>
          <AnalyteSelect
            label="de"
            value={value.analyte}
            analytes={around.analytes}
            onValue={(analyte) => onChange({ ...condition, value: { analyte, unit: around.analytes[analyte]?.unit ?? '' } })}
          />
          <Field
            label="en (UCUM)"
            className="w-28"
            value={value.unit}
            onChange={(event) => onChange({ ...condition, value: { ...value, unit: event.target.value } })}
          />
        </>
      ) : (
        <p className="pb-3 text-ink-2">un calcul, gardé tel quel</p>
      )}
      {used.map(({ value: side, label }) => {
        const limit = condition[side];
        return typeof limit === 'number' ? (
          <div key={side} className="flex items-end gap-1">
            <Select
              label="est"
              value={side}
              options={LIMITS}
              onChange={(event) => {
                const { [side]: _, ...rest } = condition;
                onChange({ ...rest, [event.target.value]: limit });
              }}
            />
            <NumberField label={label} value={limit} onValue={(number) => onChange({ ...condition, [side]: number ?? Number.NaN })} />
          </div>
        ) : (
          <p key={side} className="pb-3 text-ink-2">
            {label} un calcul, gardé tel quel
          </p>
        );
      })}
    </>
  );
}
