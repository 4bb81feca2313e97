'use client';

import { useState } from 'react';
import { Button } from '../../../../_ui/button';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import { EXPECTATIONS, exampleWords, expectationFrom, expectationOf } from '../../_logic/rule-draft';
import type { RuleAnalytes, RuleContent, RuleExample, RuleReport } from '../../_logic/types';
import { AgeField, AnalyteSelect } from './small-fields';

/** The rule's own examples: what each gives, what it expects, what the rule says of it now. */
export function ExamplesBlock({
  rule,
  analytes,
  report,
  onChange,
}: {
  rule: RuleContent;
  analytes: RuleAnalytes;
  report: RuleReport | undefined;
  onChange: (examples: RuleExample[]) => void;
}) {
  const put = (index: number, change: Partial<RuleExample>) => onChange(rule.examples.map((one, at) => (at === index ? { ...one, ...change } : one)));
  return (
    <fieldset className="grid gap-2">
      <legend className="font-strong">Exemples qui la vérifient</legend>
      <ul className="grid gap-2">
        {rule.examples.map((example, index) => {
          const run = report?.examples.find(({ name }, at) => at === index && name === example.name);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two examples may have one name while it is typed
            <li key={index} className="flex flex-wrap items-end gap-x-3 gap-y-1 border-b border-line pb-2">
              <p className="min-w-60 flex-1">
                <b className="font-semibold">{example.name}</b>
                <br />
                <span className="text-ink-2">{exampleWords(example, analytes)}</span>
              </p>
              <Select
                label="attendu"
                value={expectationOf(example.expects)}
                options={EXPECTATIONS}
                onChange={(event) => put(index, { expects: expectationFrom(event.target.value) })}
              />
              {run && (
                <p className="min-w-40 pb-3">
                  {run.isMet ? <span className="text-fresh">✓ {run.obtained}</span> : <b className="font-strong text-critical">✗ donne : {run.obtained}</b>}
                </p>
              )}
              {run && !run.isMet && <Button onClick={() => put(index, { expects: run.obtains })}>Attendre ce résultat</Button>}
              <Button variant="text" onClick={() => onChange(rule.examples.filter((_, at) => at !== index))}>
                Retirer<span className="sr-only"> l’exemple {example.name}</span>
              </Button>
            </li>
          );
        })}
      </ul>
      <NewExample about={rule.check.about} analytes={analytes} onAdd={(example) => onChange([...rule.examples, example])} />
    </fieldset>
  );
}

function NewExample({ about, analytes, onAdd }: { about: string; analytes: RuleAnalytes; onAdd: (example: RuleExample) => void }) {
  const [value, setValue] = useState('');
  const [before, setBefore] = useState('');
  const [age, setAge] = useState<RuleExample['age']>(undefined);
  const [sex, setSex] = useState('');
  const [ward, setWard] = useState('');
  const [clinical, setClinical] = useState('');
  const [other, setOther] = useState('');
  const [otherValue, setOtherValue] = useState('');
  const [expects, setExpects] = useState('silent');
  const first = Object.keys(analytes)[0] ?? about;
  const subject = about === 'any-result' ? first : about;
  const add = () => {
    if (value.trim() === '') return;
    const written = value.trim().replace(',', '.');
    onAdd({
      name: [written.replace('.', ','), ward, clinical].filter((part) => part !== '').join(', '),
      results: {
        [subject]: { value: written, ...(before.trim() === '' ? {} : { before: [{ value: before.trim().replace(',', '.'), ago: { days: 1 } }] }) },
        ...(other !== '' && otherValue.trim() !== '' ? { [other]: { value: otherValue.trim().replace(',', '.') } } : {}),
      },
      ...(age ? { age } : {}),
      ...(sex === 'F' || sex === 'M' || sex === 'U' ? { sex } : {}),
      ...(ward.trim() === '' ? {} : { ward: ward.trim() }),
      ...(clinical.trim() === '' ? {} : { clinical: clinical.trim() }),
      expects: expectationFrom(expects),
    });
    setValue('');
    setBefore('');
  };
  return (
    <details>
      <summary className="min-h-touch cursor-pointer py-3 text-action">Ajouter un exemple</summary>
      <div className="flex flex-wrap items-end gap-2">
        <Field
          label={`${analytes[subject]?.label ?? subject} (${analytes[subject]?.unit ?? ''})`}
          hint="« 6,9 », « <10 », « Positif »"
          className="w-32"
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
        <Field label="valeur de la veille" className="w-32" value={before} onChange={(event) => setBefore(event.target.value)} />
        <AgeField label="âge" value={age ?? undefined} onValue={setAge} />
        <Select
          label="sexe"
          value={sex}
          options={[
            { value: '', label: 'femme, sans le dire' },
            { value: 'F', label: 'femme' },
            { value: 'M', label: 'homme' },
            { value: 'U', label: 'inconnu' },
          ]}
          onChange={(event) => setSex(event.target.value)}
        />
        <Field label="unité de soins" className="w-28" value={ward} onChange={(event) => setWard(event.target.value)} />
        <Field label="renseignements" className="w-48" value={clinical} onChange={(event) => setClinical(event.target.value)} />
        <AnalyteSelect label="autre examen" value={other || first} analytes={analytes} onValue={setOther} />
        <Field label="sa valeur" className="w-28" value={otherValue} onChange={(event) => setOtherValue(event.target.value)} />
        <Select label="attendu" value={expects} options={EXPECTATIONS} onChange={(event) => setExpects(event.target.value)} />
        <Button onClick={add} closed={value.trim() === '' && 'donnez une valeur'}>
          Ajouter l’exemple
        </Button>
      </div>
    </details>
  );
}
