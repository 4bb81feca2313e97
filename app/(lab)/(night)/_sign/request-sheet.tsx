'use client';

import { useState } from 'react';
import { plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { Checkbox } from '../../../_ui/checkbox';
import { Segmented } from '../../../_ui/segmented';
import { Select } from '../../../_ui/select';
import { TextArea } from '../../../_ui/text-area';
import { resultsOf } from '../_logic/changes';
import { OTHER_REASON, REASONS, REQUEST_KINDS, type RequestKind } from '../_logic/request-words';
import type { Card, CardResult } from '../_logic/types';
import { SheetFrame, SheetProblems } from './sheet-frame';
import { TestPicker } from './test-picker';
import { type RequestEnd, useRequest } from './use-request';

export interface RequestSheetProps extends RequestEnd {
  card: Card;
  now: Date;
  selected: ReadonlySet<string>;
  onClose: () => void;
}

const TO_DO = { rerun: 'À repasser', dilution: 'À repasser après dilution', recollection: 'À prélever de nouveau' } as const;

/** What the laboratory can be asked to measure again. */
const isAskable = ({ standing, requests }: CardResult): boolean => ['awaiting', 'held', 'validated'].includes(standing) && requests.length === 0;

/** « Demander un contrôle »: what, of which results, and why. Decides nothing; the results go on waiting, marked. */
export function RequestSheet({ card, now, selected, onClose, ...end }: RequestSheetProps) {
  const askable = resultsOf(card).filter(isAskable);
  const [kind, setKind] = useState<RequestKind>('rerun');
  const [results, setResults] = useState<ReadonlySet<string>>(new Set(askable.filter(({ id }) => selected.has(id)).map(({ id }) => id)));
  const [tests, setTests] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const [precision, setPrecision] = useState('');
  const request = useRequest(end);
  const isSending = request.state !== 'ready';
  const written = [reason === OTHER_REASON ? '' : reason, precision.trim()].filter((part) => part !== '').join(' : ');
  const count = kind === 'add-on' ? tests.length : results.size;
  const closed = count === 0 ? (kind === 'add-on' ? 'examen à choisir' : 'résultat à cocher') : written === '' ? 'motif à choisir' : false;
  const send = () =>
    request.send({
      dossierId: card.dossierId,
      kind,
      observationIds: kind === 'add-on' ? [] : [...results],
      testCodes: kind === 'add-on' ? [...tests] : [],
      reason: written,
    });
  const choose = (next: RequestKind) => {
    setKind(next);
    setReason('');
  };
  return (
    <SheetFrame
      title="Demander un contrôle"
      card={card}
      now={now}
      isBusy={isSending}
      onClose={onClose}
      footer={
        <div className="grid w-full grid-cols-2 gap-2">
          <SheetProblems lost={request.state === 'unknown' && 'la demande ne partira qu’une fois.'} problem={request.problem} />
          <Button size="large" kbd="Échap" closed={isSending} onClick={onClose}>
            Revenir
          </Button>
          <Button variant="primary" size="large" pending={isSending} closed={closed} onClick={send}>
            Demander
          </Button>
        </div>
      }
      top={<Segmented label="Ce qui est demandé" choices={REQUEST_KINDS} value={kind} onValue={choose} />}
      side={
        <>
          <Select
            label="Motif"
            placeholder="Choisissez"
            value={reason}
            options={REASONS[kind].map((text) => ({ value: text, label: text }))}
            onChange={(event) => setReason(event.target.value)}
          />
          <TextArea
            label={reason === OTHER_REASON ? 'Écrivez le motif' : 'Précision (facultative)'}
            value={precision}
            maxLength={300}
            onChange={(event) => setPrecision(event.target.value)}
          />
          <p className="text-s text-ink-2">
            La demande part au SIL après {card.undoSeconds} s, avec votre nom et le motif. Rien n’est validé ni mis en attente ; les résultats restent à
            décider.
          </p>
        </>
      }
    >
      {kind === 'add-on' ? (
        <TestPicker present={new Set(resultsOf(card).map(({ label }) => label))} chosen={tests} onChosen={setTests} />
      ) : (
        <fieldset className="min-w-0">
          <legend className="font-strong">
            {TO_DO[kind]} : {plural(results.size, 'résultat', 'résultats')}
          </legend>
          {askable.length === 0 && <p className="py-2 text-ink-2">Aucun résultat ne peut être redemandé : une demande est déjà en cours.</p>}
          <ul className="columns-1 desk:columns-2">
            {askable.map((result) => (
              <li key={result.id} className="break-inside-avoid">
                <Checkbox
                  label={`${result.label} ${result.value} ${result.unit}`.trim()}
                  checked={results.has(result.id)}
                  onChange={(event) => setResults(new Set(event.target.checked ? [...results, result.id] : [...results].filter((id) => id !== result.id)))}
                />
              </li>
            ))}
          </ul>
        </fieldset>
      )}
    </SheetFrame>
  );
}
