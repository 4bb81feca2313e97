import { expect, test } from 'vitest';
import { dutyLine } from './duty-line-words';

const now = new Date('2026-11-28T23:00:00+01:00');
const until = new Date('2026-11-29T08:00:00+01:00');
const person = (name: string, kind: 'garde' | 'astreinte' | 'presence' | null, numbers: string[] = []) => ({
  name,
  kind,
  until: kind === null ? null : until,
  contacts: numbers.map((number) => ({ label: 'Portable', number })),
  isResponsible: false,
});

test('names who answers for the site, whom the server puts first, until when, and her numbers in order', () => {
  const line = dutyLine({ phone: '0329000415', people: [person('Dr A', 'garde', ['0600000001', '+33600000002']), person('Dr B', 'astreinte')] }, now);
  expect(line.who).toBe('Dr A (et 1\u00a0autre)');
  expect(line.until).toBe(' jusqu’à 08:00');
  expect(line.numbers.map(({ href }) => href)).toEqual(['tel:0600000001', 'tel:+33600000002']);
});

test('says of whoever answers beyond her hours that it lasts until somebody accepts', () => {
  expect(dutyLine({ phone: '', people: [person('Dr A', null)] }, now)).toMatchObject({ who: 'Dr A', until: ' jusqu’à la relève' });
});

test('gives the laboratory’s number when nobody answers, or when she gave none', () => {
  expect(dutyLine({ phone: '0329000415', people: [] }, now)).toMatchObject({ who: 'personne de garde en ce moment', numbers: [{ href: 'tel:0329000415' }] });
  expect(dutyLine({ phone: '0329000415', people: [person('Dr A', 'garde')] }, now).numbers).toMatchObject([{ href: 'tel:0329000415' }]);
});
