import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Band, type Group, heightOf, paginate } from './flow';

const FRAME = { firstTop: 0, nextTop: 10, bottom: 110 };
const band = (height: number): Band => ({ height, draw: () => undefined });
const bands = (count: number, height = 10) => Array.from({ length: count }, () => band(height));
const pageOf = (pages: ReturnType<typeof paginate>, searched: Band | undefined) => pages.findIndex((page) => page.some((placed) => placed.band === searched));

const groups = fc.array(
  fc.record({ bands: fc.array(fc.integer({ min: 1, max: 40 }).map(band), { minLength: 1, maxLength: 25 }), keepWithNext: fc.boolean() }),
  { maxLength: 30 },
);

describe('paginate', () => {
  it('places every band once, in order, inside the page', () => {
    fc.assert(
      fc.property(groups, (list: Group[]) => {
        const placed = paginate(list, FRAME).flat();
        expect(placed.map((each) => each.band)).toEqual(list.flatMap((group) => group.bands));
        for (const { band: each, top } of placed) expect(top + each.height).toBeLessThanOrEqual(FRAME.bottom + 0.01);
      }),
    );
  });

  it('keeps together every group that a page can hold', () => {
    fc.assert(
      fc.property(groups, (list: Group[]) => {
        const loose = list.map((group) => ({ ...group, keepWithNext: false }));
        const pages = paginate(loose, FRAME);
        for (const group of loose.filter((each) => heightOf(each.bands) <= FRAME.bottom - FRAME.nextTop)) {
          expect(new Set(group.bands.map((each) => pageOf(pages, each))).size).toBe(1);
        }
      }),
    );
  });

  it('never leaves a heading alone at the foot of a page', () => {
    const heading: Group = { bands: bands(1), keepWithNext: true };
    const body: Group = { bands: bands(3) };
    const pages = paginate([{ bands: bands(8) }, heading, body], FRAME);
    expect(pageOf(pages, heading.bands[0])).toBe(1);
    expect(pageOf(pages, body.bands[0])).toBe(1);
  });

  it('repeats the headings of a table on each page, and says whose text goes on when a group is broken', () => {
    const head = band(5);
    const resume = band(6);
    const pages = paginate([{ bands: bands(25), pageHead: [head], resume: [resume] }], FRAME);
    expect(pages.length).toBe(3);
    for (const page of pages.slice(1)) expect(page.slice(0, 2).map((each) => each.band)).toEqual([head, resume]);
  });

  it('goes without a page head that would fill the page', () => {
    const pages = paginate([{ bands: bands(30), pageHead: [band(95)] }], FRAME);
    expect(pages.flat()).toHaveLength(30);
  });
});
