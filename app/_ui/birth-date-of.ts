export interface BirthDateValue {
  day: string;
  month: string;
  year: string;
}

/** Makes `YYYY-MM-DD` of a day that exists and is not to come, or null: an impossible date never leaves the page. */
export function birthDateOf({ day, month, year }: BirthDateValue, today: Date): string | null {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return null;
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const read = new Date(`${text}T00:00:00Z`);
  const exists = !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
  return exists && read <= today ? text : null;
}
