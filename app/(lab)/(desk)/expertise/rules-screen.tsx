'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../../_client/sentence-of';
import { useTRPC, useTRPCClient } from '../../../_client/trpc';
import { formatInstant, plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { EmptyState } from '../../../_ui/empty-state';
import { ErrorLine } from '../../../_ui/error-line';
import { Field } from '../../../_ui/field';
import { HelpDialog } from '../../../_ui/help-dialog';
import { LoadingLine } from '../../../_ui/loading-line';
import { useProof } from '../../../_ui/prove';
import { Select } from '../../../_ui/select';
import { DeskBar } from '../_desk/desk-bar';
import { PrintButton } from '../_desk/print-button';
import { byChapter, CHAPTERS, rulesWith, standingWords } from '../_logic/rule-words';
import type { RuleSetOfPage } from '../_logic/types';
import { RuleArticle } from './rule-article';
import { Suspension } from './suspension';
import { useLaboratory } from './use-laboratory';

/** The set of one laboratory: who answers for it, and every rule in sentences. */
export function RulesScreen() {
  const trpc = useTRPC();
  const { list, set, laboratoryId, choice } = useLaboratory();
  const life = useQuery(trpc.rules.life.queryOptions({ laboratoryId }, { enabled: laboratoryId !== '' }));
  const [search, setSearch] = useState('');
  const [chapter, setChapter] = useState('');
  const shown = rulesWith(set?.rules ?? [], search).filter((rule) => chapter === '' || rule.chapter === chapter);
  return (
    <>
      <DeskBar
        title="Règles d’expertise"
        subtitle={set && `version ${set.version}, ${plural(set.rules.length, 'règle', 'règles')} en vigueur depuis le ${formatInstant(set.inForceFrom)}`}
      >
        <div data-print="no" className="contents">
          <PrintButton />
        </div>
      </DeskBar>
      {list.isError && <ErrorLine sentence="Les règles n’ont pas pu être lues." onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingLine what="Lecture des règles…" />}
      {list.data?.length === 0 && (
        <EmptyState title="Aucune règle">Aucun jeu de règles n’est en vigueur dans vos laboratoires : tout est « non évalué ».</EmptyState>
      )}
      {set && (
        <main className="grid flex-1 content-start gap-4 bg-surface px-4 py-4 desk:px-6">
          <div className="grid items-end gap-3 tablet:grid-cols-3" data-print="no">
            {choice}
            <Select
              label="Domaine"
              value={chapter}
              onChange={(event) => setChapter(event.target.value)}
              options={[{ value: '', label: 'Tous' }, ...CHAPTERS]}
            />
            <Field label="Chercher" hint="analyte, code, mot de la règle, source" value={search} onChange={(event) => setSearch(event.target.value)} />
          </div>
          {life.data && <Suspension life={life.data} onDone={() => void life.refetch()} />}
          <Approval key={set.versionId} set={set} onDone={() => void list.refetch()} />
          {!set.isReadable && <ErrorLine sentence="Ce jeu ne peut pas être lu : aucun dossier n’est évalué." />}
          <p role="status" className="text-ink-2">
            {shown.length === set.rules.length ? plural(shown.length, 'règle', 'règles') : `${plural(shown.length, 'règle', 'règles')} sur ${set.rules.length}`}
          </p>
          {byChapter(shown).map(({ label, rules }) => (
            <section key={label} aria-label={label}>
              <h2 className="border-b border-line-strong pb-1 text-l font-strong">
                {label} <span className="text-base font-normal text-ink-2">{rules.length}</span>
              </h2>
              {rules.map((rule) => (
                <RuleArticle key={rule.code} rule={rule} />
              ))}
            </section>
          ))}
        </main>
      )}
      <HelpDialog keys={[]} />
    </>
  );
}

/** Who answers for the set; a biologist of the laboratory puts her name under it, with a proof. */
function Approval({ set, onDone }: { set: RuleSetOfPage; onDone: () => void }) {
  const client = useTRPCClient();
  const proving = useProof();
  const [problem, setProblem] = useState<string | null>(null);
  const approve = async () => {
    setProblem(null);
    const input = { versionId: set.versionId, contentHash: set.contentHash };
    const what = {
      title: 'Approuver ce jeu de règles',
      lines: [`${set.laboratory}\u00a0: ${set.title}, version ${set.version}, ${plural(set.rules.length, 'règle', 'règles')}`],
    };
    try {
      if ((await proving.confirm('approve-rules', input, what, (proof) => client.rules.approve.mutate({ ...input, proof }))) !== null) onDone();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <section aria-label="Approbation" className="grid gap-2 border-l-3 border-line-strong pl-3">
      <p>
        <b className="font-strong">{standingWords(set)}</b>
        {set.approval && `, le ${formatInstant(set.approval.at)}`}. <span className="text-ink-2">Écrit par {set.author}.</span>
      </p>
      {!set.approval && set.mayApprove && (
        <p data-print="no">
          <Button onClick={() => void approve()}>Approuver ce jeu</Button>
        </p>
      )}
      {problem && <ErrorLine sentence={problem} />}
      {proving.dialog}
    </section>
  );
}
