import { describe, expect, it } from 'vitest';
import { type AckInput, type AckProblem, buildAck, findControlId, readAck } from './ack';
import { type Hl7Message, parseMessage, printMessage } from './grammar';

function parsed(text: string): Hl7Message {
  const result = parseMessage(text);
  if (!result.ok) throw new Error(result.problem.text);
  return result.message;
}

const original = parsed('MSH|^~\\&|SIL|LBM-VALMONT^880000123^F|RELAIS|GCS|20261121031412||ORU^R01^ORU_R01|VAL\\T\\1|P|2.5|||AL|NE|FRA|8859/1|FR\r');
const problems: AckProblem[] = [
  { segment: 'OBX', sequence: 3, field: 5, component: 1, code: '102', severity: 'W', text: 'Valeur « <^10 » lue comme SN & gardée' },
  { segment: 'PID', field: 7, code: '102', text: 'Date impossible : ce jour n’existe pas.\nÀ corriger | vite' },
];
const input: AckInput = {
  original,
  code: 'AE',
  controlId: 'R1',
  answeredControlId: 'VAL&1',
  at: new Date('2026-11-21T02:14:13Z'),
  zone: 'Europe/Paris',
  problems,
};

describe('answers', () => {
  it('goes back to the sender with its control id and every problem', () => {
    expect(printMessage(buildAck(input)).split('\r')).toEqual([
      'MSH|^~\\&|RELAIS|GCS|SIL|LBM-VALMONT^880000123^F|20261121031413+0100||ACK^R01^ACK|R1|P|2.5|||||FRA|8859/1',
      'MSA|AE|VAL\\T\\1|Date impossible : ce jour n’existe pas.\\.br\\À corriger \\F\\ vite',
      'ERR||OBX^3^5^1^1|102^Data type error^HL70357|W||||Valeur « <\\S\\10 » lue comme SN \\T\\ gardée',
      'ERR||PID^1^7|102^Data type error^HL70357|E||||Date impossible : ce jour n’existe pas.\\.br\\À corriger \\F\\ vite',
      '',
    ]);
  });

  it('answers what could not be parsed too', () => {
    const answer = buildAck({ ...input, original: null, code: 'AR', problems: [], charset: 'UNICODE UTF-8' });
    expect(printMessage(answer)).toBe('MSH|^~\\&|||||20261121031413+0100||ACK|R1|P|2.5||||||UNICODE UTF-8\rMSA|AR|VAL\\T\\1\r');
  });

  it.each(['AA', 'AE', 'AR', 'CA', 'CE', 'CR'] as const)('reads back what it built, for %s', (code) => {
    const read = readAck(parsed(printMessage(buildAck({ ...input, code }))));
    expect(read).toMatchObject({ code, controlId: 'VAL&1', text: problems[1]?.text });
    expect(read.problems).toEqual([problems[0], { ...problems[1], sequence: 1, severity: 'E' }]);
  });

  it('speaks to a receiver of version 2.3 in the ERR-1 it knows', () => {
    const old = parsed('MSH|^~\\&|SIL|LBM|||2026||ORU^R01|1|T^T|2.3\r');
    const answer = parsed(printMessage(buildAck({ ...input, original: old })));
    expect(answer.segments[0]?.fields.slice(11, 13)).toEqual(['T^T', '2.3']);
    expect(answer.segments[3]?.fields[1]).toBe('PID^1^7^102&Data type error&HL70357');
  });

  it('reads answers of others: old ERR, only MSA, unknown code, nothing', () => {
    const old = readAck(parsed('MSH|^~\\&|X\rMSA|AE|7\rERR|PID^1^5^101&Required field missing\r'));
    expect(old).toEqual({
      code: 'AE',
      controlId: '7',
      text: 'Required field missing',
      problems: [{ segment: 'PID', sequence: 1, field: 5, code: '101', severity: 'E', text: 'Required field missing' }],
    });
    expect(readAck(parsed('MSH|^~\\&|X\rMSA|AR|7|a & b\r'))).toEqual({ code: 'AR', controlId: '7', text: 'a & b', problems: [] });
    expect(readAck(parsed('MSH|^~\\&|X\rMSA|OK|7\r')).code).toBeNull();
    expect(readAck(parsed('MSH|^~\\&|X\r'))).toEqual({ code: null, controlId: '', text: '', problems: [] });
  });

  it('finds the control id of a message too damaged to parse', () => {
    expect(findControlId('MSH|^^^^|SIL|LBM|||2026||ORU^R01|VAL1|P|2.5\rPID')).toBe('VAL1');
    expect(findControlId('junk\r\nMSH$@*$SIL$LBM$$$2026$$ORU$42$P')).toBe('42');
    expect(['', 'MSH', 'MSHA', 'PID|1', 'MSH|^~\\&|SIL'].map(findControlId)).toEqual(['', '', '', '', '']);
  });
});
