'use client';

import { type FormEvent, useState } from 'react';
import { downloadText } from '../../../../_client/download-text';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPCClient } from '../../../../_client/trpc';
import { Button } from '../../../../_ui/button';
import { Checkbox } from '../../../../_ui/checkbox';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { useProof } from '../../../../_ui/prove';
import { Select } from '../../../../_ui/select';
import { TextArea } from '../../../../_ui/text-area';
import {
  contentOf,
  differences,
  draftOf,
  LINK_BOXES,
  LINK_TEXTS,
  type LinkBoxField,
  type LinkFieldWords,
  type LinkTextField,
  opensDoor,
} from '../../_logic/link-form';
import type { LinkContent, LinkDetail } from '../../_logic/types';
import { LinkTrial } from './link-trial';

interface FormProps {
  link?: LinkDetail;
  before: LinkContent;
  describes?: string;
  laboratories?: readonly { value: string; label: string }[];
  mayManage: boolean;
  onDone: () => void;
  onClose: () => void;
}

const NO_LABORATORY: NonNullable<FormProps['laboratories']> = [];
const CHARSETS = ['UNICODE UTF-8', '8859/1', '8859/15', 'ASCII'].map((value) => ({ value, label: value }));

/** Every setting of a link in French; saving makes the next version, and costs a proof where it opens a door. */
export function LinkForm({ link, before, describes, laboratories = NO_LABORATORY, mayManage, onDone, onClose }: FormProps) {
  const client = useTRPCClient();
  const proving = useProof();
  const [draft, setDraft] = useState(() => draftOf(before));
  const [charset, setCharset] = useState(before.defaultCharset);
  const [reason, setReason] = useState('');
  const [laboratoryId, setLaboratoryId] = useState(laboratories[0]?.value ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const content = { ...contentOf(draft, before), defaultCharset: charset };
  const changes = link ? differences(before, content) : [];

  const save = async (wanted: LinkContent, why: string) => {
    setProblem(null);
    const what = { title: link ? 'Changer la liaison' : 'Créer la liaison', lines: link ? differences(before, wanted) : [wanted.name] };
    try {
      if (!link) {
        const input = { laboratoryId, content: wanted, reason: why };
        if ((await proving.confirm('change-link', input, what, (proof) => client.links.create.mutate({ ...input, proof }))) === null) return;
      } else {
        const input = { profileId: link.id, version: link.version, content: wanted, reason: why };
        if (!opensDoor(before, wanted)) await client.links.change.mutate(input);
        else if ((await proving.confirm('change-link', input, what, (proof) => client.links.changeProven.mutate({ ...input, proof }))) === null) return;
      }
      onDone();
      if (!link) onClose();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(content, reason.trim());
  };
  return (
    <section aria-label={before.name} className="grid gap-4 px-5 py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-title font-strong">{link ? before.name : 'Nouvelle liaison'}</h2>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => downloadText(`liaison-${before.sendingFacility || 'profil'}.json`, JSON.stringify(content, null, 2))}>Exporter</Button>
          <Button onClick={onClose}>Fermer</Button>
        </div>
      </div>
      {describes && <p className="text-ink-2">{describes}</p>}
      {problem && <ErrorLine sentence={problem} />}
      <form onSubmit={submit} className="grid gap-4">
        <fieldset disabled={!mayManage} className="grid gap-4 desk:grid-cols-2">
          <legend className="sr-only">Réglages de la liaison</legend>
          {!link && <Select label="Laboratoire" value={laboratoryId} onChange={(event) => setLaboratoryId(event.target.value)} options={laboratories} />}
          <Select
            label="Jeu de caractères par défaut"
            hint="quand MSH-18 est vide"
            value={charset}
            onChange={(event) => setCharset(event.target.value as LinkContent['defaultCharset'])}
            options={CHARSETS}
          />
          {(Object.entries(LINK_TEXTS) as [LinkTextField, LinkFieldWords][]).map(([field, { label, hint, isLong }]) => {
            const input = { label, hint, value: draft[field], autoComplete: 'off', spellCheck: false };
            const set = (value: string) => setDraft({ ...draft, [field]: value });
            return isLong ? (
              <TextArea key={field} {...input} rows={2} onChange={(event) => set(event.target.value)} />
            ) : (
              <Field key={field} {...input} onChange={(event) => set(event.target.value)} />
            );
          })}
          <div className="grid desk:col-span-2">
            {(Object.entries(LINK_BOXES) as [LinkBoxField, string][]).map(([field, label]) => (
              <Checkbox key={field} label={label} checked={draft[field]} onChange={(event) => setDraft({ ...draft, [field]: event.target.checked })} />
            ))}
          </div>
        </fieldset>
        {changes.length > 0 && (
          <ul aria-label="Ce qui change" className="border-l-3 border-action pl-3">
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        )}
        {mayManage && (
          <div className="flex flex-wrap items-end gap-3">
            <Field
              label="Motif du changement"
              hint="gardé avec la version"
              value={reason}
              minLength={3}
              maxLength={200}
              required
              onChange={(event) => setReason(event.target.value)}
            />
            <Button type="submit" variant="primary" closed={reason.trim().length < 3 || (link !== undefined && changes.length === 0)}>
              {link ? 'Enregistrer' : 'Créer la liaison'}
            </Button>
            {link && (
              <Button closed={reason.trim().length < 3} onClick={() => void save({ ...before, isActive: !before.isActive }, reason.trim())}>
                {before.isActive ? 'Fermer la liaison' : 'Rouvrir la liaison'}
              </Button>
            )}
          </div>
        )}
      </form>
      {link && mayManage && <LinkTrial link={link} draft={content} />}
      {proving.dialog}
    </section>
  );
}
