import type { CardResult } from '../_logic/types';

/** Whether a text is too long for the column of values: it then stands below, whole, over the width of the table. */
export const isLongText = ({ isNumeric, value, removal }: Pick<CardResult, 'isNumeric' | 'value' | 'removal'>): boolean =>
  !isNumeric && removal === null && (value.includes('\n') || value.length > 24);
