import { expect, test } from 'vitest';
import { rhythmOf } from './exchange-rules';

const now = new Date('2026-11-21T10:16:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

test.each([
  ['a message every two minutes, silent for 24', 210, ago(24), true],
  ['a message every two minutes, silent for 14', 210, ago(14), false],
  ['a message every half hour, silent for two hours', 14, ago(120), false],
  ['a message every half hour, silent for four hours', 14, ago(240), true],
  ['nothing usual, silent for an hour', 0, ago(60), false],
  ['nothing usual, silent for a day', 2, ago(24 * 60), true],
])('%s', (_, usual, last, isMute) => expect(rhythmOf(last, usual, now).muteSince).toEqual(isMute ? last : null));

test('a link that never sent anything is not called mute', () => expect(rhythmOf(null, 0, now)).toEqual({ usualGapMs: null, muteSince: null }));
