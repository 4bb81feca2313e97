import { expect, it } from 'vitest';
import { partsOf } from './parts-of';

const token = 'a'.repeat(43);

it('makes of a patient’s link a path of this site, whatever host it names', () => {
  expect(partsOf(`Ouvrir :\nhttp://ailleurs.example/n/${token}\nFin`)).toEqual([
    { at: 0, text: 'Ouvrir :\n', link: null },
    { at: 9, text: `http://ailleurs.example/n/${token}`, link: `/n/${token}` },
    { at: 9 + 26 + 43, text: '\nFin', link: null },
  ]);
});

it('leaves any other address as text, and every character of the message', () => {
  const body = `https://ailleurs.example/x javascript:alert(1) /n/${token}x`;
  expect(partsOf(body)).toEqual([{ at: 0, text: body, link: null }]);
});
