'use client';

import { Checkbox } from '../../../../_ui/checkbox';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import { CHECK_KINDS, emptyCheck } from '../../_logic/rule-draft';
import type { RuleAnalytes, RuleCheck } from '../../_logic/types';
import { BoundsBlock } from './bounds-block';
import { ConditionBlock } from './condition-block';
import { AnalyteSelect, NumberField, SpanField, WordsField } from './small-fields';

interface Props<Check = RuleCheck> {
  check: Check;
  analytes: RuleAnalytes;
  onChange: (check: RuleCheck) => void;
}

/** « Quand le potassium sort de ses bornes… »: what is looked at, and how. */
export function CheckBlock({ check, analytes, onChange }: Props) {
  const kinds = check.kind === 'formula' ? [...CHECK_KINDS, { value: 'formula' as const, label: 'donne un calcul hors limites' }] : CHECK_KINDS;
  const unitOf = (about: string) => analytes[about]?.unit ?? '';
  return (
    <fieldset className="grid gap-3">
      <legend className="font-strong">Quand</legend>
      <div className="flex flex-wrap items-end gap-2">
        <AnalyteSelect
          label="Analyte"
          value={check.about}
          analytes={analytes}
          withAny={check.kind === 'condition'}
          onValue={(about) => onChange(check.kind === 'bounds' ? { ...check, about, unit: unitOf(about) } : { ...check, about })}
        />
        <Select
          label="Ce qui est regardé"
          value={check.kind}
          options={kinds}
          onChange={(event) => onChange(emptyCheck(event.target.value as RuleCheck['kind'], check.about, unitOf(check.about)))}
        />
      </div>
      {check.kind === 'bounds' && <BoundsBlock check={check} onChange={onChange} />}
      {check.kind === 'delta' && <DeltaBlock check={check} analytes={analytes} onChange={onChange} />}
      {check.kind === 'reversal' && <ReversalBlock check={check} analytes={analytes} onChange={onChange} />}
      {check.kind === 'formula' && <FormulaBlock check={check} analytes={analytes} onChange={onChange} />}
      {check.kind === 'condition' && (
        <div className="flex flex-wrap items-end gap-2">
          <ConditionBlock condition={check.when} around={{ analytes, about: check.about }} onChange={(when) => onChange({ ...check, when })} />
        </div>
      )}
    </fieldset>
  );
}

type Delta = Extract<RuleCheck, { kind: 'delta' }>;
const LIMIT_KINDS = [
  { value: 'absolute', label: 'en valeur' },
  { value: 'percent', label: 'en pour cent' },
  { value: 'perDay', label: 'en valeur par 24 h' },
  { value: 'referenceChange', label: 'au-delà de la variation biologique' },
] as const;

function DeltaBlock({ check, analytes, onChange }: Props<Delta>) {
  const { limit } = check;
  const unit = analytes[check.about]?.unit ?? '';
  const begin = (by: string): Delta['limit'] => {
    if (by === 'referenceChange') return { by, z: 2.58, direction: 'both' };
    return by === 'percent' ? { by, rise: 50, fall: 50 } : by === 'perDay' ? { by, unit, rise: 10 } : { by: 'absolute', unit, rise: 1, fall: 1 };
  };
  const put = (change: object) => onChange({ ...check, limit: { ...limit, ...change } });
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Select label="Écart" value={limit.by} options={LIMIT_KINDS} onChange={(event) => onChange({ ...check, limit: begin(event.target.value) })} />
      {limit.by === 'referenceChange' ? (
        <>
          <Select
            label="z"
            value={String(limit.z)}
            options={[
              { value: '1.96', label: '1,96 (95 %)' },
              { value: '2.58', label: '2,58 (99 %)' },
            ]}
            onChange={(event) => put({ z: Number(event.target.value) })}
          />
          <Select
            label="sens"
            value={limit.direction}
            options={[
              { value: 'both', label: 'hausse ou baisse' },
              { value: 'rise', label: 'hausse' },
              { value: 'fall', label: 'baisse' },
            ]}
            onChange={(event) => put({ direction: event.target.value })}
          />
        </>
      ) : (
        <>
          <NumberField label={`hausse de plus de (${'unit' in limit ? limit.unit : '%'})`} value={limit.rise} onValue={(rise) => put({ rise })} />
          <NumberField label={`baisse de plus de (${'unit' in limit ? limit.unit : '%'})`} value={limit.fall} onValue={(fall) => put({ fall })} />
        </>
      )}
      <SpanField label="contre une valeur d’au plus" value={check.within} onValue={(within) => onChange({ ...check, within })} />
      <Checkbox
        label="même méthode seulement"
        checked={check.sameMethod ?? false}
        onChange={(event) => onChange({ ...check, sameMethod: event.target.checked })}
      />
    </div>
  );
}

function ReversalBlock({ check, onChange }: Props<Extract<RuleCheck, { kind: 'reversal' }>>) {
  return (
    <div className="flex flex-wrap items-end gap-2">
      <WordsField label="avant, l’un de" value={check.from} onValue={(from) => onChange({ ...check, from })} />
      <WordsField label="aujourd’hui, l’un de" value={check.to} onValue={(to) => onChange({ ...check, to })} />
    </div>
  );
}

function FormulaBlock({ check, onChange }: Props<Extract<RuleCheck, { kind: 'formula' }>>) {
  const { low, high } = check;
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field label="Ce que c’est" hint="avec son article" value={check.label} onChange={(event) => onChange({ ...check, label: event.target.value })} />
      {(low === undefined || typeof low === 'number') && (
        <NumberField label={`sous (${check.unit})`} value={low} onValue={(number) => onChange({ ...check, low: number })} />
      )}
      {(high === undefined || typeof high === 'number') && (
        <NumberField label={`au-dessus de (${check.unit})`} value={high} onValue={(number) => onChange({ ...check, high: number })} />
      )}
      <p className="pb-3 text-s text-ink-2">Le calcul lui-même est gardé tel quel ; il se lit dans la phrase ci-dessus.</p>
    </div>
  );
}
