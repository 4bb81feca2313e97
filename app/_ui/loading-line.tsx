'use client';

import { useEffect, useState } from 'react';

/** Says in words what is being read: nothing before 300 ms, and after 3 s that it takes longer than usual. */
export function LoadingLine({ what = 'Lecture en cours…', phone }: { what?: string; phone?: string }) {
  const [stage, setStage] = useState<'quiet' | 'reading' | 'long'>('quiet');
  useEffect(() => {
    const reading = setTimeout(() => setStage('reading'), 300);
    const long = setTimeout(() => setStage('long'), 3000);
    return () => {
      clearTimeout(reading);
      clearTimeout(long);
    };
  }, []);
  return (
    <p role="status" className="min-h-[3lh] px-4 py-3 text-ink-2">
      {stage !== 'quiet' && what}
      {stage === 'long' && <span className="block">C’est plus long que d’habitude.{phone && ` Le laboratoire répond au ${phone}.`}</span>}
    </p>
  );
}
