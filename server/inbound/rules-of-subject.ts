/** « 2823-3 mg/L » → the code and the unit that an item of repair is about. */
export function splitFirst(subject: string): [code: string, unit: string] {
  const space = subject.indexOf(' ');
  return space < 0 ? [subject, ''] : [subject.slice(0, space), subject.slice(space + 1)];
}
