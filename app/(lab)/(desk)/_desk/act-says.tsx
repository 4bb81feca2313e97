import { sentenceOf } from '../../../_client/sentence-of';
import { SLOW_WORDS } from '../../../_client/use-act';

interface Act {
  isSlow: boolean;
  isPending: boolean;
  error: unknown;
}

/** What became of these acts when it is not well: why it was refused, that nobody knows, or that the answer is late. Nothing while all is well. */
export function ActSays({ acts }: { acts: readonly Act[] }) {
  const isSlow = acts.some((act) => act.isSlow);
  const failed = acts.find(({ error, isPending }) => error && !isPending);
  if (!isSlow && !failed) return null;
  return (
    <p role="alert" className="max-w-prose basis-full text-critical">
      {isSlow ? SLOW_WORDS : sentenceOf(failed?.error)}
    </p>
  );
}
