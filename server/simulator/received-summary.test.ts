import { describe, expect, it } from 'vitest';
import { message, segment } from '../hl7/build';
import { summarise } from './received-summary';

const msh = (type: string, event: string) =>
  segment('MSH', { 4: 'GCS-VOSNORD', 6: 'LBM-VALMONT', 7: '20261121031800+0100', 9: [type, event], 10: 'X', 11: 'P', 12: '2.5' });

describe('what a received message says', () => {
  it('is a decision with its validator, its statuses and its comments', () => {
    const summary = summarise(
      message(
        msh('ORU', 'R01'),
        segment('OBR', { 3: ['26112100457-BIOCH', 'SIL'], 22: '20261121031700', 32: [['10004445556', 'VASSEUR', 'Anne']] }),
        segment('OBX', { 2: 'NM', 3: ['2823-3', 'Potassium', 'LN'], 5: '6.9', 11: 'F' }),
        segment('NTE', { 3: 'Contrôlé.' }),
      ),
    );
    expect(summary).toMatchObject({
      kind: 'decision',
      receiver: 'LBM-VALMONT',
      accessionNumber: '26112100457',
      who: 'VASSEUR Anne',
      when: '20261121031700',
      observations: [{ group: '26112100457-BIOCH', code: '2823-3', value: '6.9', status: 'F' }],
      notes: ['Contrôlé.'],
    });
  });

  it.each([
    ['MISE_A_DISPOSITION', 'availability'],
    ['ACK_LECTURE', 'reading'],
  ])('tells %s from the other receipt', (code, kind) => {
    const receipt = summarise(
      message(
        msh('ZAM', 'Z03'),
        segment('EVN', { 2: '20261121032000' }),
        segment('OBR', { 3: '26112100457' }),
        segment('OBX', { 2: 'CWE', 3: [code, 'Accusé'] }),
        segment('OBX', { 2: 'XTN', 3: 'LECTEUR', 5: ['', '', '', '10001234567'] }),
      ),
    );
    expect(receipt).toMatchObject({ kind, accessionNumber: '26112100457', who: '10001234567', when: '20261121032000' });
  });
});
