'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPCClient } from '../../../../_client/trpc';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { useProof } from '../../../../_ui/prove';
import { contentOf, differences, draftOf, opensDoor } from '../../_logic/link-form';
import { type ProblemsOnForm, problemsOnForm } from '../../_logic/link-problems';
import type { LinkContent, LinkDetail } from '../../_logic/types';
import { LinkFields } from './link-fields';
import { LinkFile } from './link-file';
import type { FormStart } from './link-start';
import { LinkTrial } from './link-trial';

interface FormProps {
  link?: LinkDetail;
  before: LinkContent;
  start: FormStart | null;
  describes?: string;
  laboratories?: readonly { value: string; label: string }[];
  mayManage: boolean;
  onDone: () => void;
  onClose: () => void;
  onStart: (start: FormStart) => void;
}

const NO_LABORATORY: NonNullable<FormProps['laboratories']> = [];
const NO_PROBLEM: ProblemsOnForm = { fields: {}, others: [] };

/** Every setting of a link in French; saving makes the next version, and costs a proof where it opens a door. */
export function LinkForm({ link, before, start, describes, laboratories = NO_LABORATORY, mayManage, onDone, onClose, onStart }: FormProps) {
  const client = useTRPCClient();
  const proving = useProof();
  const base = start?.content ?? before;
  const [draft, setDraft] = useState(() => draftOf(base));
  const [charset, setCharset] = useState(base.defaultCharset);
  const [reason, setReason] = useState(start?.reason ?? '');
  const [laboratoryId, setLaboratoryId] = useState(laboratories[0]?.value ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [wrong, setWrong] = useState(NO_PROBLEM);
  const [isSaving, setSaving] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // Chosen by hand: the eye goes there, also where the list stands above.
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (wrong !== NO_PROBLEM) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrong]);
  const content = { ...contentOf(draft, base), defaultCharset: charset };
  const changes = link ? differences(before, content) : [];

  const send = async (typed: LinkContent, why: string) => {
    const checked = await client.links.check.query({ profileId: link?.id ?? null, content: typed });
    setWrong(problemsOnForm(checked.problems));
    const wanted = checked.content;
    if (wanted === null || checked.problems.length > 0) return setProblem('Rien n’a été enregistré\u00a0: corrigez ce qui est marqué.');
    const what = { title: link ? 'Changer la liaison' : 'Créer la liaison', lines: link ? differences(before, wanted) : [wanted.name] };
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
  };
  const save = async (typed: LinkContent) => {
    setProblem(null);
    setSaving(true);
    try {
      await send(typed, reason.trim());
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setSaving(false);
    }
  };
  const isShort = reason.trim().length < 3;
  const whyClosed = link !== undefined && changes.length === 0 ? 'rien n’a changé' : isShort && 'écrivez le motif';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whyClosed === false && !isSaving) void save(content);
  };
  return (
    <section aria-label={before.name} className="grid gap-4 px-5 py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 ref={heading} tabIndex={-1} className="text-title font-strong">
          {link ? before.name : 'Nouvelle liaison'}
        </h2>
        <Button onClick={onClose}>Fermer</Button>
      </div>
      {describes && <p className="text-ink-2">{describes}</p>}
      {start && (
        <p role="status" className="border-l-3 border-action pl-3">
          {start.note}
        </p>
      )}
      <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
        <LinkFields
          draft={draft}
          charset={charset}
          isShut={!mayManage}
          wrong={wrong.fields}
          onDraft={setDraft}
          onCharset={setCharset}
          {...(link ? {} : { laboratory: { id: laboratoryId, all: laboratories, onChoose: setLaboratoryId } })}
        />
        {changes.length > 0 && (
          <ul aria-label="Ce qui change" className="border-l-3 border-action pl-3 wrap-anywhere">
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        )}
        {problem && <ErrorLine sentence={[problem, ...wrong.others].join(' ')} />}
        {mayManage && (
          <div className="flex flex-wrap items-end gap-3">
            <Field
              label="Motif du changement"
              hint="gardé avec la version"
              value={reason}
              maxLength={200}
              onChange={(event) => setReason(event.target.value)}
            />
            <Button type="submit" variant="primary" pending={isSaving} closed={whyClosed}>
              {link ? 'Enregistrer' : 'Créer la liaison'}
            </Button>
            {link && (
              <Button pending={isSaving} closed={isShort && 'écrivez le motif'} onClick={() => void save({ ...before, isActive: !before.isActive })}>
                {before.isActive ? 'Fermer la liaison' : 'Rouvrir la liaison'}
              </Button>
            )}
          </div>
        )}
      </form>
      <LinkFile content={content} profileId={link?.id ?? null} mayManage={mayManage} onStart={onStart} />
      {link?.isOwn && mayManage && <LinkTrial link={link} draft={content} />}
      {proving.dialog}
    </section>
  );
}
