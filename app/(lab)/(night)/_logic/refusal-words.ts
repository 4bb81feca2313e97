import type { ClientRefusal } from '../../../_client/refusal';
import { formatTimeWithSeconds } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';

/** What a refusal says at the signature sheet: who was first and when to the second, and how many tries are left. */
export function refusalWords({ code, detail }: ClientRefusal): string {
  if (code === 'already-decided')
    return `Déjà validé${detail['by'] ? ` par ${detail['by']}` : ''}${detail['at'] ? ` à ${formatTimeWithSeconds(detail['at'])}` : ''}. Rien n’a été signé.`;
  if (code === 'undo-too-late' && detail['at']) return refusalSentence(code, { at: formatTimeWithSeconds(detail['at']) });
  if (code === 'wrong-password') return refusalSentence(code, detail).replace(/^M/, 'Signature refusée\u00a0: m');
  return refusalSentence(code, detail);
}

/**
 * What to say when the dossier is no longer the one that was read: why nothing was signed, exactly what changed, and to
 * read again.
 * @param refusal why the signature was refused; null when she was only reading
 */
export function changedWords(changes: readonly string[], refusal: ClientRefusal | null): string {
  const what = `${changes.slice(0, 6).join(', ')}${changes.length > 6 ? `, et ${changes.length - 6} de plus` : ''}`;
  if (refusal && refusal.code !== 'dossier-changed')
    return [refusalWords(refusal), what && `A changé\u00a0: ${what}.`, what && 'Relisez.'].filter(Boolean).join(' ');
  return `Le dossier a changé pendant votre lecture${what && `\u00a0: ${what}`}.${refusal ? ' Rien n’a été signé.' : ''} Relisez.`;
}
