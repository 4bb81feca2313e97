import { describe, expect, test } from 'vitest';
import { NOTICE_WORDS, noticeLink, noticeSentence } from './notice-words';
import type { NoticeKind } from './types';

const KINDS = Object.keys(NOTICE_WORDS) as NoticeKind[];

describe('what happened is said in French', () => {
  test.each(KINDS)('%s, with nothing known and with everything known', (kind) => {
    const known = {
      by: 'Samuel PERRIN',
      name: 'Poste 3',
      minutes: 30,
      reference: 'TMA-118',
      closesAt: '2026-11-21T02:14:00Z',
      address: '192.0.2.7',
      reason: 'closed',
    };
    for (const detail of [{}, known]) {
      const sentence = noticeSentence({ kind, detail });
      expect(sentence).toMatch(/^[A-ZÀ-Ý].*\.$/);
      expect(sentence).not.toMatch(/undefined|null|\s{2}|'/);
    }
  });

  test('the end of a window is told by the clock of Paris', () => {
    expect(noticeSentence({ kind: 'maintenance-opened', detail: { closesAt: '2026-11-21T02:14:00Z' } })).toBe('Télémaintenance ouverte, jusqu’à 03:14.');
  });

  test('only what wants an act leads to a page', () => {
    expect(KINDS.filter((kind) => noticeLink(kind) !== null)).toEqual(['maintenance-asked', 'maintenance-opened', 'maintenance-closed']);
  });
});
