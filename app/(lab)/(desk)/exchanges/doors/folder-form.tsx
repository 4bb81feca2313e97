'use client';

import { useState } from 'react';
import { refusalOf } from '../../../../_client/refusal';
import { useTRPC } from '../../../../_client/trpc';
import { useAct } from '../../../../_client/use-act';
import { refusalSentence } from '../../../../_text/refusals';
import { Button } from '../../../../_ui/button';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import { ActSays } from '../../_desk/act-says';

interface FolderFormProps {
  pathId: string;
  laboratories: readonly { id: string; name: string }[];
  roots: readonly string[];
  onDeclared: () => void;
}

/** Declares a folder: whose it is and where. */
export function FolderForm({ pathId, laboratories, roots, onDeclared }: FolderFormProps) {
  const trpc = useTRPC();
  const [chosen, setChosen] = useState('');
  const [path, setPath] = useState('');
  const declare = useAct(
    trpc.folders.declare.mutationOptions({
      onSuccess: () => {
        setPath('');
        onDeclared();
      },
    }),
  );
  const refusal = refusalOf(declare.error);
  if (roots.length === 0)
    return (
      <p className="max-w-prose text-ink-2" data-print="no">
        Aucun dossier ne peut être déclaré : l’exploitant doit d’abord monter le partage et l’autoriser (variable RELAIS_FOLDERS).
      </p>
    );
  const laboratoryId = chosen || (laboratories[0]?.id ?? '');
  return (
    <form
      data-print="no"
      className="grid max-w-prose gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() !== '' && !declare.isPending) declare.mutate({ laboratoryId, path });
      }}
    >
      <h3 className="font-strong">Déclarer un dossier</h3>
      <Select
        label="Laboratoire"
        value={laboratoryId}
        onChange={(event) => setChosen(event.target.value)}
        options={laboratories.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Field
        id={pathId}
        label="Chemin"
        hint={`Chemin complet sur le serveur, sous ${roots.join(' ou ')}`}
        autoComplete="off"
        spellCheck={false}
        value={path}
        error={refusal ? refusalSentence(refusal.code, refusal.detail) : undefined}
        onChange={(event) => setPath(event.target.value)}
      />
      <Button type="submit" pending={declare.isPending} closed={path.trim() === '' && 'indiquez le chemin'}>
        Surveiller ce dossier
      </Button>
      {!refusal && <ActSays acts={[declare]} />}
    </form>
  );
}
