'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPCClient } from '../../../../_client/trpc';
import { formatInstant } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { Select } from '../../../../_ui/select';
import { TextArea } from '../../../../_ui/text-area';
import type { LinkContent, LinkDetail, LinkPreview } from '../../_logic/types';

type Understood = LinkPreview['current'][number];

/** Tries the settings on a message before they are saved: today's reading and the draft's, side by side. Nothing of a pasted text is kept. */
export function LinkTrial({ link, draft }: { link: LinkDetail; draft: LinkContent }) {
  const client = useTRPCClient();
  const [messageId, setMessageId] = useState('');
  const [pasted, setPasted] = useState('');
  const [seen, setSeen] = useState<LinkPreview | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = async () => {
    setProblem(null);
    const file = messageId === '' ? base64(pasted.replaceAll(/\r?\n/g, '\r')) : null;
    try {
      setSeen(await client.links.preview.mutate({ profileId: link.id, draft, messageId: messageId || null, file }));
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <section aria-label="Essayer sur un message" className="grid gap-3 border-t border-line pt-4">
      <h3 className="font-strong">Essayer sur un message avant d’enregistrer</h3>
      <Select
        label="Un des derniers messages de cette liaison"
        hint="l’ouvrir laisse une trace"
        placeholder="ou collez un message ci-dessous"
        value={messageId}
        onChange={(event) => setMessageId(event.target.value)}
        options={link.messages.map(({ id, receivedAt, messageType, controlId }) => ({
          value: id,
          label: `${formatInstant(receivedAt)}, ${messageType}, ${controlId}`,
        }))}
      />
      {messageId === '' && (
        <TextArea
          label="Message HL7"
          hint="rien n’en est gardé"
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
          spellCheck={false}
          autoComplete="off"
        />
      )}
      <div>
        <Button closed={messageId === '' && pasted.trim() === ''} onClick={() => void attempt()}>
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

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
