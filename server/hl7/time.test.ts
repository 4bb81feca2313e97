import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hl7Time, parseHl7Time, printHl7Time } from './time';

const PARIS = 'Europe/Paris';

function read(text: string, zone = PARIS): Hl7Time {
  const result = parseHl7Time(text, zone);
  if (!result.ok) throw new Error(result.problem);
  return result.time;
}

describe('reading times', () => {
  it.each([
    ['2026', '2025-12-31T23:00:00.000Z', '2026-01-01', 'year'],
    ['202611', '2026-10-31T23:00:00.000Z', '2026-11-01', 'month'],
    ['20261121', '2026-11-20T23:00:00.000Z', '2026-11-21', 'day'],
    ['2026112103', '2026-11-21T02:00:00.000Z', '2026-11-21', 'hour'],
    ['202611210307', '2026-11-21T02:07:00.000Z', '2026-11-21', 'minute'],
    ['20261121030711', '2026-11-21T02:07:11.000Z', '2026-11-21', 'second'],
    ['20260721030711', '2026-07-21T01:07:11.000Z', '2026-07-21', 'second'],
    ['20261121030711.1', '2026-11-21T02:07:11.100Z', '2026-11-21', 'fraction'],
    ['20261121030711.1239', '2026-11-21T02:07:11.123Z', '2026-11-21', 'fraction'],
    ['20240229', '2024-02-28T23:00:00.000Z', '2024-02-29', 'day'],
  ])('reads %s without zone as local time of the profile', (text, instant, date, precision) => {
    expect(read(text)).toEqual({ instant: new Date(instant), date, precision, original: text, zoneFrom: 'profile', clock: 'plain' });
  });

  it.each([
    ['20261121101502+0100', '2026-11-21T09:15:02.000Z', 'second'],
    ['20080818183002.1-0700', '2008-08-19T01:30:02.100Z', 'fraction'],
    ['202611211015+0000', '2026-11-21T10:15:00.000Z', 'minute'],
    ['2026112110-0330', '2026-11-21T13:30:00.000Z', 'hour'],
    ['20261121+1400', '2026-11-20T10:00:00.000Z', 'day'],
    ['202611+0100', '2026-10-31T23:00:00.000Z', 'month'],
    ['2026+0100', '2025-12-31T23:00:00.000Z', 'year'],
  ])('lets the zone of %s win over the profile, and keeps the date as written', (text, instant, precision) => {
    const time = read(text, 'Pacific/Auckland');
    expect(time).toMatchObject({ instant: new Date(instant), precision, zoneFrom: 'message', clock: 'plain' });
    expect(time.date.replaceAll('-', '').startsWith((/^\d+/.exec(text)?.[0] ?? '').slice(0, 8))).toBe(true);
  });

  it.each([
    ['20261025015959', '2026-10-24T23:59:59.000Z', 'plain'],
    ['20261025020000', '2026-10-25T00:00:00.000Z', 'repeated'],
    ['20261025023000', '2026-10-25T00:30:00.000Z', 'repeated'],
    ['20261025025959', '2026-10-25T00:59:59.000Z', 'repeated'],
    ['20261025030000', '2026-10-25T02:00:00.000Z', 'plain'],
    ['20261025023000+0100', '2026-10-25T01:30:00.000Z', 'plain'],
    ['20260329015959', '2026-03-29T00:59:59.000Z', 'plain'],
    ['20260329020000', '2026-03-29T01:00:00.000Z', 'skipped'],
    ['20260329023000', '2026-03-29T01:30:00.000Z', 'skipped'],
    ['20260329030000', '2026-03-29T01:00:00.000Z', 'plain'],
  ])('places %s right in the night when clocks change', (text, instant, clock) => {
    expect(read(text)).toMatchObject({ instant: new Date(instant), clock });
  });

  it.each([
    ['2026102502', '2026-10-25T00:00:00.000Z', 'repeated', 'hour'],
    ['202610250230', '2026-10-25T00:30:00.000Z', 'repeated', 'minute'],
    ['20261025023000.5', '2026-10-25T00:30:00.500Z', 'repeated', 'fraction'],
    ['202610250230+0200', '2026-10-25T00:30:00.000Z', 'plain', 'minute'],
    ['202610250230+0100', '2026-10-25T01:30:00.000Z', 'plain', 'minute'],
    ['202603290230', '2026-03-29T01:30:00.000Z', 'skipped', 'minute'],
    ['202603290230+0100', '2026-03-29T01:30:00.000Z', 'plain', 'minute'],
    ['202603290230+0200', '2026-03-29T00:30:00.000Z', 'plain', 'minute'],
    ['20261025', '2026-10-24T22:00:00.000Z', 'plain', 'day'],
    ['20260329', '2026-03-28T23:00:00.000Z', 'plain', 'day'],
    ['20261024240000', '2026-10-24T22:00:00.000Z', 'plain', 'second'],
    ['20261025240000', '2026-10-25T23:00:00.000Z', 'plain', 'second'],
  ])('reads %s in the night when clocks change, at its precision, with zone or without', (text, instant, clock, precision) => {
    expect(read(text)).toMatchObject({ instant: new Date(instant), clock, precision });
  });

  it('keeps the order and the distance of what is written with its offset through both nights', () => {
    const written = ['20261025015959+0200', '20261025020000+0200', '20261025025959+0200', '20261025020000+0100', '20261025025959+0100', '20261025030000+0100'];
    expect(written.map((text) => (read(text).instant.getTime() - read(written[0] ?? '').instant.getTime()) / 1000)).toEqual([0, 1, 3600, 3601, 7200, 7201]);
    expect(read('20260329030000+0200').instant.getTime() - read('20260329015959+0100').instant.getTime()).toBe(1000);
  });

  it.each([
    ['2026112124', '2026-11-21T23:00:00.000Z', '2026-11-21', 'hour'],
    ['202611212400', '2026-11-21T23:00:00.000Z', '2026-11-21', 'minute'],
    ['20261121240000', '2026-11-21T23:00:00.000Z', '2026-11-21', 'second'],
    ['20261121240000.0000', '2026-11-21T23:00:00.000Z', '2026-11-21', 'fraction'],
    ['20261121240000+0000', '2026-11-22T00:00:00.000Z', '2026-11-21', 'second'],
    ['20261231240000', '2026-12-31T23:00:00.000Z', '2026-12-31', 'second'],
    ['20240228240000', '2024-02-28T23:00:00.000Z', '2024-02-28', 'second'],
    ['20230228240000', '2023-02-28T23:00:00.000Z', '2023-02-28', 'second'],
    ['20261121101060', '2026-11-21T09:10:59.999Z', '2026-11-21', 'second'],
    ['20161231235960+0000', '2016-12-31T23:59:59.999Z', '2016-12-31', 'second'],
    ['20261121101060.5', '2026-11-21T09:10:59.999Z', '2026-11-21', 'fraction'],
  ])('reads %s as some systems mean it, and keeps the date as written', (text, instant, date, precision) => {
    expect(read(text)).toMatchObject({ instant: new Date(instant), date, precision });
  });

  it.each([
    ['20240229', '2024-02-29'],
    ['20000229', '2000-02-29'],
    ['19040229', '1904-02-29'],
    ['20240228', '2024-02-28'],
    ['20230228', '2023-02-28'],
    ['19000228', '1900-02-28'],
    ['202402292330', '2024-02-29'],
    ['20240229000000-1100', '2024-02-29'],
    ['20240229235959+1400', '2024-02-29'],
  ])('gives the birth date of %s as it is written, whatever the zone of its reader', (text, date) => {
    for (const zone of [PARIS, 'UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago']) expect(read(text, zone).date).toBe(date);
  });

  it('reads each year’s 29 February exactly when there is one', () => {
    for (let year = 1850; year <= 2200; year += 1) {
      const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
      expect(parseHl7Time(`${year}0229`, PARIS).ok).toBe(isLeap);
    }
  });

  it.each([
    ['20261121030711.1', 100],
    ['20261121030711.12', 120],
    ['20261121030711.123', 123],
    ['20261121030711.1234', 123],
    ['20261121030711.0009', 0],
    ['20261121030711.9999', 999],
  ])('cuts %s to whole milliseconds and never rounds it into the next', (text, milliseconds) => {
    expect(read(text)).toMatchObject({ precision: 'fraction', original: text });
    expect(read(text).instant.getUTCMilliseconds()).toBe(milliseconds);
  });

  it('knows other zones and half-hour changes', () => {
    expect(read('20260405014500', 'Australia/Lord_Howe')).toMatchObject({ clock: 'repeated', instant: new Date('2026-04-04T14:45:00Z') });
    expect(read('20261004021500', 'Australia/Lord_Howe').clock).toBe('skipped');
  });

  it.each([
    '',
    '  ',
    '0000',
    '00000000',
    '202613',
    '202600',
    '20260230',
    '19420229',
    '20260431',
    '20260400',
    '20260132',
    '20250229',
    '19000229',
    '2026112125',
    '202611212401',
    '20261121240001',
    '20261121240000.1',
    '202611211060',
    '20261121101061',
    '20261121101502+1500',
    '20261121101502+1401',
    '20261121101502+01',
    '20261121101502+01:00',
    '20261121101502+0160',
    '2026-11-21',
    '21/11/2026',
    '202',
    '20261',
    '2026112',
    '20261121101502.',
    '202611211015.5',
    '20261121101502Z',
    'ZZCANARI',
    '""',
    '20261121^D',
    '２０２６',
  ])('refuses %j without repeating it', (text) => {
    const result = parseHl7Time(text, PARIS);
    expect(result.ok).toBe(false);
    expect(text.trim() !== '' && JSON.stringify(result).includes(text)).toBe(false);
  });

  it('never throws and never invents a date, for any digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.+-'), maxLength: 24 }), (text) => {
        const result = parseHl7Time(text, PARIS);
        const date = result.ok ? result.time.date : '2026-01-01';
        expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
      }),
    );
  });
});

describe('printing times', () => {
  it('tells both halves of the repeated hour apart', () => {
    expect(printHl7Time(new Date('2026-10-25T00:30:00Z'), PARIS)).toBe('20261025023000+0200');
    expect(printHl7Time(new Date('2026-10-25T01:30:00Z'), PARIS)).toBe('20261025023000+0100');
    expect(printHl7Time(new Date('2026-01-01T03:00:00Z'), 'America/St_Johns')).toBe('20251231233000-0330');
  });

  it('prints what reads back as the same second, in any zone and year', () => {
    const zone = fc.constantFrom(PARIS, 'UTC', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Australia/Lord_Howe');
    const instant = fc.date({ min: new Date('1850-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, zone, (date, name) => {
        expect(read(printHl7Time(date, name), 'UTC').instant.getTime()).toBe(Math.floor(date.getTime() / 1000) * 1000);
      }),
    );
  });

  it('refuses a zone that does not exist', () => expect(() => printHl7Time(new Date(), 'Europe/Valmont')).toThrow(RangeError));
});
