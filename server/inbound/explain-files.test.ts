import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from './explain';
import { GENERIC, profileFromFile } from './explain-profile';
import { fixture, ORDER, obx, oru, REQUEST } from './testing';

/** Files as they come from gateways, editors and mailboxes. */
const one = oru(ORDER, REQUEST, obx());
const two = one.replace('TEST1', 'TEST2');
const told = (bytes: Buffer | string) => explain(Buffer.from(bytes)).map(({ answer, controlId, dossiers }) => `${answer} ${controlId} ${dossiers.length}`);

describe('a file', () => {
  test.each([
    ['with CR', one, ['AA TEST1 1']],
    ['with LF', one.replaceAll('\r', '\n'), ['AA TEST1 1']],
    ['with CRLF and an empty line', `\r\n${one.replaceAll('\r', '\r\n')}\r\n\r\n`, ['AA TEST1 1']],
    ['with a byte order mark', `\uFEFF${one}`, ['AA TEST1 1']],
    ['of two messages', `${one}\r${two}`, ['AA TEST1 1', 'AA TEST2 1']],
    ['of a batch', `FHS|^~\\&\rBHS|^~\\&\r${one}\r${two}\rBTS|2\rFTS|1\r`, ['AA TEST1 1', 'AA TEST2 1']],
    ['framed for MLLP', `\u000b${one}\r\u001c\r`, ['AA TEST1 1']],
    ['of two frames', `\u000b${one}\r\u001c\r\u000b${two}\r\u001c\r`, ['AA TEST1 1', 'AA TEST2 1']],
    ['of frames whose CR an editor changed', `\u000b${one.replaceAll('\r', '\n')}\n\u001c\n\u000b${two}\r\u001c\n`, ['AA TEST1 1', 'AA TEST2 1']],
    ['of a frame without its last CR', `\u000b${one}\r\u001c`, ['AA TEST1 1']],
    ['of a batch in a frame', `\u000bBHS|^~\\&\r${one}\r${two}\rBTS|2\r\u001c\r`, ['AA TEST1 1', 'AA TEST2 1']],
    ['of a frame that never ends, before a whole one', `\u000b${one}\r\u000b${two}\r\u001c\r`, ['AE TEST1 0', 'AA TEST2 1']],
    ['with junk between frames', `\u000b${one}\r\u001c\rbonjour\u000b${two}\r\u001c\r`, ['AA TEST1 1', 'AE  0', 'AA TEST2 1']],
    ['that is empty', '', ['AE  0']],
    ['of nothing but line ends', '\r\n\r\n', ['AE  0']],
    ['of something else', '%PDF-1.7 bonjour', ['AE  0']],
    ['with NUL bytes', one.replace('DOMINIQUE', 'DOMI\u0000NIQUE'), ['AA TEST1 1']],
    ['cut in the middle of its header', one.slice(0, 30), ['AR  0']],
    ['cut before any result', one.slice(0, one.indexOf('OBR')), ['AE TEST1 0']],
    ['cut in the middle of a result', one.slice(0, one.indexOf('6,9') - 10), ['AA TEST1 1']],
  ])('%s', (_what, bytes, expected) => expect(told(bytes)).toEqual(expected));

  test('gives every message its own character set', () => {
    const said = (name: string) => `OBX|2|TX|COM||Élevé : 5 €||||||${name}`;
    const utf8 = Buffer.from(`${oru(ORDER, REQUEST, said('R'))}\r`);
    const latin9 = Buffer.from(`${oru(ORDER, REQUEST, said('P')).replace('UNICODE UTF-8', '8859/15')}\r`.replaceAll('€', '\u00a4'), 'latin1');
    const values = explain(Buffer.concat([utf8, latin9, utf8])).map(({ dossiers }) => dossiers[0]?.observations[0]?.value);
    expect(values).toEqual(['Élevé : 5 €', 'Élevé : 5 €', 'Élevé : 5 €']);
  });

  test('of a batch that announces more than it holds is told so, at its last message', () => {
    const problems = explain(Buffer.from(`BHS|^~\\&\r${one}\r${two}\rBTS|3\r`)).map((each) => each.problems.some(({ segment }) => segment === 'BTS'));
    expect(problems).toEqual([false, true]);
  });
});

