import { expect, test, vi } from 'vitest';
import { untilAnswered } from './until-answered';

const lost = new Error('lost');
const refused = new Error('refused');
const options = () => ({ isAnswer: (error: unknown) => error === refused, onLost: vi.fn(), wait: vi.fn(async () => undefined) });

test('asks again until an answer comes, ever more slowly', async () => {
  const given = options();
  const call = vi.fn().mockRejectedValueOnce(lost).mockRejectedValueOnce(lost).mockResolvedValue('recorded');
  await expect(untilAnswered(call, given)).resolves.toBe('recorded');
  expect(call).toHaveBeenCalledTimes(3);
  expect(given.wait.mock.calls).toEqual([[1000], [2000]]);
  expect(given.onLost).toHaveBeenCalledTimes(2);
});

test('a refusal is an answer: it is not asked again', async () => {
  const given = options();
  const call = vi.fn().mockRejectedValueOnce(lost).mockRejectedValue(refused);
  await expect(untilAnswered(call, given)).rejects.toBe(refused);
  expect(call).toHaveBeenCalledTimes(2);
});

test('an answer at once is not called lost', async () => {
  const given = options();
  await untilAnswered(async () => 1, given);
  expect(given.onLost).not.toHaveBeenCalled();
});
