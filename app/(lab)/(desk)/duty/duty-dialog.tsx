'use client';

import { useState } from 'react';
import { useTRPCClient } from '../../../_client/trpc';
import { formatInstant, formatPhone } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { Dialog } from '../../../_ui/dialog';
import { ErrorLine } from '../../../_ui/error-line';
import { Field } from '../../../_ui/field';
import { KIND_WORDS } from '../_logic/duty-board';
import type { Roster, RosterDuty } from '../_logic/types';
import { OfferForm } from './offer-form';
import { useDutyAct } from './use-roster';

export interface DutyDialogProps {
  roster: Roster;
  duty: RosterDuty;
  now: Date;
  onClose: () => void;
  onDone: () => void;
}

/** One duty: whose, when, how to reach her; offered to a colleague by its holder, cancelled by whoever plans. */
export function DutyDialog({ roster, duty, now, onClose, onDone }: DutyDialogProps) {
  const client = useTRPCClient();
  const acts = useDutyAct(onDone);
  const [reason, setReason] = useState('');
  const site = roster.sites.find(({ id }) => id === duty.siteId)?.name ?? '';
  const contacts = roster.people.find(({ id }) => id === duty.userId)?.contacts ?? [];
  const offered = roster.swaps.find(({ dutyIds }) => dutyIds.includes(duty.id));
  const isOver = duty.endsAt <= now;
  const cancel = async () => {
    if (await acts.act(() => client.duty.cancel.mutate({ dutyId: duty.id, reason }))) onClose();
  };
  return (
    <Dialog title={`${KIND_WORDS[duty.kind]} de ${duty.name}`} open busy={acts.pending} onClose={onClose}>
      <div className="grid gap-4">
        {acts.problem && <ErrorLine sentence={acts.problem} />}
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          <dt className="text-ink-2">Site</dt>
          <dd className="font-strong">{site}</dd>
          <dt className="text-ink-2">Heures</dt>
          <dd className="figures">
            du {formatInstant(duty.startsAt)} au {formatInstant(duty.endsAt)}
          </dd>
          <dt className="text-ink-2">Joindre</dt>
          <dd>
            {contacts.length === 0 && 'aucun numéro inscrit'}
            {contacts.map(({ label, number }) => (
              <span key={number} className="block">
                {label} : <a href={`tel:${number.replaceAll(/[^\d+]/g, '')}`}>{formatPhone(number)}</a>
              </span>
            ))}
          </dd>
          <dt className="text-ink-2">Planifié</dt>
          <dd>
            {duty.madeByName && `par ${duty.madeByName}, `}le {formatInstant(duty.madeAt)}
          </dd>
          {offered && (
            <>
              <dt className="text-ink-2">Échange</dt>
              <dd>proposé à {offered.to}, sans réponse encore</dd>
            </>
          )}
        </dl>
        {!isOver && duty.userId === roster.ownId && !offered && <OfferForm roster={roster} duty={duty} acts={acts} onOffered={onClose} />}
        {!isOver && roster.mayManage && (
          <div className="grid gap-2 border-t border-line pt-3">
            <Field label="Motif de l’annulation" value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
            <Button onClick={() => void cancel()} pending={acts.pending} closed={reason.trim() === '' && 'écrivez le motif'}>
              {duty.startsAt <= now ? 'Mettre fin maintenant' : 'Annuler cette période'}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}
