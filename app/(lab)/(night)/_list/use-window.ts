'use client';

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { holding, type Stretch, stretchOf } from './window';

/** A line of three rows of text. */
const GUESS = 60;
/** The scroll area of the column. */
const AREA = 'section[tabindex="0"]';
const ALL_ROOM: Stretch = { from: 0, to: 20, above: 0, below: 0, held: null };

/** What the lines drawn were measured to be, for as long as the list is on the screen. */
export type Heights = Map<string, number>;

/**
 * Draws of a long list what its scroll area shows, and a screen more above and below. Lines are measured once drawn; when one above turns out higher or lower than thought,
 * the area is moved by as much, so that nothing moves under a finger. The line that has the focus stays drawn, also out of sight.
 * @param list the list's element; each child with `data-line` is a line
 */
export function useWindow(list: RefObject<HTMLElement | null>, ids: readonly string[], current: string | null): Stretch {
  const heights = useRef<Heights>(new Map());
  const [stretch, setStretch] = useState(ALL_ROOM);
  const newest = useRef(ids);

  const look = useEffectEvent(() => {
    const element = list.current;
    const area = element?.closest(AREA);
    if (!element || !area) return;
    const view = area.getBoundingClientRect();
    const measured = newest.current.map((id) => heights.current.get(id));
    const top = view.top - element.getBoundingClientRect().top;
    const stretch = stretchOf(measured, { top, height: view.height, margin: view.height, guess: GUESS });
    const next = holding(stretch, measured, newest.current.indexOf(focusedIn(element)), GUESS);
    setStretch((before) => (isSame(before, next) ? before : next));
  });

  useEffect(() => {
    const area = list.current?.closest(AREA);
    if (!area) return undefined;
    let frame = 0;
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    area.addEventListener('scroll', later, { passive: true });
    const sizes = new ResizeObserver(later);
    sizes.observe(area);
    return () => {
      cancelAnimationFrame(frame);
      area.removeEventListener('scroll', later);
      sizes.disconnect();
    };
  }, [list]);

  // After every drawing: lines change in place.
  useLayoutEffect(() => {
    newest.current = ids;
    const area = list.current?.closest(AREA);
    if (!list.current || !area) return;
    const top = area.getBoundingClientRect().top;
    let moved = 0;
    for (const line of list.current.querySelectorAll<HTMLElement>('[data-line]')) {
      const id = line.dataset.line ?? '';
      const { height, bottom } = line.getBoundingClientRect();
      if (height === 0) continue;
      if (bottom <= top) moved += height - (heights.current.get(id) ?? GUESS);
      heights.current.set(id, height);
    }
    if (Math.abs(moved) >= 1) area.scrollTop += moved;
    look();
  });

  useEffect(() => {
    const element = list.current;
    const area = element?.closest(AREA);
    const at = current === null ? -1 : newest.current.indexOf(current);
    if (!element || !area || at === -1) return;
    const start = newest.current.slice(0, at).reduce((sum, id) => sum + (heights.current.get(id) ?? GUESS), 0);
    const offset = element.getBoundingClientRect().top - area.getBoundingClientRect().top + start;
    const height = heights.current.get(current ?? '') ?? GUESS;
    if (offset < 0) area.scrollTop += offset;
    else if (offset + height > area.clientHeight) area.scrollTop += offset + height - area.clientHeight;
  }, [list, current]);

  return stretch;
}

const focusedIn = (list: HTMLElement): string =>
  list.contains(document.activeElement) ? (document.activeElement?.closest<HTMLElement>('[data-line]')?.dataset.line ?? '') : '';

const isSame = (one: Stretch, other: Stretch): boolean => JSON.stringify(one) === JSON.stringify(other);
