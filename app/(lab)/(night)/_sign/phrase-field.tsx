'use client';

import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { sentenceOf } from '../../../_client/sentence-of';
import { trpcClient, useTRPC } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';
import { Field } from '../../../_ui/field';
import { TextArea } from '../../../_ui/text-area';
import { phrasesFound } from '../_logic/phrase-search';
import type { UsedPhrase } from '../_logic/types';

export interface PhraseFieldProps {
  label: string;
  dossierId: string;
  laboratoryId: string;
  /** The result that a phrase speaks of; null = the whole dossier. */
  observationId: string | null;
  value: string;
  readOnly?: boolean;
  onValue: (text: string) => void;
  onPhrase: (phrase: UsedPhrase) => void;
  /** Takes the field away, for one that was added. */
  remove?: { label: string; run: () => void } | undefined;
}

/** The person asked for the field: she is in it. */
const focusOnce = (input: HTMLInputElement | null): void => input?.focus();

/** A comment, written freely or from the laboratory's phrases: a few letters find one, Entrée puts it in, filled from the dossier. */
export function PhraseField({ label, dossierId, laboratoryId, observationId, value, readOnly = false, onValue, onPhrase, remove }: PhraseFieldProps) {
  const [search, setSearch] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const listId = useId();
  const { data } = useQuery(useTRPC().phrases.list.queryOptions({ laboratoryId }, { enabled: search !== null }));
  const found = search === null ? [] : phrasesFound(data?.phrases ?? [], search);
  const put = async (phraseId: string) => {
    setProblem('');
    try {
      const filled = await trpcClient.validation.fillPhrase.query({ dossierId, phraseId, observationId });
      onPhrase(filled);
      onValue([value.trim(), filled.text].filter((text) => text !== '').join(' '));
      setSearch(null);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const onKey = (event: KeyboardEvent) => {
    const [first] = found;
    if (event.key !== 'Enter' || !first) return;
    event.preventDefault();
    void put(first.phraseId);
  };
  return (
    <div className="grid gap-1.5">
      <TextArea label={label} value={value} maxLength={2000} rows={2} readOnly={readOnly} onChange={(event) => onValue(event.target.value)} />
      {search === null ? (
        <p className="flex flex-wrap gap-2">
          <Button closed={readOnly} onClick={() => setSearch('')} aria-label={`Phrase de la bibliothèque, ${label}`}>
            Phrase…
          </Button>
          {remove && (
            <Button variant="danger-quiet" closed={readOnly} onClick={remove.run} aria-label={remove.label}>
              Enlever
            </Button>
          )}
        </p>
      ) : (
        <search className="grid gap-1" aria-label="Bibliothèque de phrases">
          <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
            <Field
              label="Chercher une phrase"
              hint="quelques lettres, puis Entrée"
              inputRef={focusOnce}
              autoComplete="off"
              aria-controls={listId}
              value={search}
              onKeyDown={onKey}
              onChange={(event) => setSearch(event.target.value)}
            />
            <Button onClick={() => setSearch(null)}>Fermer</Button>
          </div>
          <ul id={listId}>
            {found.map(({ phraseId, title, text }) => (
              <li key={phraseId}>
                <button type="button" onClick={() => void put(phraseId)} className="min-h-touch w-full cursor-pointer border-b border-line py-1 text-left">
                  <b className="font-strong">{title}</b> <span className="text-s text-ink-2">{text}</span>
                </button>
              </li>
            ))}
          </ul>
          {data && found.length === 0 && <p className="text-s text-ink-2">Aucune phrase en vigueur ne répond.</p>}
        </search>
      )}
      {problem && (
        <p role="alert" className="font-medium text-critical">
          {problem}
        </p>
      )}
    </div>
  );
}
