'use client';

import Link from 'next/link';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPC } from '../../../../_client/trpc';
import { SLOW_WORDS, useAct } from '../../../../_client/use-act';
import { Button } from '../../../../_ui/button';
import { nearnessWords, reachWords } from '../../_logic/repair-words';
import type { DeskLine, OpenedRepair, RepairAct } from '../../_logic/types';
import { NewDevice } from './new-device';
import { NewEntry } from './new-entry';

interface RepairChoiceProps {
  line: DeskLine;
  opened: OpenedRepair;
  isGone: boolean;
  onMended: () => void;
}

const VERBS: Record<string, string> = {
  unknown_prescriber: 'C’est lui',
  unknown_ward: 'C’est ce service',
  unknown_device: 'C’est cet appareil',
  unmapped_code: 'Associer',
  unit_mismatch: 'Même unité',
};

/** Match or create; nothing is picked by itself, and it says how far the choice reaches. */
export function RepairChoice({ line, opened, isGone, onMended }: RepairChoiceProps) {
  const trpc = useTRPC();
  const mend = useAct(trpc.repair.mend.mutationOptions({ onSuccess: onMended, onError: onMended }));
  const verb = VERBS[line.kind];
  if (line.kind === 'unknown_status' && !isGone)
    return (
      <Link href="/exchanges/links" data-print="no" className="inline-flex min-h-touch items-center text-action underline underline-offset-[3px]">
        Ouvrir les réglages des liaisons
      </Link>
    );
  if (!verb) return null;
  const choose = (choice: RepairAct) => mend.mutate({ itemId: line.id, choice });
  // What is said stays; what can no longer be pressed goes.
  const said = <p role="status">{mend.isSlow ? SLOW_WORDS : mend.error ? sentenceOf(mend.error) : mend.isSuccess ? 'Enregistré à votre nom.' : ''}</p>;
  if (isGone || mend.isSuccess) return said;
  return (
    <section aria-labelledby="correspondance" className="grid gap-2">
      <h3 id="correspondance" className="text-l font-strong">
        Correspondance
      </h3>
      <p className="text-s">
        Reçu : <b className="font-strong">{line.subject}</b> {line.kind === 'unknown_prescriber' ? opened.sent.prescriberName : opened.sent.label}
        {line.kind !== 'unit_mismatch' && opened.sent.unit && `, ${opened.sent.unit}`}
      </p>
      {opened.candidates.length === 0 && <p className="text-ink-2">Aucune proposition : rien de proche dans l’annuaire ou le catalogue.</p>}
      <ul className="grid gap-x-6 desk:grid-cols-2">
        {opened.candidates.map((candidate) => (
          <li key={candidate.target} className="flex items-center justify-between gap-3 border-b border-line py-2">
            <span>
              <b className="font-strong">{candidate.title}</b> <span className="figures text-s">{candidate.detail}</span>
              <span className="block text-s text-ink-2">{nearnessWords(candidate.nearness)}</span>
            </span>
            <Button pending={mend.isPending} onClick={() => choose(actOf(line.kind, candidate))}>
              {verb}
            </Button>
          </li>
        ))}
      </ul>
      {line.kind === 'unit_mismatch' && (
        <Button pending={mend.isPending} onClick={() => choose({ kind: 'unit', unit: '' })}>
          Garder à part, ne comparer avec rien
        </Button>
      )}
      {line.kind === 'unknown_device' && <NewDevice isPending={mend.isPending} onChoose={choose} />}
      <NewEntry kind={line.kind} label={opened.sent.label} chapters={opened.chapters} isPending={mend.isPending} onChoose={choose} />
      <p className="text-s text-ink-2">
        {line.kind === 'unknown_device' ? 'Vaut pour la suite ; ce qui est déjà entré garde l’origine avec laquelle il est venu.' : reachWords(opened.reach)}
      </p>
      {said}
    </section>
  );
}

function actOf(kind: string, candidate: OpenedRepair['candidates'][number]): RepairAct {
  switch (kind) {
    case 'unknown_prescriber':
      return { kind: 'prescriber', prescriberId: candidate.target };
    case 'unknown_ward':
      return { kind: 'ward', wardId: candidate.target };
    case 'unknown_device':
      return { kind: 'device', deviceId: candidate.target };
    case 'unmapped_code':
      return { kind: 'code', loinc: candidate.target, label: candidate.title, chapter: candidate.chapter };
    default:
      return { kind: 'unit', unit: candidate.target };
  }
}
