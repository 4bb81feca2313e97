import { expect, test } from 'vitest';
import { followersOf, runsTogether } from '../platform/handlers';
import { WIRING } from './wiring';

test('whoever hears what is told together takes many facts at once, and looks by himself', () => {
  const followers = followersOf(WIRING, 'inbound.apply');
  expect(followers).toContain('validation.follow');
  expect(followers.filter((handler) => !runsTogether(WIRING, handler))).toEqual([]);
});
