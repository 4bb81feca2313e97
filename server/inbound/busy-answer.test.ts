import { expect, test } from 'vitest';
import { readAck } from '../hl7/ack';
import { decodeBytes } from '../hl7/charset';
import { parseMessage } from '../hl7/grammar';
import { busyAnswers } from './busy-answer';

const AT = new Date('2026-11-21T03:20:00+01:00');
const msh = (controlId: string, charset = '', asks = '|') =>
  `MSH|^~\\&|SIL|LBM-VALMONT|RELAIS|GCS|20261121031700||ORU^R01^ORU_R01|${controlId}|P|2.5|||${asks}|FRA|${charset}\rPID|1`;
const answers = (text: string, mode: 'original' | 'as-asked' = 'original') =>
  busyAnswers(Buffer.from(text, 'latin1'), AT, () => mode).map((bytes) => {
    const charset = bytes.toString('latin1').includes('8859/15') ? '8859/15' : 'UNICODE UTF-8';
    const parsed = parseMessage(decodeBytes(bytes, charset).text);
    if (!parsed.ok) throw new Error('the answer can be parsed');
    const { code, controlId, problems } = readAck(parsed.message);
    return { said: `${code} ${controlId}`, text: problems[0]?.text ?? '' };
  });

test('every message of a frame is told to come again, under its own number', () => {
  expect(answers(['A1', 'A2', 'A3'].map((id) => msh(id)).join('\r')).map(({ said }) => said)).toEqual(['AR A1', 'AR A2', 'AR A3']);
});

test('the sentence is in the character set that the answer names', () => {
  const [answer] = answers(msh('B1', '8859/15'));
  expect(answer?.text).toMatch(/^Relais ne peut pas enregistrer ce message maintenant : rien n.a été pris, renvoyez-le[.]$/);
});

test('a link that is answered as it asks hears CR; one that asked to hear nothing is told all the same', () => {
  expect(answers(msh('C1', '', 'AL|NE'), 'as-asked').map(({ said }) => said)).toEqual(['CR C1']);
  expect(answers(msh('C2', '', 'NE|NE'), 'as-asked').map(({ said }) => said)).toEqual(['AR C2']);
  expect(answers(msh('C3', '', 'AL|NE')).map(({ said }) => said)).toEqual(['AR C3']);
});

test('what is no message is answered under the number that can be found in it', () => {
  expect(answers('MSH|^~\\&|SIL|LBM|||||ORU|D1').map(({ said }) => said)).toEqual(['AR D1']);
});
