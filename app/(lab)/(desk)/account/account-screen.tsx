'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../_client/trpc';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { DeskBar } from '../_desk/desk-bar';
import { EntriesBlock } from './entries-block';
import { PasskeysBlock } from './passkeys-block';
import { PasswordBlock } from './password-block';
import { RecoveryBlock } from './recovery-block';
import { RightsBlock } from './rights-block';
import { SessionBlock } from './session-block';
import { TotpBlock } from './totp-block';

/** What one comes in with to the left, what one may do and what happened to the right. */
export function AccountScreen() {
  const account = useQuery(useTRPC().account.mine.queryOptions());
  const { data } = account;
  const onChanged = () => void account.refetch();
  return (
    <>
      <DeskBar title="Mon compte" subtitle={data && `${data.name}, identifiant ${data.login}`} />
      {account.isError && <ErrorLine sentence="Votre compte n’a pas pu être lu. Rien n’a été changé." onRetry={onChanged} />}
      {!data && !account.isError && <LoadingLine />}
      {data && (
        <main className="grid flex-1 content-start gap-x-10 gap-y-8 bg-surface px-4 py-6 desk:grid-cols-2 desk:px-6">
          <div className="grid content-start gap-8">
            <PasskeysBlock passkeys={data.means.passkeys} isPasswordUsable={data.means.hasPassword && data.means.hasTotp} onChanged={onChanged} />
            <PasswordBlock means={data.means} onChanged={onChanged} />
            <TotpBlock hasTotp={data.means.hasTotp} onChanged={onChanged} />
            <RecoveryBlock recovery={data.means.recovery} onChanged={onChanged} />
          </div>
          <div className="grid content-start gap-8">
            <SessionBlock session={data.session} />
            <RightsBlock rights={data.rights} />
            <EntriesBlock entries={data.entries} />
          </div>
        </main>
      )}
    </>
  );
}
