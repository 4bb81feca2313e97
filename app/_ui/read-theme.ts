export type Theme = 'light' | 'dark' | 'system';

/** Reads the theme from the cookie or from the page; anything unknown is the device's own setting. */
export function readTheme(text: string | undefined): Theme {
  return text === 'light' || text === 'dark' ? text : 'system';
}
