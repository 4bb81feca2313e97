'use client';

import { useMutation } from '@tanstack/react-query';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPC } from '../../../../_client/trpc';
import { formatInstant } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import type { PhraseVersion } from '../../_logic/types';

interface PhraseArticleProps {
  laboratoryId: string;
  /** Newest first. */
  versions: readonly PhraseVersion[];
  mayManage: boolean;
  onEdit: () => void;
  onChanged: () => void;
}

const STATES = { draft: 'projet', 'in-force': 'en vigueur', retired: 'retirée' } as const;

/** One phrase with its past; a draft is put in force, one in force is retired, by whoever may. */
export function PhraseArticle({ laboratoryId, versions, mayManage, onEdit, onChanged }: PhraseArticleProps) {
  const trpc = useTRPC();
  const force = useMutation(trpc.phrases.putInForce.mutationOptions({ onSuccess: onChanged }));
  const retire = useMutation(trpc.phrases.retire.mutationOptions({ onSuccess: onChanged }));
  const draft = versions.find(({ state }) => state === 'draft');
  const inForce = versions.find(({ state }) => state === 'in-force');
  const failure = force.error ?? retire.error;
  return (
    <article className="border-t border-line pt-2" aria-label={versions[0]?.title}>
      <h2 className="font-strong">{versions[0]?.title}</h2>
      <ol>
        {versions.map((version) => (
          <li key={version.version} className="py-1">
            <p className="whitespace-pre-line">{version.text}</p>
            <p className="text-s text-ink-2">
              Version {version.version}, <b className="font-medium">{STATES[version.state]}</b> · {pastWords(version)}
            </p>
          </li>
        ))}
      </ol>
      {mayManage && (
        <p className="flex flex-wrap gap-2" data-print="no">
          <Button onClick={onEdit}>{draft ? 'Reprendre le projet' : 'Écrire une nouvelle version'}</Button>
          {draft && (
            <Button
              variant="primary"
              pending={force.isPending}
              onClick={() => force.mutate({ laboratoryId, phraseId: draft.phraseId, version: draft.version })}
            >
              Mettre en vigueur
            </Button>
          )}
          {inForce && (
            <Button pending={retire.isPending} onClick={() => retire.mutate({ laboratoryId, phraseId: inForce.phraseId, version: inForce.version })}>
              Retirer
            </Button>
          )}
        </p>
      )}
      {failure && <ErrorLine sentence={sentenceOf(failure)} />}
    </article>
  );
}

const pastWords = ({ writtenByName, writtenAt, inForceByName, inForceFrom, retiredByName, retiredAt }: PhraseVersion): string =>
  [
    `écrite par ${writtenByName} le ${formatInstant(writtenAt)}`,
    inForceFrom ? `mise en vigueur par ${inForceByName ?? ''} le ${formatInstant(inForceFrom)}` : '',
    retiredAt ? `retirée par ${retiredByName ?? ''} le ${formatInstant(retiredAt)}` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
