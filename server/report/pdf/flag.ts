import { baselineIn } from './blocks';
import { drawLine, fillRectangle } from './canvas';
import { COLUMNS } from './columns';
import type { Band } from './flow';
import { ABNORMAL, CRITICAL, INK_SOFT, WHITE } from './look';
import { oneLine, type Style } from './text';
import { FLAGS, type Flag } from './words';

const SHAPE_WIDTH = 11;
const SIZE = 8;
const TONES: Record<'critical' | 'abnormal' | 'quiet', Style> = {
  critical: { weight: 'bold', size: SIZE, colour: WHITE },
  abnormal: { weight: 'bold', size: SIZE, colour: ABNORMAL },
  quiet: { weight: 'regular', size: SIZE, colour: INK_SOFT },
};

/** Draws the flag as a shape and a word; critical is the only filled label of the page, so that it is found from afar. */
export function flagBand(flag: Flag, height: number): Band {
  const { shape, word, tone } = FLAGS[flag];
  const style = TONES[tone];
  if (tone === 'critical') return criticalBand(`${shape} ${word}`, style, height);
  const sign = oneLine([{ text: shape, style }]);
  const text = oneLine([{ text: ` ${word}`, style }]);
  return {
    height,
    draw: (canvas, top) => {
      const baseline = baselineIn(top, height, SIZE);
      drawLine(canvas, sign, COLUMNS.flag + (SHAPE_WIDTH - 2 - sign.width) / 2, baseline);
      drawLine(canvas, text, COLUMNS.flag + SHAPE_WIDTH - 2, baseline);
    },
  };
}

function criticalBand(text: string, style: Style, height: number): Band {
  const line = oneLine([{ text, style }]);
  return {
    height,
    draw: (canvas, top) => {
      fillRectangle(canvas, COLUMNS.flag - 3, top + (height - 12) / 2, line.width + 7, 12, CRITICAL);
      drawLine(canvas, line, COLUMNS.flag + 0.5, baselineIn(top, height, SIZE));
    },
  };
}
