import type { ClientRefusal } from '../../../_client/refusal';
import { formatTimeWithSeconds } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';

/** What a refusal says at the signature sheet: who was first and when to the second, and how many tries are left. */
export function refusalWords({ code, detail }: ClientRefusal): string {
  if (code === 'already-decided')
    return `Déjà validé${detail['by'] ? ` par ${detail['by']}` : ''}${detail['at'] ? ` à ${formatTimeWithSeconds(detail['at'])}` : ''}. Rien de vous n’a été enregistré.`;
  if (code === 'undo-too-late' && detail['at']) return refusalSentence(code, { at: formatTimeWithSeconds(detail['at']) });
  if (code !== 'wrong-password' || typeof detail['triesLeft'] !== 'number') return refusalSentence(code, detail);
  return `${refusalSentence(code)} Encore ${detail['triesLeft'] === 1 ? '1 essai' : `${detail['triesLeft']} essais`}.`;
}

/** What to say when the dossier is no longer the one that was read: exactly what changed, then that nothing was signed. */
export function changedWords(changes: readonly string[], signed: boolean): string {
  const what = changes.length === 0 ? '' : `\u00a0: ${changes.slice(0, 6).join(', ')}${changes.length > 6 ? `, et ${changes.length - 6} de plus` : ''}`;
  return `Le dossier a changé pendant votre lecture${what}.${signed ? ' Rien n’a été signé.' : ''} Relisez.`;
}
