'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPC } from '../../../../_client/trpc';
import { SLOW_WORDS, useAct } from '../../../../_client/use-act';
import { formatInstant, plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ButtonLink } from '../../../../_ui/button-link';
import { TextArea } from '../../../../_ui/text-area';
import { explanation, fieldWords, kindTitle } from '../../_logic/repair-words';
import type { DeskLine, OpenedRepair } from '../../_logic/types';

interface MessageActsProps {
  line: DeskLine;
  message: OpenedRepair['message'];
  laboratory: { name: string; phone: string } | null;
  isGone: boolean;
  onMended: () => void;
}

/** Ask, replay, set aside with a reason, call; each says what it did. */
export function MessageActs({ line, message, laboratory, isGone, onMended }: MessageActsProps) {
  const trpc = useTRPC();
  const [reason, setReason] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  // The newest act has the word, also when it failed and when nobody answered; the list is read again either way.
  const after = <Answer,>(sentence: string | ((answer: Answer) => string)) => ({
    onSuccess: (answer: Answer) => {
      setSaid(typeof sentence === 'string' ? sentence : sentence(answer));
      onMended();
    },
    onError: (error: unknown) => {
      setSaid(sentenceOf(error));
      onMended();
    },
  });
  const ask = useAct(trpc.repair.ask.mutationOptions(after('Demande notée. La note ci-dessous peut être copiée ou imprimée pour le laboratoire.')));
  const replay = useAct(trpc.repair.replay.mutationOptions(after('Rejeu demandé\u00a0: le message repasse dans l’ordre, la liste suit.')));
  const alike = useAct(
    trpc.repair.replayAlike.mutationOptions(
      after(({ total }) => `Rejeu de ${plural(total, 'message', 'messages')} commencé\u00a0: son avancement est en haut de la page, et s’y arrête.`),
    ),
  );
  const discard = useAct(trpc.repair.discard.mutationOptions(after('Message écarté. Il reste gardé et compté.')));
  const takeBack = useAct(trpc.repair.takeBack.mutationOptions(after('Message repris : il attend de nouveau.')));
  const seen = useAct(trpc.repair.mend.mutationOptions(after('Point clos, avec son motif.')));
  const acts = [ask, replay, alike, discard, takeBack, seen];
  const isSlow = acts.some((act) => act.isSlow);
  const isAsked = line.askedAt !== null || ask.isSuccess;
  const close = () => {
    if (line.isMessage) discard.mutate({ messageId: message.id, reason: reason ?? '' });
    else seen.mutate({ itemId: line.id, choice: { kind: 'seen', reason: reason ?? '' } });
  };
  return (
    <section aria-label="Actes" className="grid gap-3" data-print="no">
      {line.correctedAt && !isGone && (
        <p className="max-w-prose border-l-4 border-action pl-3">
          <b className="font-strong">
            Le message {line.correctedBy} est arrivé pour le même dossier le {formatInstant(line.correctedAt)}, après votre demande.
          </b>{' '}
          Vérifiez qu’il dit tout ce que celui-ci disait, puis écartez celui-ci.
        </p>
      )}
      {!isGone && (
        <div className="flex flex-wrap gap-2">
          {line.laboratoryId !== null && (
            <Button
              variant={line.isMessage ? 'secondary' : 'primary'}
              pending={ask.isPending}
              closed={isAsked && 'déjà demandée'}
              onClick={() => ask.mutate({ itemId: line.id, isMessage: line.isMessage })}
            >
              Demander la correction au laboratoire
            </Button>
          )}
          <Button pending={replay.isPending} onClick={() => replay.mutate({ messageId: message.id })}>
            Rejouer
          </Button>
          {line.isMessage && (
            <Button pending={alike.isPending} onClick={() => alike.mutate({ messageId: message.id })}>
              Rejouer tous ceux du même problème
            </Button>
          )}
          <Button onClick={() => setReason(reason === null ? reasonOf(line) : null)}>Écarter avec motif</Button>
          {laboratory && <ButtonLink href={`tel:${laboratory.phone.replaceAll(/\s/g, '')}`}>Appeler {laboratory.name}</ButtonLink>}
        </div>
      )}
      {!isGone && reason !== null && (
        <div className="grid max-w-prose gap-2">
          <TextArea label="Motif" hint="10 caractères au moins ; gardé pour toujours." value={reason} onChange={(event) => setReason(event.target.value)} />
          <Button pending={discard.isPending || seen.isPending} closed={reason.trim().length < 10 && 'motif trop court'} onClick={close}>
            Écarter
          </Button>
        </div>
      )}
      {discard.isSuccess && !takeBack.isSuccess && (
        <Button pending={takeBack.isPending} onClick={() => takeBack.mutate({ messageId: message.id })}>
          Annuler : reprendre ce message
        </Button>
      )}
      <p role="status" className={isSlow ? 'font-medium text-critical' : ''}>
        {isSlow ? SLOW_WORDS : said}
      </p>
      {isAsked && !isGone && (
        <p className="max-w-prose border-l-4 border-line-strong pl-3 text-s">
          Note pour {laboratory?.name ?? 'le laboratoire'} : message {message.controlId}, reçu le {formatInstant(message.receivedAt)}. {kindTitle(line.kind)},{' '}
          {fieldWords(line.segment, line.field)}, {line.subject}. {explanation(line)} Merci de corriger dans le SIL et de renvoyer le message.
        </p>
      )}
    </section>
  );
}

/** What is written in advance where a message came that corrects this one; the person reads it and may write something else. */
const reasonOf = ({ correctedBy }: DeskLine): string => (correctedBy ? `Corrigé par le message ${correctedBy}` : '');
