import type { Theme } from './theme-switch';

/** Reads the theme cookie; anything unknown is the device's own setting. */
export function readTheme(cookie: string | undefined): Theme {
  return cookie === 'light' || cookie === 'dark' ? cookie : 'system';
}
