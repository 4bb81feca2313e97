const DAY_MS = 86_400_000;
const wall = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** The instant of an hour in Paris (`HH:MM`) as it was last: an hour that is still to come today was yesterday's. */
export function callInstant(time: string, now: Date): Date {
  const minutesOf = (text: string): number => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return hour * 60 + minute;
  };
  const thisMinute = Math.floor(now.getTime() / 60_000) * 60_000;
  const gone = (minutesOf(wall.format(now)) - minutesOf(time)) * 60_000;
  return new Date(thisMinute - (gone < 0 ? gone + DAY_MS : gone));
}
