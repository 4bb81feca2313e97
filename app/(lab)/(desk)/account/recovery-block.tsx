'use client';

import { useState } from 'react';
import { RecoveryCodes } from '../../../_account/recovery-codes';
import { trpcClient } from '../../../_client/trpc';
import { formatDate, NARROW, plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { useProof } from '../../../_ui/prove';
import type { OwnAccount } from '../_logic/types';
import { Block } from './block';
import { useChange } from './use-change';

const CONTENT = { change: 'recovery' } as const;

/** How many recovery codes are left, and a fresh sheet of them, shown once. */
export function RecoveryBlock({ recovery, onChanged }: { recovery: OwnAccount['means']['recovery']; onChanged: () => void }) {
  const { confirm, dialog } = useProof();
  const { problem, isSending, run } = useChange(onChanged);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const renew = () =>
    run(async () => {
      const what = { title: 'Renouveler les codes de secours', lines: ['Une nouvelle feuille de dix codes ; l’ancienne n’ouvre plus rien.'] };
      const made = await confirm('change-account', CONTENT, what, (proof) => trpcClient.account.renewRecovery.mutate({ ...CONTENT, proof }));
      if (made) setCodes(made.codes);
      return made !== null;
    });
  return (
    <Block
      title="Codes de secours"
      aside={
        !codes && (
          <Button pending={isSending} onClick={() => void renew()}>
            Nouvelle feuille
          </Button>
        )
      }
    >
      {codes ? <RecoveryCodes codes={codes} /> : <p className="text-ink-2">{stateOf(recovery)}</p>}
      {problem && (
        <p role="alert" className="font-medium text-critical">
          {problem}
        </p>
      )}
      {dialog}
    </Block>
  );
}

function stateOf({ left, madeAt }: OwnAccount['means']['recovery']): string {
  if (madeAt === null) return `Aucun code ne vous reste${NARROW}: faites une nouvelle feuille.`;
  return `${plural(left, 'code reste', 'codes restent')} de la feuille du ${formatDate(madeAt)}.`;
}
