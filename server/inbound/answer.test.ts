import { describe, expect, test } from 'vitest';
import { readAck } from '../hl7/ack';
import { parseMessage } from '../hl7/grammar';
import { type AnswerInput, answersIn, answersTo, joinAnswers } from './answer';
import { problem } from './problems';

const messageAsking = (commit: string, application: string) => {
  const parsed = parseMessage(`MSH|^~\\&|SIL|LBM|RELAIS|GCS|20261121||ORU^R01|VAL1|P|2.5|||${commit}|${application}||8859/1`);
  if (!parsed.ok) throw new Error('no message');
  return parsed.message;
};
const inputOf = (given: Partial<AnswerInput>): AnswerInput => ({
  original: messageAsking('AL', 'NE'),
  answer: 'AA',
  mode: 'as-asked',
  controlId: '01234567890123456789',
  answeredControlId: 'VAL1',
  problems: [],
  at: new Date(0),
  zone: 'Europe/Paris',
  ...given,
});
const read = (answer: Buffer) => {
  const parsed = parseMessage(answer.toString('latin1'));
  if (!parsed.ok) throw new Error('no answer');
  return readAck(parsed.message);
};
const codes = (given: Partial<AnswerInput>) => answersTo(inputOf(given)).map((answer) => read(answer).code);

describe('as the message asks', () => {
  test.each([
    ['', '', 'AA', ['AA']],
    ['', '', 'AE', ['AE']],
    ['AL', 'NE', 'AA', ['CA']],
    ['AL', 'NE', 'AE', ['CE']],
    ['AL', 'NE', 'AR', ['CR']],
    ['AL', 'AL', 'AA', ['CA', 'AA']],
    ['AL', 'AL', 'AE', ['CA', 'AE']],
    ['AL', 'AL', 'AR', ['CR', 'AR']],
    ['AL', '', 'AA', ['CA']],
    ['', 'AL', 'AA', ['AA']],
    ['NE', 'AL', 'AE', ['AE']],
    ['NE', 'NE', 'AA', []],
    ['NE', 'NE', 'AR', []],
    ['ER', 'NE', 'AA', []],
    ['ER', 'NE', 'AE', ['CE']],
    ['ER', 'ER', 'AE', ['AE']],
    ['ER', 'ER', 'AR', ['CR', 'AR']],
    ['SU', 'SU', 'AA', ['CA', 'AA']],
    ['SU', 'SU', 'AE', []],
    ['SU', 'ER', 'AE', ['CA', 'AE']],
    ['al', 'ne', 'AA', ['CA']],
    ['XX', 'NE', 'AA', ['CA']],
  ] as const)('MSH-15 « %s », MSH-16 « %s », %s: %j', (commit, application, answer, expected) => {
    expect(codes({ original: messageAsking(commit, application), answer })).toEqual(expected);
  });

  test('both answers name the message, in numbers of their own, with the problems', () => {
    const both = answersTo(inputOf({ original: messageAsking('AL', 'AL'), answer: 'AE', problems: [problem('no_patient')] }));
    expect(both.map(read)).toMatchObject([
      { controlId: 'VAL1', problems: [{ segment: 'PID' }] },
      { controlId: 'VAL1', problems: [{ segment: 'PID' }] },
    ]);
    expect(new Set(both.map((answer) => answer.toString('latin1').split('|')[9])).size).toBe(2);
  });
});

test.each([
  ['AL', 'NE'],
  ['NE', 'NE'],
  ['AL', 'AL'],
  ['', ''],
])('in the original mode MSH-15 « %s » and MSH-16 « %s » change nothing', (commit, application) => {
  expect(codes({ mode: 'original', original: messageAsking(commit, application) })).toEqual(['AA']);
});

test('what is no message gets its one AE', () => {
  expect(codes({ original: null, answer: 'AE' })).toEqual(['AE']);
});

test('what is stored is what is sent, byte for byte', () => {
  for (const [commit, application] of [
    ['AL', 'AL'],
    ['AL', 'NE'],
    ['NE', 'NE'],
    ['', ''],
  ] as const) {
    const answers = answersTo(
      inputOf({ original: messageAsking(commit, application), answer: 'AE', problems: [problem('no_patient_identifier'), problem('bad_date')] }),
    );
    expect(answersIn(joinAnswers(answers))).toEqual(answers);
  }
});
