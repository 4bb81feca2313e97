import { TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import { sentenceOf } from './sentence-of';

const answered = (data: unknown) => new TRPCClientError('', { result: { error: { code: -32_603, message: '', data } } as never });

test('a refusal says why, an error of the server that nothing was recorded', () => {
  expect(sentenceOf(answered({ refusal: { code: 'replay-ended', detail: {} } }))).toContain('déjà fini ou arrêté');
  expect(sentenceOf(answered({ refusal: { code: 'not-found', detail: { what: 'message' } } }))).toBe('Ce message n’existe pas ou ne vous est pas ouvert.');
  expect(sentenceOf(answered({ code: 'INTERNAL_SERVER_ERROR', refusal: null }))).toContain('Rien n’a été enregistré.');
});

test('a call that was not answered says that nobody knows, and never that nothing was recorded', () => {
  for (const error of [TRPCClientError.from(new TypeError('fetch failed')), new TypeError('fetch failed')]) {
    expect(sentenceOf(error)).toContain('On ne sait pas si la demande est arrivée');
    expect(sentenceOf(error)).not.toContain('Rien n’a été enregistré');
  }
});
