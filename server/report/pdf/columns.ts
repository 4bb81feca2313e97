import { PAGE } from './look';

/** Where the columns of a result table stand, in points from the left edge. Values end at `valueRight`. */
export const COLUMNS = {
  label: PAGE.left,
  labelWidth: 145,
  valueLeft: 195,
  valueRight: 266,
  unit: 272,
  unitWidth: 60,
  flag: 336,
  flagWidth: 78,
  reference: 418,
  referenceWidth: 68,
  priorLeft: 490,
  priorRight: PAGE.right,
} as const;

export const VALUE_WIDTH = COLUMNS.valueRight - COLUMNS.valueLeft;
export const PRIOR_WIDTH = COLUMNS.priorRight - COLUMNS.priorLeft;
/** A value in words takes the place of number and unit. */
export const WORDS_WIDTH = COLUMNS.flag - COLUMNS.valueLeft - 6;
/** Notes and long texts: set in a little, so that they are seen to belong to the line above. */
export const NOTE_LEFT = PAGE.left + 10;
export const NOTE_WIDTH = 470;
