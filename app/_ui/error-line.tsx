'use client';

import { Button } from './button';

/** Says what failed, that nothing was recorded, and what to do; read out at once. */
export function ErrorLine({
  sentence = 'Rien n’a été enregistré. Réessayez, ou appelez le laboratoire.',
  onRetry,
}: {
  sentence?: string;
  onRetry?: () => void;
}) {
  return (
    <div role="alert" className="flex flex-wrap items-center justify-between gap-3 border-l-[3px] border-critical bg-critical-soft px-4 py-2">
      <p>{sentence}</p>
      {onRetry && <Button onClick={onRetry}>Réessayer</Button>}
    </div>
  );
}
