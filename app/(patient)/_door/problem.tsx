import { refusalOf } from '../../_client/refusal';
import { refusalSentence } from '../../_text/refusals';

/** What went wrong, in one sentence; empty for nothing. */
export function problemOf(error: unknown): string {
  if (!error) return '';
  const refused = refusalOf(error);
  return refused ? refusalSentence(refused.code, refused.detail) : 'Sans réponse. Vérifiez votre connexion, puis réessayez.';
}

/** The sentence, read out as soon as it is there. */
export function Problem({ sentence }: { sentence: string }) {
  return (
    <p role="alert" className={sentence ? 'border-l-[3px] border-ink bg-surface px-4 py-3 font-medium' : 'sr-only'}>
      {sentence}
    </p>
  );
}
