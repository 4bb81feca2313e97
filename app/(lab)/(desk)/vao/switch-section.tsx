'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../_client/sentence-of';
import { useTRPCClient } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';
import { ErrorLine } from '../../../_ui/error-line';
import { useProof } from '../../../_ui/prove';
import type { VaoState, VaoSwitch } from '../_logic/types';
import { switchWords } from '../_logic/vao-words';

type Subject = Parameters<ReturnType<typeof useTRPCClient>['autoverification']['switchOff']['mutate']>[0];
const EVERYTHING = '00000000-0000-0000-0000-000000000000';

/** The four places where it is stopped by one press; put on again only by a biologist who proves that she is there. */
export function SwitchSection({ state, onDone }: { state: VaoState; onDone: () => void }) {
  const client = useTRPCClient();
  const proving = useProof();
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (act: () => Promise<unknown>) => {
    setProblem(null);
    try {
      if ((await act()) !== null) onDone();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const off = (subject: Subject) => void run(() => client.autoverification.switchOff.mutate(subject));
  const on = (subject: Subject, name: string) =>
    void run(() =>
      proving.confirm('accept-autoverification', subject, { title: 'Remettre en marche', lines: [name] }, (proof) =>
        client.autoverification.switchOn.mutate({ ...subject, proof }),
      ),
    );
  const line = (name: string, view: VaoSwitch, subject: Subject, mayPutOn = true) => (
    <li key={`${subject.scope} ${subject.subjectId}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2">
      <span className="min-w-0 flex-1 basis-[240px]">
        <b className="font-strong">{name}</b>
        <span className="block text-s text-ink-2">{switchWords(view)}</span>
      </span>
      <span data-print="no">
        {view.isOn && state.mayStop && (
          <Button variant="primary" aria-label={`Arrêter\u00a0: ${name}`} onClick={() => off(subject)}>
            Arrêter
          </Button>
        )}
        {!view.isOn && state.mayAccept && mayPutOn && (
          <Button aria-label={`Remettre en marche\u00a0: ${name}`} onClick={() => on(subject, name)}>
            Mettre en marche
          </Button>
        )}
      </span>
    </li>
  );
  return (
    <section aria-label="Interrupteurs" className="grid gap-2">
      <h2 className="text-l font-strong">Interrupteurs</h2>
      <p className="text-s text-ink-2">
        Un seul à l’arrêt suffit pour que rien ne soit validé automatiquement. Arrêter est immédiat et ne demande rien&nbsp;; ce qui n’est pas encore parti
        reste à un biologiste.
      </p>
      {problem && <ErrorLine sentence={problem} />}
      <ul>
        {line('Partout', state.everything, { scope: 'all', subjectId: EVERYTHING })}
        {state.laboratories.flatMap(({ name, rules, ruleSwitch, sites }) => [
          ...(rules ? [line(`Règles « ${rules.title} », version ${rules.version}, ${name}`, ruleSwitch, { scope: 'rule-set', subjectId: rules.id })] : []),
          ...sites.map((site) => line(`Site ${site.name}`, site.siteSwitch, { scope: 'site', subjectId: site.id })),
        ])}
        {state.biologists.map(({ id, name, own, personSwitch }) => line(name, personSwitch, { scope: 'biologist', subjectId: id }, own))}
      </ul>
      {proving.dialog}
    </section>
  );
}
