/**
 * Whether the person points with a mouse, so a keyboard is at hand: only then does a sheet start in its field. On a touch
 * screen that would raise the on-screen keyboard over what has to be read.
 */
export const hasKeyboard = (): boolean => window.matchMedia('(hover: hover) and (pointer: fine)').matches;
