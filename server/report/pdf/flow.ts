import type { Canvas } from './canvas';

/** A strip of the page as high as one line of text; the only thing that is never cut. */
export interface Band {
  readonly height: number;
  draw(canvas: Canvas, top: number): void;
}

/** What should stay together. It is broken between bands only when a whole page cannot hold it. */
export interface Group {
  readonly bands: readonly Band[];
  /** A heading: never the last thing on a page. */
  readonly keepWithNext?: boolean;
  /** Repeated on top of a page that begins with this group, or inside it: title and column headings of a table. */
  readonly pageHead?: readonly Band[];
  /** Repeated after `pageHead` when the group itself was broken: whose note goes on here. */
  readonly resume?: readonly Band[];
}

export interface Placed {
  readonly band: Band;
  readonly top: number;
}

export interface Frame {
  readonly firstTop: number;
  readonly nextTop: number;
  readonly bottom: number;
}

interface Cursor {
  readonly pages: Placed[][];
  top: number;
}

/** Lays groups out on pages; every band is placed exactly once, page heads and resumed titles as often as needed. */
export function paginate(groups: readonly Group[], frame: Frame): Placed[][] {
  const cursor: Cursor = { pages: [[]], top: frame.firstTop };
  groups.forEach((group, index) => {
    const chained = index > 0 && groups[index - 1]?.keepWithNext === true;
    if (!chained && !fits(groups, index, cursor, frame)) turnPage(cursor, frame, group.pageHead);
    placeGroup(group, cursor, frame);
  });
  return cursor.pages;
}

function fits(groups: readonly Group[], index: number, cursor: Cursor, frame: Frame): boolean {
  if (cursor.pages.at(-1)?.length === 0) return true;
  const page = frame.bottom - frame.nextTop;
  let needed = 0;
  for (const group of groups.slice(index)) {
    const height = heightOf(group.bands);
    const room = page - heightOf(group.pageHead ?? []) - needed;
    // Too high for any page: it will be broken anyway, so a few lines under the heading are enough to begin here.
    needed += group.keepWithNext || height <= room ? height : heightOf(group.bands.slice(0, 4));
    if (!group.keepWithNext) break;
  }
  return cursor.top + needed <= frame.bottom;
}

function placeGroup(group: Group, cursor: Cursor, frame: Frame): void {
  group.bands.forEach((band, index) => {
    if (cursor.top + band.height > frame.bottom + 0.01) {
      turnPage(cursor, frame, [...(group.pageHead ?? []), ...(index > 0 ? (group.resume ?? []) : [])]);
    }
    place(band, cursor);
  });
}

function turnPage(cursor: Cursor, frame: Frame, heads: readonly Band[] = []): void {
  cursor.pages.push([]);
  cursor.top = frame.nextTop;
  // A head so high that it leaves no room would repeat for ever: then the page goes without.
  if (heightOf(heads) > (frame.bottom - frame.nextTop) / 2) return;
  for (const head of heads) place(head, cursor);
}

function place(band: Band, cursor: Cursor): void {
  cursor.pages.at(-1)?.push({ band, top: cursor.top });
  cursor.top += band.height;
}

export function heightOf(bands: readonly Band[]): number {
  return bands.reduce((sum, band) => sum + band.height, 0);
}
