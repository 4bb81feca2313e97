/**
 * The age a clinician would say: days under one month, months under two years, else years; '' without a birth date.
 * @param birthDate `YYYY-MM-DD`
 */
export function ageInWords(birthDate: string | null, at: Date): string {
  if (birthDate === null) return '';
  const [year = 0, month = 1, day = 1] = birthDate.split('-').map(Number);
  const born = Date.UTC(year, month - 1, day);
  const days = Math.floor((at.getTime() - born) / 86_400_000);
  if (days < 0) return '';
  if (days < 31) return `${days} jour${days > 1 ? 's' : ''}`;
  const months = (at.getUTCFullYear() - year) * 12 + at.getUTCMonth() - (month - 1) - (at.getUTCDate() < day ? 1 : 0);
  if (months < 24) return `${Math.max(months, 1)} mois`;
  return `${Math.floor(months / 12)} ans`;
}
