'use client';

import { useState } from 'react';
import { refusalOf } from '../../../../_client/refusal';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPCClient } from '../../../../_client/trpc';
import { formatInstant } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import { TextArea } from '../../../../_ui/text-area';
import type { LinkContent, LinkDetail, LinkPreview } from '../../_logic/types';

type Understood = LinkPreview['current'][number];

/** Base64 of a file may not be longer than what the server takes. */
const LARGEST = 2_000_000;

/** Tries the settings on a message before they are saved: today's reading and the draft's, side by side. Nothing of a pasted text or a file is kept. */
export function LinkTrial({ link, draft }: { link: LinkDetail; draft: LinkContent }) {
  const client = useTRPCClient();
  const [messageId, setMessageId] = useState('');
  const [pasted, setPasted] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [seen, setSeen] = useState<LinkPreview | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const take = (chosen: File | undefined) => {
    if (!chosen) return;
    setSeen(null);
    setProblem(chosen.size > LARGEST ? 'Ce fichier est trop grand\u00a0: 2\u00a0Mo au plus. Donnez un seul message.' : null);
    setFile(chosen.size > LARGEST ? null : chosen);
  };
  const attempt = async () => {
    setProblem(null);
    setReading(true);
    try {
      // A file goes as it is: its character set is part of what is tried.
      const bytes = file ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(pasted.replaceAll(/\r?\n/g, '\r'));
      setSeen(await client.links.preview.mutate({ profileId: link.id, draft, messageId: messageId || null, file: messageId ? null : base64(bytes) }));
    } catch (error) {
      setProblem(refusalOf(error) ? sentenceOf(error) : 'Le message n’a pas pu être lu\u00a0: corrigez d’abord les réglages marqués, ou réessayez.');
    } finally {
      setReading(false);
    }
  };
  const isEmpty = messageId === '' && file === null && pasted.trim() === '';
  return (
    <section aria-label="Essayer sur un message" className="grid gap-3 border-t border-line pt-4">
      <h3 className="font-strong">Essayer sur un message avant d’enregistrer</h3>
      <Select
        label="Un des derniers messages de cette liaison"
        hint="l’ouvrir laisse une trace"
        placeholder="ou un fichier, ou un texte collé ci-dessous"
        value={messageId}
        onChange={(event) => setMessageId(event.target.value)}
        options={link.messages.map(({ id, receivedAt, messageType, controlId }) => ({
          value: id,
          label: `${formatInstant(receivedAt)}, ${messageType}, ${controlId}`,
        }))}
      />
      {messageId === '' && file === null && (
        <>
          <Field
            type="file"
            accept=".hl7,.er7,.txt,.oru,.adt,text/plain"
            label="Fichier"
            hint="choisissez-le, ou déposez-le ici ; rien n’en est gardé"
            onChange={(event) => take(event.target.files?.[0])}
            className="min-h-20! border-dashed py-6"
          />
          <TextArea
            label="Message HL7 collé"
            hint="rien n’en est gardé"
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
            spellCheck={false}
            autoComplete="off"
            className="font-mono"
          />
        </>
      )}
      {messageId === '' && file !== null && (
        <p className="flex flex-wrap items-center gap-3">
          Fichier{'\u00a0'}: <b className="font-strong wrap-anywhere">{file.name}</b>
          <Button onClick={() => setFile(null)}>Retirer ce fichier</Button>
        </p>
      )}
      <div>
        <Button pending={isReading} closed={isEmpty && 'choisissez un message'} onClick={() => void attempt()}>
          Essayer
        </Button>
      </div>
      {problem && <ErrorLine sentence={problem} />}
      {seen && (
        <div aria-live="polite" className="grid gap-4 desk:grid-cols-2">
          <Reading title="Profil actuel" read={seen.current} other={seen.draft} />
          <Reading title="Brouillon" read={seen.draft} other={seen.current} />
        </div>
      )}
    </section>
  );
}

function Reading({ title, read, other }: { title: string; read: Understood[]; other: Understood[] }) {
  const elsewhere = new Set(other.flatMap(linesOf));
  return (
    <div>
      <h4 className="font-strong">{title}</h4>
      {read.flatMap(linesOf).map((line, index) => (
        <p key={`${index}-${line}`} className={elsewhere.has(line) ? '' : 'border-l-3 border-abnormal pl-2'}>
          {!elsewhere.has(line) && '◆ '}
          {line}
        </p>
      ))}
    </div>
  );
}

const word = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

function linesOf({ answer, problems, patient, dossiers }: Understood): string[] {
  return [
    `Réponse\u00a0: ${answer}`,
    ...problems.map(({ segment, field, text }) => `${segment}${field === null ? '' : `-${field}`}\u00a0: ${text}`),
    ...(patient ? [`Patient\u00a0: ${[patient['birthFamilyName'], patient['birthDate'], patient['identifier']].map(word).join(' ')}`] : []),
    ...dossiers.flatMap(({ accessionNumber, observations, notes }) => [
      `Dossier ${accessionNumber}`,
      ...observations.map((result) =>
        ['label', 'code', 'value', 'unit', 'interpretation', 'status']
          .map((key) => word(result[key]))
          .filter(Boolean)
          .join(' · '),
      ),
      ...notes.map((note) => `Note\u00a0: ${note}`),
    ]),
  ];
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
