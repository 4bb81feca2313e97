import type { ReactNode } from 'react';
import { formatCalendarDate, formatTimeWithSeconds } from '../../../_text/format';
import { ErrorLine } from '../../../_ui/error-line';
import { Sheet } from '../../../_ui/sheet';
import { TimeLeft } from '../_card/card-header';
import { nameOf } from '../_logic/identity-words';
import type { Card } from '../_logic/types';
import type { Signing } from './use-signing';

export interface SheetFrameProps {
  title: string;
  card: Card;
  now: Date;
  /** What was pressed is on its way: Échap waits for the answer. */
  isBusy: boolean;
  footer: ReactNode;
  /** Over both columns. */
  top?: ReactNode;
  /** What is decided, and on what. */
  children: ReactNode;
  /** Beside it: why, and what follows. */
  side: ReactNode;
  /** What is signed; the sheet says when it could not be worked out. */
  signing?: Pick<Signing, 'failed' | 'retry'>;
  onClose: () => void;
}

/** The frame of every sheet that acts on a dossier: whose it is and which version, the time that is left, what is done, what follows, and the acts below. */
export function SheetFrame({ title, card, now, isBusy, footer, top, children, side, signing, onClose }: SheetFrameProps) {
  const { patient } = card;
  return (
    <Sheet
      title={title}
      aside={
        <p>
          <TimeLeft card={card} now={now} />
        </p>
      }
      subtitle={
        <p>
          <b>{nameOf(patient)}</b>
          {patient.birthDate && `, ${formatCalendarDate(patient.birthDate)}`} · IPP <span className="figures">{patient.identifier}</span> · dossier{' '}
          <span className="figures">{card.accessionNumber}</span>, version {card.revision} reçue à {formatTimeWithSeconds(card.receivedAt)}
        </p>
      }
      onClose={() => {
        if (!isBusy) onClose();
      }}
      footer={footer}
    >
      <div className="grid gap-3">
        {top}
        <div className="grid gap-4 tablet:grid-cols-[minmax(0,1fr)_252px]">
          <div className="grid min-w-0 content-start gap-3">
            {children}
            {signing?.failed && <ErrorLine sentence="L’empreinte n’a pas pu être calculée. Rien n’a été enregistré." onRetry={signing.retry} />}
          </div>
          <div className="grid content-start gap-3 tablet:border-l tablet:border-line tablet:pl-4">{side}</div>
        </div>
      </div>
    </Sheet>
  );
}

/** What became of the press, over the acts: an answer that was lost, or why it was refused. */
export function SheetProblems({ lost, problem }: { lost: string | false; problem: string }) {
  return (
    <>
      {lost && (
        <p role="alert" className="col-span-full border-l-[3px] border-abnormal bg-abnormal-soft px-3 py-2 font-medium">
          Réponse perdue. Vérification en cours : {lost}
        </p>
      )}
      {problem && (
        <p role="alert" className="col-span-full border-l-[3px] border-critical bg-critical-soft px-3 py-2 font-medium">
          {problem}
        </p>
      )}
    </>
  );
}