test('every patient of a message is shown, each with the own dossiers', () => {
  const second = 'PID|2||0009999^^^CH-VALMONT^PI||AUTRE^JEAN||19600101|M';
  const [explanation] = explain(
    Buffer.from(oru('PID|1||0004711^^^CH-VALMONT^PI||PAT-TROIS^DOMINIQUE||19790328|F', ORDER, REQUEST, obx(), second, 'OBR|2||N2|NFS', obx())),
  );
  expect(explanation?.patient).toMatchObject({ identifier: '0004711' });
  expect(explanation?.patients).toMatchObject([{ identifier: '0004711' }, { identifier: '0009999' }]);
  expect(explanation?.dossiers.map(({ accessionNumber }) => accessionNumber)).toEqual(['26112100001', 'N2']);
});

test('text sent line by line keeps its order, each line a result of its own', () => {
  const line = (rank: number, text: string) => obx({ 1: String(rank), 2: 'TX', 3: 'COM^Commentaire^L', 4: '1', 5: text });
  const [explanation] = explain(Buffer.from(oru(ORDER, REQUEST, line(1, 'Un'), line(2, 'Deux'), line(3, 'Trois'))));
  expect(explanation?.dossiers[0]?.observations.map(({ value, subId }) => [value, subId])).toEqual([
    ['Un', '1'],
    ['Deux', '1'],
    ['Trois', '1'],
  ]);
});

describe('any bytes', () => {
  /** True when every document of those bytes has one of the three answers and stays on its line. */
  const isAnswered = (bytes: Uint8Array): boolean => {
    const explanations = explain(Buffer.from(bytes));
    return explanations.length > 0 && explanations.every((each) => ['AA', 'AE', 'AR'].includes(each.answer) && !JSON.stringify(each).includes('\n'));
  };
  const piece = fc.oneof(
    fc.constantFrom(
      'MSH|^~\\&|',
      '\rPID|1||',
      '\rOBR|1||N1|',
      '\rOBX|1|NM|K||',
      '\rSPM|',
      '\rNTE|1||',
      '\rZZZ|',
      '|',
      '^',
      '~',
      '&',
      '\\',
      '\\X',
      '""',
      '\u000b',
      '\u001c\r',
      '\r\n',
      '\rBTS|',
      '20260230',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );

  test('get an answer', () => {
    const holds = (bytes: Uint8Array) => {
      expect(isAnswered(bytes)).toBe(true);
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), holds), { numRuns: 300 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => holds(Buffer.from(pieces.join('')))),
      { numRuns: 500 },
    );
  });

  test.each(['fr_urgent_unvalidated_8859-1', 'campylobacter_parent_child', 'blood_culture_fr_orc_groups', 'fr_subcontracted_final_and_preliminary_utf8'])(
    '%s, damaged anywhere, gets an answer',
    (name) => {
      const whole = fixture(name);
      const damage = fc.tuple(fc.nat(whole.length - 1), fc.nat(4), piece);
      fc.assert(
        fc.property(fc.array(damage, { minLength: 1, maxLength: 5 }), (damages) => {
          let text = whole.toString('latin1');
          for (const [at, length, put] of damages) text = text.slice(0, at) + put + text.slice(at + length);
          expect(isAnswered(Buffer.from(text, 'latin1'))).toBe(true);
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe('a profile to try', () => {
  test('changes what it says, and nothing else', () => {
    const read = profileFromFile('{"statuses":{"VT":"R"},"timeZone":"America/Cayenne","loincSystems":["LNC"]}');
    if (!read.ok) throw new Error('not read');
    const message = Buffer.from(oru(ORDER, REQUEST, obx({ 3: 'K^K^L^2823-3^K^LNC', 11: 'VT', 14: '20261121030711' })));
    expect(explain(message, read.profile)[0]?.dossiers[0]?.observations[0]).toMatchObject({
      code: '2823-3',
      status: 'R',
      observedAt: '2026-11-21T03:07:11-03:00',
    });
    expect(read.profile.settings.identifierTypes).toEqual(GENERIC.settings.identifierTypes);
  });

  test.each([
    ['no JSON', '{', ['JSON']],
    ['a list', '[]', ['invalid_type']],
    ['an unknown setting', '{"colour":1}', ['unrecognized_keys']],
    ['a wrong setting', '{"statuses":{"VT":"Q"},"timeZone":"Mars/One"}', ['statuses.VT', 'timeZone']],
  ])('is refused for %s, by the name of what is wrong', (_what, text, wrong) => {
    expect(profileFromFile(text)).toEqual({ ok: false, wrong });
  });
});
