import { describe, expect, it } from 'vitest';
import { explain } from '../explain';
import { obx, oru, REQUEST, raw, translated } from '../testing';

/** Dates and hours through the translation, as they are kept and as they are explained. */
const bornOn = (text: string) => {
  const { groups, repairs } = translated(
    oru(raw('PID', { 1: '1', 3: '4711^^^CH&1&FINEJ^PI', 5: 'PAT-TROIS^DOMINIQUE^^^^^L', 7: text, 8: 'F' }), REQUEST, obx()),
  );
  return { birthDate: groups[0]?.patient.birthDate, text: groups[0]?.patient.birthDateText, repairs: repairs.map(({ kind }) => kind) };
};
const observedAt = (text: string) => explain(Buffer.from(oru(REQUEST, obx({ 14: text }))))[0]?.dossiers[0]?.observations[0]?.observedAt;

describe('the time of a result', () => {
  it.each([
    ['20261025015959', '2026-10-25T01:59:59+02:00'],
    ['20261025023000', '2026-10-25T02:30:00+02:00'],
    ['20261025023000+0200', '2026-10-25T02:30:00+02:00'],
    ['20261025023000+0100', '2026-10-25T02:30:00+01:00'],
    ['20261025013000+0000', '2026-10-25T02:30:00+01:00'],
    ['20261025030000', '2026-10-25T03:00:00+01:00'],
    ['20260329015959', '2026-03-29T01:59:59+01:00'],
    ['20260329023000', '2026-03-29T03:30:00+02:00'],
    ['20260329023000+0100', '2026-03-29T03:30:00+02:00'],
    ['20260329030000+0200', '2026-03-29T03:00:00+02:00'],
    ['20261024240000', '2026-10-25T00:00:00+02:00'],
    ['20261121101060', '2026-11-21T10:10:59+01:00'],
  ])('%s is explained as %s', (sent, told) => expect(observedAt(sent)).toBe(told));
});

describe('a birth date', () => {
  it.each([
    ['20240229', '2024-02-29'],
    ['20000229', '2000-02-29'],
    ['20240228', '2024-02-28'],
    ['20230228', '2023-02-28'],
    ['19000228', '1900-02-28'],
    ['20240229233000-0500', '2024-02-29'],
    ['20240229001500+1200', '2024-02-29'],
    ['20240228240000', '2024-02-28'],
  ])('%s is kept as %s', (sent, birthDate) => expect(bornOn(sent)).toEqual({ birthDate, text: sent, repairs: [] }));

  it.each(['20230229', '19000229', '21000229', '19420229', '20240230'])('%s never was: its text is kept and the identity goes to repair', (sent) =>
    expect(bornOn(sent)).toEqual({ birthDate: null, text: sent, repairs: ['identity'] }),
  );

  it.each(['1942', '194202'])('%s says less than a day: kept as text, nothing to repair', (sent) =>
    expect(bornOn(sent)).toEqual({ birthDate: null, text: sent, repairs: [] }),
  );
});
