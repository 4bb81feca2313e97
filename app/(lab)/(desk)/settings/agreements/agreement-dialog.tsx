'use client';

import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { trpcClient } from '../../../../_client/trpc';
import { Button } from '../../../../_ui/button';
import { Dialog } from '../../../../_ui/dialog';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { useProof } from '../../../../_ui/prove';
import { Select } from '../../../../_ui/select';
import { draftLacks, EMPTY_DRAFT } from '../../_logic/agreement-words';
import type { AgreementList } from '../../_logic/types';

/** Writes down what two entities signed on paper, after proving oneself again. */
export function AgreementDialog({ entities, onClose, onDone }: { entities: AgreementList['entities']; onClose: () => void; onDone: () => void }) {
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [problem, setProblem] = useState('');
  const { confirm, dialog } = useProof();
  const set = (field: keyof typeof EMPTY_DRAFT) => (event: { target: { value: string } }) => setDraft((before) => ({ ...before, [field]: event.target.value }));
  const options = entities.map(({ id, name }) => ({ value: id, label: name }));
  const nameOf = (id: string) => entities.find((entity) => entity.id === id)?.name ?? 'cet établissement';
  const lacks = draftLacks(draft);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (lacks) return;
    setProblem('');
    const content = {
      entityIds: [draft.one, draft.other] as [string, string],
      sharesPatients: draft.shares === 'yes',
      reference: draft.reference.trim(),
      signedFor: [draft.forOne.trim(), draft.forOther.trim()] as [string, string],
      signedOn: draft.signedOn,
      fromOn: draft.fromOn,
      untilOn: draft.untilOn === '' ? null : draft.untilOn,
    };
    const lines = [`${nameOf(draft.one)} et ${nameOf(draft.other)}`, content.sharesPatients ? 'base de patients commune' : 'bases de patients séparées'];
    try {
      const answer = await confirm('agree-entities', content, { title: 'Enregistrer cette convention', lines }, (proof) =>
        trpcClient.agreement.make.mutate({ ...content, proof }),
      );
      if (answer) onDone();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <>
      <Dialog title="Enregistrer une convention" open onClose={onClose}>
        <form className="grid gap-3" onSubmit={(event) => void send(event)}>
          <Select label="Premier établissement" value={draft.one} options={options} placeholder="Choisir" onChange={set('one')} />
          <Field label="Signée pour lui par" value={draft.forOne} maxLength={200} onChange={set('forOne')} />
          <Select label="Second établissement" value={draft.other} options={options} placeholder="Choisir" onChange={set('other')} />
          <Field label="Signée pour lui par" value={draft.forOther} maxLength={200} onChange={set('forOther')} />
          <Select
            label="Patients"
            value={draft.shares}
            placeholder="Choisir"
            options={[
              { value: 'yes', label: 'Base commune : antériorités lues de part et d’autre' },
              { value: 'no', label: 'Bases séparées : rien n’est lu de l’autre' },
            ]}
            onChange={set('shares')}
          />
          <Field label="Référence de la convention" value={draft.reference} maxLength={100} onChange={set('reference')} />
          <Field label="Signée le" type="date" value={draft.signedOn} onChange={set('signedOn')} />
          <Field label="À compter du" type="date" value={draft.fromOn} onChange={set('fromOn')} />
          <Field label="Jusqu’au" hint="Vide : sans terme." type="date" value={draft.untilOn} onChange={set('untilOn')} />
          {problem && <ErrorLine sentence={problem} />}
          <div>
            <Button type="submit" variant="primary" closed={lacks ?? false}>
              Enregistrer la convention
            </Button>
          </div>
        </form>
      </Dialog>
      {dialog}
    </>
  );
}
