import { refusalSentence } from '../../_text/refusals';

/**
 * Says why nobody was let in, from the code that next-auth carries: `wrong:2`, `locked`, `locked:03…`, `blocked`, `used`, `passkey-required`, `passkey-refused`.
 *
 * No code at all means that no answer came.
 */
export function loginSentence(error: string | null | undefined): string {
  if (!error) return 'Pas de réponse du serveur. Vérifiez la liaison, puis réessayez.';
  const [code = '', detail] = error.split(':', 2);
  switch (code) {
    case 'wrong':
      return refusalSentence('wrong-credentials', { triesLeft: detail && /^\d+$/.test(detail) ? Number(detail) : undefined });
    case 'locked':
      return refusalSentence('account-locked', { phone: detail });
    case 'blocked':
      return refusalSentence('terminal-blocked');
    case 'hurried':
      return refusalSentence('too-many-requests');
    case 'used':
      return refusalSentence('code-used');
    case 'maintenance-closed':
    case 'emergency-reason':
    case 'passkey-required':
    case 'passkey-refused':
      return refusalSentence(code);
    default:
      return refusalSentence('wrong-credentials');
  }
}
