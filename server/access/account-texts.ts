import type { Channel } from './account-rules';

/**
 * What leaves for the holder of a patient's account. The texts are fixed: only a code goes in. No name, no laboratory, no test, not even the word
 * « résultat »: whoever sees the telephone or the mailbox learns nothing of anybody's health (threats.md 3).
 */
export const CODE_SUBJECT = 'Votre code';

export const accountCodeText = (code: string): string => `Relais\u00a0: votre code est ${code}. Il est valable 10 minutes. Ne le donnez à personne.`;

export const WORD_KINDS = ['recovered', 'passkey-added', 'password-changed', 'contact-changed', 'locked', 'closed'] as const;
export type WordKind = (typeof WORD_KINDS)[number];

const WORDS: Record<WordKind, string> = {
  recovered: 'Votre accès a été rétabli. Les anciennes clés et l’ancien mot de passe n’ouvrent plus rien.',
  'passkey-added': 'Un appareil a été ajouté à votre accès.',
  'password-changed': 'Le mot de passe ou le second code de votre accès a été changé.',
  'contact-changed': 'L’adresse ou le téléphone de votre accès a été changé.',
  locked: 'L’entrée par mot de passe est fermée après plusieurs essais. Vous pouvez rétablir votre accès vous-même.',
  closed: 'Votre accès est fermé.',
};

export const WORD_SUBJECT = 'Votre accès à Relais';

/** What happened to the account, and what to do if it was somebody else. */
export function wordText(kind: WordKind, channel: Channel): string {
  const sentence = `${WORDS[kind]} Si ce n’est pas vous, rétablissez votre accès ou appelez votre laboratoire.`;
  return channel === 'sms'
    ? `Relais\u00a0: ${sentence}`
    : ['Bonjour,', '', sentence, '', 'Ce message ne dit rien de plus, par respect pour vous.', ''].join('\n');
}
