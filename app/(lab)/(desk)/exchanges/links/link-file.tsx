'use client';

import { useState } from 'react';
import { downloadText } from '../../../../_client/download-text';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPCClient } from '../../../../_client/trpc';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { problemLines } from '../../_logic/link-problems';
import type { LinkContent } from '../../_logic/types';
import type { FormStart } from './link-start';

interface LinkFileProps {
  content: LinkContent;
  profileId: string | null;
  mayManage: boolean;
  onStart: (start: FormStart) => void;
}

const LARGEST = 200_000;

/** The settings as a file (JSON), out and in. What comes in fills the form and is saved by nobody but the person who reads it there. */
export function LinkFile({ content, profileId, mayManage, onStart }: LinkFileProps) {
  const client = useTRPCClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [lines, setLines] = useState<string[]>([]);
  const bring = async (file: File) => {
    setProblem(null);
    setLines([]);
    const read = file.size > LARGEST ? null : parsed(await file.text());
    if (read === null) return setProblem(`Ce fichier n’est pas un profil de liaison (JSON de ${LARGEST / 1000}\u00a0ko au plus). Rien n’a changé.`);
    try {
      const { content: found, problems } = await client.links.check.query({ profileId, content: read });
      if (found === null) {
        setProblem('Ce profil ne peut pas être repris. Rien n’a changé. Corrigez dans le fichier\u00a0:');
        return setLines(problemLines(problems));
      }
      // Whether a link is open is decided here, never by a file.
      const taken = { ...found, isActive: content.isActive };
      onStart({
        content: taken,
        reason: `Profil repris du fichier ${file.name}`.slice(0, 200),
        note: `Le formulaire montre le profil du fichier «\u00a0${file.name}\u00a0». Rien n’est enregistré encore.`,
      });
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <section aria-label="Profil en fichier" className="grid gap-3 border-t border-line pt-4">
      <h3 className="font-strong">Profil en fichier</h3>
      <div className="flex flex-wrap items-end gap-3">
        <Button onClick={() => downloadText(`liaison-${content.sendingFacility || 'profil'}.json`, JSON.stringify(content, null, 2))}>
          Exporter le profil (JSON)
        </Button>
        {mayManage && (
          <Field
            type="file"
            accept=".json,application/json"
            label="Importer un profil (JSON)"
            hint="il remplit le formulaire, vous enregistrez ensuite"
            className="py-2.5"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              // The same file may be chosen again once it was corrected.
              event.target.value = '';
              if (file) void bring(file);
            }}
          />
        )}
      </div>
      {problem && <ErrorLine sentence={problem} />}
      {lines.length > 0 && (
        <ul className="list-disc pl-6">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function parsed(text: string): object | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : null;
  } catch {
    return null;
  }
}
