import { expect, test } from 'vitest';
import { lineOnScreen } from './line-on-screen';

const [first, second, urgent] = [{ id: 'first' }, { id: 'second' }, { id: 'urgent' }];

test('the first line is open until one is chosen', () => {
  expect(lineOnScreen([first, second], [first, second], null, null)).toEqual({ line: first, isGone: false });
  expect(lineOnScreen([first, second], [first, second], first, 'second')).toEqual({ line: second, isGone: false });
});

test('a line that comes in above does not take the place of the open one', () => {
  const list = [urgent, first, second];
  expect(lineOnScreen(list, list, first, null)).toEqual({ line: first, isGone: false });
});

test('the open line stays when it leaves the list, so that a second press hits nothing else', () => {
  expect(lineOnScreen([second], [second], first, null)).toEqual({ line: first, isGone: true });
  expect(lineOnScreen([second], [second], first, 'first')).toEqual({ line: first, isGone: true });
  expect(lineOnScreen([], [], first, 'first')).toEqual({ line: first, isGone: true });
});

test('a line that an alarm names and that waits no longer gives way to the first', () => {
  expect(lineOnScreen([second], [second], null, 'first')).toEqual({ line: second, isGone: false });
});

test('nothing is open where nothing waits', () => {
  expect(lineOnScreen([], [], null, null)).toEqual({ line: undefined, isGone: false });
});
