'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPC, useTRPCClient } from '../../../../_client/trpc';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import { TextArea } from '../../../../_ui/text-area';
import { EFFECTS, LINES } from '../../_logic/rule-draft';
import { CHAPTERS } from '../../_logic/rule-words';
import type { RuleContent, RuleDraft, RuleReport } from '../../_logic/types';
import { CheckBlock } from './check-block';
import { ConditionList } from './condition-block';
import { ExamplesBlock } from './examples-block';

const WAIT_MS = 400;

/** What the rule says while it is written: asked of the server a moment after the last change. */
function useReport(draftId: string, rule: RuleContent): RuleReport | undefined {
  const trpc = useTRPC();
  const [asked, setAsked] = useState(rule);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(rule), WAIT_MS);
    return () => clearTimeout(timer);
  }, [rule]);
  return useQuery(trpc.rules.checkRule.queryOptions({ draftId, rule: asked }, { placeholderData: keepPreviousData })).data;
}

/** One rule in sentence blocks. Nothing is kept before « Enregistrer », and nothing that does not hold. */
export function RuleEditor({
  draft,
  rule: kept,
  isNew,
  onDone,
}: {
  draft: RuleDraft;
  rule: RuleContent;
  isNew: boolean;
  onDone: (code: string | null) => void;
}) {
  const client = useTRPCClient();
  const [rule, setRule] = useState(kept);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const report = useReport(draft.draftId, rule);
  const put = (change: Partial<RuleContent>) => setRule((before) => ({ ...before, ...change }));
  const around = { analytes: draft.analytes, about: rule.check.about };
  const isChanged = isNew || JSON.stringify(rule) !== JSON.stringify(kept);
  const send = async (kind: 'rule' | 'off' | 'on' | 'remove', changed: RuleContent | null) => {
    setBusy(true);
    setProblem(null);
    try {
      const patch = { rules: { [rule.code]: changed }, analytes: {} };
      await client.rules.changeDraft.mutate({ draftId: draft.draftId, revision: draft.revision, kind, patch });
      onDone(changed ? rule.code : null);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
    setBusy(false);
  };
  const problems = report?.problems ?? [];
  return (
    <section aria-label={`Règle ${rule.code}`} className="grid gap-5">
      <header className="grid gap-1">
        <h2 className="text-title font-strong">
          {rule.code}, {rule.title}
        </h2>
        {report?.describes && <p className="border-l-3 border-changed bg-changed-soft px-3 py-2 text-l">{report.describes}.</p>}
        {rule.off && <p className="font-strong text-abnormal">Désactivée : {rule.off.reason}.</p>}
      </header>
      {draft.mayWrite ? (
        <>
          <div className="flex flex-wrap items-end gap-2">
            {isNew && (
              <Field
                label="Code"
                hint="« K-12 », jamais donné à une autre"
                className="w-32"
                value={rule.code}
                onChange={(event) => put({ code: event.target.value.toUpperCase() })}
              />
            )}
            <Field label="Titre" className="w-80 max-w-full" value={rule.title} onChange={(event) => put({ title: event.target.value })} />
            <Select
              label="Domaine"
              value={rule.chapter}
              options={CHAPTERS}
              onChange={(event) => put({ chapter: event.target.value as RuleContent['chapter'] })}
            />
          </div>
          <CheckBlock key={rule.check.kind} check={rule.check} analytes={draft.analytes} onChange={(check) => put({ check })} />
          <ConditionList title="Seulement si" between="et" conditions={rule.given} around={around} onChange={(given) => put({ given })} />
          <ConditionList title="Sauf si" between="ou" conditions={rule.unless} around={around} onChange={(unless) => put({ unless })} />
          <ThenBlock rule={rule} put={put} />
          <ExamplesBlock rule={rule} analytes={draft.analytes} report={report} onChange={(examples) => put({ examples })} />
          {problems.length > 0 && (
            <section aria-label="À corriger" role="status" className="border-l-3 border-abnormal bg-abnormal-soft px-3 py-2">
              <p className="font-strong">À corriger avant d’enregistrer</p>
              <ul className="list-disc pl-5">
                {problems.slice(0, 12).map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </section>
          )}
          {problem && <ErrorLine sentence={problem} />}
          <div className="sticky bottom-0 flex flex-wrap gap-2 border-t border-line bg-surface py-2">
            <Button
              variant="primary"
              pending={busy}
              closed={problems.length > 0 ? 'à corriger' : !isChanged && 'rien n’a changé'}
              onClick={() => void send('rule', rule)}
            >
              Enregistrer la règle
            </Button>
            <Button closed={!isChanged && 'rien n’a changé'} onClick={() => (isNew ? onDone(null) : setRule(kept))}>
              Revenir
            </Button>
            {!isNew && !isChanged && <TurnOff rule={kept} onSend={send} />}
          </div>
        </>
      ) : (
        <p className="text-ink-2">Vous lisez ce brouillon ; un biologiste ou un technicien du laboratoire l’écrit.</p>
      )}
    </section>
  );
}

/** « … alors retenir », where the card tells it, and in which words. */
function ThenBlock({ rule, put }: { rule: RuleContent; put: (change: Partial<RuleContent>) => void }) {
  const isBounds = rule.check.kind === 'bounds';
  return (
    <fieldset className="grid gap-2">
      <legend className="font-strong">Alors</legend>
      <div className="flex flex-wrap items-end gap-2">
        <Select
          label={isBounds ? 'Au plus' : 'Effet'}
          value={rule.effect ?? ''}
          options={[{ value: '', label: isBounds ? 'selon la borne dépassée' : 'à choisir' }, ...EFFECTS]}
          onChange={(event) => put({ effect: (event.target.value || undefined) as RuleContent['effect'] })}
        />
        <Select label="Dit sur la carte" value={rule.line} options={LINES} onChange={(event) => put({ line: event.target.value as RuleContent['line'] })} />
      </div>
      <TextArea
        label="Phrase"
        hint="vide : écrite par Relais pour des bornes et des écarts. {value}, {unit}, {limit}, {previous}, {since}, {change}, {age} se remplissent."
        rows={2}
        value={rule.says ?? ''}
        onChange={(event) => put({ says: event.target.value === '' ? undefined : event.target.value })}
      />
      <Field
        label="Source"
        hint="norme, recommandation, publication, usage du laboratoire"
        value={rule.source}
        onChange={(event) => put({ source: event.target.value })}
      />
    </fieldset>
  );
}

function TurnOff({ rule, onSend }: { rule: RuleContent; onSend: (kind: 'off' | 'on' | 'remove', rule: RuleContent | null) => Promise<void> }) {
  const [reason, setReason] = useState('');
  if (rule.off) {
    const { off: _, ...on } = rule;
    return <Button onClick={() => void onSend('on', on)}>Réactiver</Button>;
  }
  return (
    <details className="basis-full">
      <summary className="min-h-touch cursor-pointer py-3 text-action">Désactiver ou retirer cette règle</summary>
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Pourquoi" className="w-80 max-w-full" value={reason} onChange={(event) => setReason(event.target.value)} />
        <Button closed={reason.trim() === '' && 'dites pourquoi'} onClick={() => void onSend('off', { ...rule, off: { reason: reason.trim() } })}>
          Désactiver
        </Button>
        <Button variant="danger-quiet" onClick={() => void onSend('remove', null)}>
          Retirer du brouillon
        </Button>
      </div>
    </details>
  );
}
