'use client';

import { type RefObject, useEffect, useState } from 'react';

const STEPS = Array.from({ length: 11 }, (_, step) => step / 10);
/** A row counts once this much of its height was on the screen, or once it filled most of it. */
const MOST = 0.9;

/**
 * Which results were on the screen: every row of them, notes included. A decision covers only those.
 * @param resultIds of the results to watch
 */
export function useSeen(box: RefObject<HTMLElement | null>, resultIds: readonly string[]): ReadonlySet<string> {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const ids = resultIds.join(' ');
  useEffect(() => {
    const watched = new Set(ids.split(' '));
    const unseen = new Map<string, Set<Element>>();
    const observer = new IntersectionObserver(
      (entries) => {
        const done = entries.filter(wasShown).flatMap(({ target }) => {
          observer.unobserve(target);
          const id = resultOf(target);
          const rows = unseen.get(id);
          rows?.delete(target);
          return rows?.size === 0 ? [id] : [];
        });
        if (done.length > 0) setSeen((before) => new Set([...before, ...done]));
      },
      { threshold: STEPS },
    );
    for (const row of box.current?.querySelectorAll('[data-part]') ?? []) {
      if (!watched.has(resultOf(row))) continue;
      unseen.set(resultOf(row), (unseen.get(resultOf(row)) ?? new Set()).add(row));
      observer.observe(row);
    }
    return () => observer.disconnect();
  }, [box, ids]);
  return seen;
}

const resultOf = (row: Element): string => row.closest('[data-result]')?.getAttribute('data-result') ?? '';

/** By height: on a phone the table is wider than the screen. A note taller than the screen counts when it filled it. */
function wasShown({ intersectionRect, boundingClientRect, rootBounds }: IntersectionObserverEntry): boolean {
  const height = Math.min(boundingClientRect.height, (rootBounds?.height ?? Number.POSITIVE_INFINITY) / 2);
  return intersectionRect.width > 0 && height > 0 && intersectionRect.height >= height * MOST;
}
