import { type Canvas, n, rgb } from './canvas';
import { PAGE } from './look';
import { TEST_WORDS } from './running';
import { type Style, shape } from './text';

const STYLE: Style = { weight: 'bold', size: 54, colour: '#e3e6e9' };
const ANGLE = Math.PI / 3.6;

export const drawTestWatermark = (canvas: Canvas): void => drawWatermark(canvas, TEST_WORDS);

/**
 * Draws a warning across the page as outlines, behind the text: seen by everybody, yet absent from what is
 * copied or searched, where it would break the lines of results (the same words stand as text on top of the page).
 */
export function drawWatermark(canvas: Canvas, words: string): void {
  const glyphs = shape([{ text: words, style: STYLE }]);
  const width = glyphs.reduce((sum, glyph) => sum + glyph.width, 0);
  const [cos, sin] = [Math.cos(ANGLE), Math.sin(ANGLE)];
  const originX = PAGE.width / 2 - (width / 2) * cos + 12;
  const originY = PAGE.height / 2 - (width / 2) * sin - 12;
  const marks = [`q ${rgb(STYLE.colour)} rg ${cos.toFixed(4)} ${sin.toFixed(4)} ${(-sin).toFixed(4)} ${cos.toFixed(4)} ${n(originX)} ${n(originY)} cm`];
  let left = 0;
  for (const { glyph, width: advance } of glyphs) {
    const scale = STYLE.size / glyph.face.font.unitsPerEm;
    marks.push(`q ${scale.toFixed(5)} 0 0 ${scale.toFixed(5)} ${n(left)} 0 cm ${outline(glyph.face.font.getGlyph(glyph.id).path)} f Q`);
    left += advance;
  }
  canvas.operators.push(marks.join('\n'), 'Q');
}

interface Outline {
  readonly commands: readonly { readonly command: string; readonly args: readonly number[] }[];
}

function outline(path: unknown): string {
  if (!isOutline(path)) return 'n';
  const pen = { x: 0, y: 0 };
  return path.commands.map(({ command, args }) => operator(command, args, pen)).join(' ');
}

function isOutline(path: unknown): path is Outline {
  return typeof path === 'object' && path !== null && 'commands' in path && Array.isArray(path.commands);
}

/** PDF has only cubic curves: a quadratic one is raised to the third degree. */
function operator(command: string, args: readonly number[], pen: { x: number; y: number }): string {
  const [a = 0, b = 0, x = a, y = b] = args;
  const from = { ...pen };
  Object.assign(pen, command === 'quadraticCurveTo' ? { x, y } : { x: a, y: b });
  switch (command) {
    case 'moveTo':
      return `${n(a)} ${n(b)} m`;
    case 'lineTo':
      return `${n(a)} ${n(b)} l`;
    case 'quadraticCurveTo': {
      const third = (start: number, control: number) => n(start + (2 / 3) * (control - start));
      return `${third(from.x, a)} ${third(from.y, b)} ${third(x, a)} ${third(y, b)} ${n(x)} ${n(y)} c`;
    }
    default:
      return 'h';
  }
}
