import { describe, expect, test } from 'vitest';
import type { BatchSigned } from '../_logic/types';
import { barsInWords, batchWords, leftOutWords } from './batch-words';

const one = (given: Partial<BatchSigned> = {}): BatchSigned => ({
  dossierId: 'd-1',
  decisionId: 'v-1',
  effectiveAt: null,
  state: 'pending',
  code: null,
  bars: [],
  ...given,
});

describe('what became of a batch', () => {
  test('says how many were signed', () => expect(batchWords([one(), one({ dossierId: 'd-2' })], () => 'X')).toBe('2\u00a0dossiers signés ensemble.'));

  test('names each that was left out, and why', () => {
    const words = batchWords(
      [one(), one({ dossierId: 'd-2', code: 'dossier-changed' }), one({ dossierId: 'd-3', code: 'not-together', bars: ['opened-elsewhere'] })],
      (id) => (id === 'd-2' ? 'PAT-DEUX' : 'PAT-TROIS'),
    );
    expect(words).toBe('1\u00a0dossier signé ensemble. Laissés de côté\u00a0: PAT-DEUX (a changé entre-temps)\u00a0; PAT-TROIS (ouvert par un confrère).');
  });

  test('never says that something was signed when nothing was', () =>
    expect(batchWords([one({ code: 'not-found' })], () => 'X')).toContain('Rien n’a été signé.'));
});

test('a code that nobody knows is still « non signé »', () => expect(leftOutWords({ code: 'something-new', bars: [] })).toBe('non signé'));
test('every reason of several is said', () => expect(barsInWords(['critical', 'awaited'])).toBe('résultat critique, des résultats sont encore attendus'));
