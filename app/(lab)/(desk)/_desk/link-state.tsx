'use client';

import { useLastContact } from '../../../_client/contact';
import { LinkLost } from '../../../_ui/link-lost';
import { useLink } from '../../../_ui/use-link';

/** Says that the link is lost and how old the page is; nothing while it stands. */
export function LinkState({ readAt, now, onRetry }: { readAt: Date | null; now: Date; onRetry: () => void }) {
  const contact = useLastContact();
  const link = useLink(contact, now, 60_000);
  const since = contact ?? readAt?.toISOString();
  if (link === 'up' || !since) return null;
  return (
    <LinkLost lastContactAt={since} now={now} onRetry={onRetry}>
      Ces chiffres ne suivent plus ce qui arrive.
    </LinkLost>
  );
}
