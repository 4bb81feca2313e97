/** Moves the focus to the next or previous box to tick; from anywhere else, to the first one. `Espace` then ticks it. */
export function walkBoxes(box: HTMLElement | null, step: 1 | -1): void {
  const boxes = [...(box?.querySelectorAll<HTMLInputElement>('input[data-pick]') ?? [])];
  const here = boxes.findIndex((input) => input === document.activeElement);
  const next = boxes[here === -1 ? 0 : here + step];
  next?.focus();
  next?.closest('tbody')?.scrollIntoView({ block: 'nearest' });
}
