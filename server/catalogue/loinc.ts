/** True for the shape of a LOINC code with its right mod 10 check digit: a typing error would name another examination. */
export function isLoinc(code: string): boolean {
  if (!/^\d{1,7}-\d$/.test(code)) return false;
  const [digits = '', check] = code.split('-');
  const fromRight = [...digits].toReversed();
  const odd = fromRight.filter((_, index) => index % 2 === 0).toReversed();
  const doubled = String(Number(odd.join('')) * 2);
  const sum = [...doubled, ...fromRight.filter((_, index) => index % 2 === 1)].reduce((total, digit) => total + Number(digit), 0);
  return String((10 - (sum % 10)) % 10) === check;
}
