import { expect, test } from 'vitest';
import { accountCodeText, CODE_SUBJECT, WORD_KINDS, WORD_SUBJECT, wordText } from './account-texts';

const ALL = [CODE_SUBJECT, WORD_SUBJECT, accountCodeText('123456'), ...WORD_KINDS.flatMap((kind) => [wordText(kind, 'sms'), wordText(kind, 'mail')])];

test.each(ALL)('« %s » says nothing of health, and of nobody (threats.md 3)', (text) => {
  expect(text).not.toMatch(/résultat|analyse|examen|sang|médecin|biologi|prélèvement|Madame|Monsieur|hôpital/i);
});

test('an SMS about the account is one sentence of its own and what to do if it was somebody else', () => {
  for (const kind of WORD_KINDS) expect(wordText(kind, 'sms')).toContain('Si ce n’est pas vous');
});
