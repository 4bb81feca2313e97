'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { useTRPC } from '../../../_client/trpc';
import { formatCalendarDate, NBSP } from '../../../_text/format';
import { parisDay } from '../../../_text/paris-day';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { ErrorLine } from '../../../_ui/error-line';
import { Field } from '../../../_ui/field';
import { useProof } from '../../../_ui/prove';
import { Select } from '../../../_ui/select';
import { KIND_WORDS } from './desk-words';
import type { DeskFile, DeskRepresentative } from './types';

type Kind = DeskRepresentative['kind'];

const HINTS: Record<Kind, string> = {
  parent: 'D’un enfant mineur. Finit à ses 18 ans\u202f; dès 15 ans, ce que la loi protège lui reste fermé.',
  guardian: 'Par décision de justice, avec une fin.',
  trusted: 'Désignée par un adulte, avec son accord écrit et une fin.',
};

/** Lets somebody read for the patient, on a document seen: who, what he is to the patient, how long; confirmed by the person at the desk. */
export function GrantForm({ file, onChanged }: { file: DeskFile; onChanged: () => void }) {
  const trpc = useTRPC();
  const { prove, dialog } = useProof();
  const [isOpen, setOpen] = useState(false);
  const [kind, setKind] = useState<Kind>('parent');
  const [texts, setTexts] = useState({ familyName: '', givenName: '', birthDate: '', relation: '', evidence: '', fromDay: parisDay(file.at), lastDay: '' });
  const grant = useMutation(trpc.desk.grant.mutationOptions({ onSuccess: onChanged }));
  const refusal = refusalOf(grant.error);
  const { lastDay, ...needed } = texts;
  const isReady = Object.values(needed).every((text) => text.trim() !== '') && texts.evidence.trim().length >= 3 && (kind === 'parent' || lastDay !== '');
  const field = (name: keyof typeof texts) => ({
    value: texts[name],
    onChange: (event: { target: { value: string } }) => setTexts({ ...texts, [name]: event.target.value }),
    autoComplete: 'off',
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    const trimmed = Object.fromEntries(Object.entries(needed).map(([name, text]) => [name, text.trim()])) as typeof needed;
    const input = { patientId: file.patientId, kind, ...trimmed, lastDay: lastDay === '' ? null : lastDay };
    const proof = await prove('change-rights', input, {
      title: 'Donner cet accès',
      lines: [
        `${input.givenName} ${input.familyName} (${input.relation}) lira les résultats de ${file.name}.`,
        `Du ${formatCalendarDate(input.fromDay)}${input.lastDay ? ` au ${formatCalendarDate(input.lastDay)}` : ', jusqu’à la majorité'}. Pièce vue${NBSP}: ${input.evidence}.`,
      ],
    });
    if (proof) grant.mutate({ ...input, proof });
  };
  if (!isOpen)
    return (
      <div>
        <Button onClick={() => setOpen(true)}>Donner un accès à un représentant</Button>
      </div>
    );
  // The dialog has a form of its own: never inside this one.
  return (
    <>
      <form onSubmit={(event) => void submit(event)} className="grid gap-3 border-t border-line-strong pt-3 tablet:grid-cols-2" aria-label="Donner un accès">
        <Select
          label="Qui est-ce"
          hint={HINTS[kind]}
          value={kind}
          options={(['parent', 'guardian', 'trusted'] as const).map((value) => ({ value, label: KIND_WORDS[value] }))}
          onChange={(event) => setKind(event.target.value === 'guardian' ? 'guardian' : event.target.value === 'trusted' ? 'trusted' : 'parent')}
        />
        <Field label="Lien" hint="Mère, père, tuteur, fille…" {...field('relation')} />
        <Field label="Nom" {...field('familyName')} />
        <Field label="Prénom" {...field('givenName')} />
        <Field label="Date de naissance" hint="Avec son code, elle ouvre son espace." type="date" {...field('birthDate')} />
        <Field label="Pièce vue" hint="Sa référence, jamais son contenu." {...field('evidence')} />
        <Field label="Premier jour" type="date" {...field('fromDay')} />
        <Field label={kind === 'parent' ? 'Dernier jour (facultatif)' : 'Dernier jour'} type="date" {...field('lastDay')} />
        <div className="flex flex-wrap gap-2 tablet:col-span-2">
          <Button type="submit" variant="primary" pending={grant.isPending} closed={!isReady}>
            Donner cet accès
          </Button>
          <Button onClick={() => setOpen(false)}>Annuler</Button>
        </div>
        {grant.isError && (
          <div className="tablet:col-span-2">
            <ErrorLine sentence={refusalSentence(refusal?.code ?? '', refusal?.detail)} />
          </div>
        )}
      </form>
      {dialog}
    </>
  );
}
