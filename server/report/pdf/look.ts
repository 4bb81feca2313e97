import type { Style } from './text';

/** Sizes and colours of the printed report: ink on paper; a colour only repeats what a shape and a word already say. */
export const INK = '#16202a';
export const INK_SOFT = '#44525f';
export const LINE = '#c4ccd4';
export const LINE_STRONG = '#66737f';
export const CRITICAL = '#a8071a';
export const ABNORMAL = '#8a4b00';
export const CHANGED = '#5b2a9d';
export const WHITE = '#ffffff';

export const PAGE = { width: 595.28, height: 841.89, left: 45, right: 550.28, top: 34, bottom: 34 } as const;
export const TEXT_WIDTH = PAGE.right - PAGE.left;

const style = (weight: Style['weight'], size: number, colour = INK): Style => ({ weight, size, colour });

export const STYLES = {
  body: style('regular', 9),
  bodyBold: style('bold', 9),
  soft: style('regular', 9, INK_SOFT),
  small: style('regular', 8),
  smallBold: style('bold', 8),
  smallSoft: style('regular', 8, INK_SOFT),
  tiny: style('regular', 7.25, INK_SOFT),
  tinyInk: style('regular', 7.25, INK),
  tinyBold: style('bold', 7.25),
  laboratory: style('bold', 13),
  title: style('bold', 11),
  patient: style('bold', 10.5),
  banner: style('bold', 10),
  bannerChanged: style('bold', 10, CHANGED),
  changed: style('bold', 8.5, CHANGED),
  chapter: style('bold', 12),
  panel: style('bold', 9.5),
  label: style('regular', 9.5),
  value: { ...style('bold', 10.5), tabular: true },
  textValue: style('bold', 9.5),
  longValue: style('regular', 9.5),
  figures: { ...style('regular', 9, INK_SOFT), tabular: true },
  test: style('bold', 10),
} as const satisfies Record<string, Style>;
