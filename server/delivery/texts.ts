/**
 * What leaves for a patient. The texts are fixed: only a link or a code goes in. No name, no laboratory, no test, no doctor, not even the word
 * « résultat »: whoever sees the telephone or the mailbox learns nothing (threats.md 3).
 */
export const NOTICE_SUBJECT = 'Un document vous attend';

export const noticeText = (link: string): string => textWith('Un document vient d’être mis à votre disposition.', link);

/** To whoever has read a version that no longer holds, when nothing that she may open takes its place yet. */
export const withdrawalText = (link: string): string => textWith('Un document que vous avez lu a été remplacé ou retiré. Ne l’utilisez plus.', link);

function textWith(news: string, link: string): string {
  return [
    'Bonjour,',
    '',
    `${news} Votre espace s’ouvre avec votre date de naissance et un code envoyé sur votre téléphone.`,
    '',
    'Ouvrir mon espace\u00a0:',
    link,
    '',
    'Ce message ne dit rien de plus, par respect pour vous. Nous ne demandons jamais de mot de passe par e-mail ou par téléphone.',
    '',
  ].join('\n');
}

export const codeText = (code: string): string => `Relais\u00a0: votre code est ${code}. Il est valable 10 minutes. Ne le donnez à personne.`;
