/** What is coded: the code to work with and the sender's own code and words beside it. */
export interface Coding {
  code: string;
  codeSystem: string;
  localCode: string;
  label: string;
}

/**
 * Chooses between the two codings of CE, CWE and CNE: LOINC when either is, under the sender's own name for it; else the first that is there.
 * @param part reads component (or subcomponent) 1 to 9
 * @param loincSystems what this sender calls LOINC, in capitals or not
 * @see HL7 2.5 chapter 2.A.13 (CWE)
 */
export function chooseCoding(part: (position: number) => string, loincSystems: readonly string[]): Coding {
  const main = { code: part(1), label: part(2), system: part(3).toUpperCase() };
  const other = { code: part(4), label: part(5), system: part(6).toUpperCase() };
  const isLoinc = (coding: typeof main) => coding.code !== '' && loincSystems.some((name) => name.toUpperCase() === coding.system);
  const loinc = [main, other].find(isLoinc);
  if (loinc) {
    const local = loinc === main ? other : main;
    return { code: loinc.code, codeSystem: 'LN', localCode: local.code, label: local.label || loinc.label || part(9) || loinc.code };
  }
  const code = main.code || other.code;
  return { code, codeSystem: main.code === '' ? other.system : main.system, localCode: code, label: main.label || other.label || part(9) || code };
}
