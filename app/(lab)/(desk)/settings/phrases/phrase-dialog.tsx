'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPC } from '../../../../_client/trpc';
import { Button } from '../../../../_ui/button';
import { Dialog } from '../../../../_ui/dialog';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { TextArea } from '../../../../_ui/text-area';
import type { PhraseVersion } from '../../_logic/types';

interface PhraseDialogProps {
  laboratoryId: string;
  /** The newest version of the phrase; null = a new phrase. */
  newest: PhraseVersion | null;
  onClose: () => void;
  onDone: () => void;
}

/** Writes a phrase as a draft: nobody uses it before it is put in force. */
export function PhraseDialog({ laboratoryId, newest, onClose, onDone }: PhraseDialogProps) {
  const [title, setTitle] = useState(newest?.title ?? '');
  const [text, setText] = useState(newest?.text ?? '');
  const draft = useMutation(useTRPC().phrases.draft.mutationOptions({ onSuccess: onDone }));
  const shut = title.trim() === '' ? 'titre à écrire' : text.trim() === '' && 'texte à écrire';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!shut && !draft.isPending) draft.mutate({ laboratoryId, phraseId: newest?.phraseId ?? null, title, text, seen: newest?.version ?? 0 });
  };
  return (
    <Dialog open title={newest ? `Phrase : ${newest.title}` : 'Nouvelle phrase'} busy={draft.isPending} onClose={onClose}>
      <form onSubmit={submit} className="grid gap-3">
        <Field
          label="Titre"
          hint="Ce que l’on cherche : « hémolyse », « K haut »."
          value={title}
          maxLength={80}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextArea
          label="Texte"
          hint="Les variables entre accolades se remplissent depuis le dossier : {valeur}, {unité}, {antériorité}, {date}, {service}…"
          value={text}
          maxLength={2000}
          onChange={(event) => setText(event.target.value)}
        />
        {draft.isError && <ErrorLine sentence={sentenceOf(draft.error)} />}
        <p>
          <Button type="submit" variant="primary" pending={draft.isPending} closed={shut}>
            Enregistrer le projet
          </Button>
        </p>
      </form>
    </Dialog>
  );
}
