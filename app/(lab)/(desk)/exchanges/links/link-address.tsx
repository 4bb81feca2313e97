'use client';

import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPCClient } from '../../../../_client/trpc';
import { formatInstant } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { useProof } from '../../../../_ui/prove';
import { trialSentences } from '../../_logic/link-trial-words';
import type { LinkDetail, LinkTrialResult } from '../../_logic/types';

interface LinkAddressProps {
  link: LinkDetail;
  mayManage: boolean;
  onDone: () => void;
}

/** Where Relais sends for this laboratory; changing it costs a proof, trying it opens a connection and sends nothing. */
export function LinkAddress({ link, mayManage, onDone }: LinkAddressProps) {
  const client = useTRPCClient();
  const proving = useProof();
  const { laboratoryId, laboratory, address } = link;
  const [typed, setTyped] = useState(address.own ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [isTrying, setTrying] = useState(false);
  const [trial, setTrial] = useState<LinkTrialResult | null>(null);
  const inForce = address.own ?? address.fallback;
  const isSame = typed.trim() === (address.own ?? '');
  const change = async (event: FormEvent) => {
    event.preventDefault();
    if (isSame) return;
    setProblem(null);
    setTrial(null);
    const input = { laboratoryId, address: typed.trim() };
    const what = { title: 'Changer l’adresse d’envoi', lines: [`${laboratory}\u00a0: ${input.address || 'celle de la plateforme'}`] };
    try {
      if ((await proving.confirm('change-link', input, what, (proof) => client.links.changeAddress.mutate({ ...input, proof }))) !== null) onDone();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const attempt = async () => {
    setProblem(null);
    setTrial(null);
    setTrying(true);
    try {
      setTrial(await client.links.try.mutate({ laboratoryId }));
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setTrying(false);
    }
  };
  const said = trial && trialSentences(trial);
  return (
    <section aria-label="Adresse d’envoi" className="grid gap-3 border-t border-line px-5 py-4">
      <h3 className="font-strong">Où Relais envoie pour {laboratory}</h3>
      <p className="wrap-anywhere">
        {inForce === null ? (
          <b className="font-strong text-critical">▲ Aucune adresse{'\u00a0'}: rien ne peut partir.</b>
        ) : (
          <>
            <b className="font-strong">{inForce}</b>
            {address.own === null && ', l’adresse de la plateforme'}
            {address.changedAt && `, réglée le ${formatInstant(address.changedAt)}`}
          </>
        )}
        <span className="block text-s text-ink-2">Elle vaut pour toutes les liaisons de ce laboratoire.</span>
      </p>
      {mayManage && (
        <form onSubmit={(event) => void change(event)} noValidate className="flex flex-wrap items-end gap-3">
          <Field
            label="Adresse du SIL"
            hint="mllps://nom:port ; vide : celle de la plateforme ; preuve demandée"
            value={typed}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
            className="min-w-72"
          />
          <Button type="submit" closed={isSame && 'rien n’a changé'}>
            Changer l’adresse
          </Button>
          <Button pending={isTrying} closed={!isSame && 'enregistrez d’abord l’adresse'} onClick={() => void attempt()}>
            Essayer la liaison
          </Button>
        </form>
      )}
      {problem && <ErrorLine sentence={problem} />}
      <div role="status">
        {said && (
          <div className={`border-l-3 pl-3 ${said.isGood ? 'border-fresh' : 'border-critical'}`}>
            <p className={`font-strong ${said.isGood ? 'text-fresh' : 'text-critical'}`}>
              {said.isGood ? '✓ ' : '▲ '}
              {said.title}
            </p>
            {said.lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        )}
      </div>
      {proving.dialog}
    </section>
  );
}
