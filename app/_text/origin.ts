/**
 * Where all results of a panel were measured, when that was one place outside the laboratory: it is then said once, above them. Null when each line says its own.
 * @see GBUI XIII-2.6
 */
export function sharedOrigin(results: readonly { origin?: string | null | undefined }[]): string | null {
  const [first] = results;
  const origin = first?.origin;
  return results.length > 1 && origin && results.every((result) => result.origin === origin) ? origin : null;
}
