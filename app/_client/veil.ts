'use client';

/** Draws nothing of the page from now on, neither on the screen, nor in the picture that the system keeps of it, nor on paper; its place and what was typed stay. */
export function veil(): void {
  document.documentElement.dataset['veiled'] = '';
}

export function unveil(): void {
  delete document.documentElement.dataset['veiled'];
}
