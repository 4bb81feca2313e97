/** A browser's long name of itself, short: « Firefox, Linux »; anything else as it is. */
export function terminalWords(terminal: string): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(terminal)?.[1];
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(terminal)?.[1];
  if (!browser) return terminal;
  return [browser === 'Edg' ? 'Edge' : browser === 'OPR' ? 'Opera' : browser, system].filter((part) => part !== undefined).join(', ');
}
