const COLOURS = { bold: '1', dim: '2', red: '31', green: '32', yellow: '33', cyan: '36' } as const;

const coloured = process.stdout.isTTY && process.env.NO_COLOR === undefined;

/** Colours only what a person reads on a terminal; a file or a collector gets plain text. */
export function paint(colour: keyof typeof COLOURS, text: string): string {
  return coloured ? `\u001B[${COLOURS[colour]}m${text}\u001B[0m` : text;
}

export function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** Prints the step when it ends, with how long it took, or that it failed; the failure goes on to the caller. */
export async function step<T>(title: string, work: () => Promise<T> | T): Promise<T> {
  const start = performance.now();
  if (coloured) process.stdout.write(paint('dim', `  … ${title}`));
  try {
    const result = await work();
    finish(paint('green', '✓'), title, start);
    return result;
  } catch (error) {
    finish(paint('red', '✗'), title, start);
    throw error;
  }
}

/** Shows how far a long step is: on a terminal in one line that changes, elsewhere line by line. */
export function progress(text: string): void {
  const last = text.trimEnd().split('\n').at(-1)?.trim() ?? '';
  process.stdout.write(coloured ? `\r\u001B[2K${paint('dim', `  … ${last}`)}` : text);
}

function finish(sign: string, title: string, start: number): void {
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${coloured ? '\r\u001B[2K' : ''}  ${sign} ${title} ${paint('dim', `${seconds} s`)}\n`);
}
