import { ANALYTES } from './shipped/analytes';

/** What in a sample disturbs a measurement: free haemoglobin, bilirubin, lipids. */
export const SAMPLE_INDICES = ['haemolysis', 'icterus', 'lipaemia'] as const;
export type SampleIndex = (typeof SAMPLE_INDICES)[number];

const BY_CODE: ReadonlyMap<string, SampleIndex> = new Map(
  SAMPLE_INDICES.flatMap((kind) => {
    const { loincCodes = [], localCodes = [] } = ANALYTES[`${kind}-index`] ?? {};
    return [...loincCodes, ...localCodes].map((code) => [code.toUpperCase(), kind] as const);
  }),
);

/** Which index of its sample a result is, by the codes under which the rules know it too; null for any other. */
export const sampleIndexOf = ({ code, localCode }: { code: string; localCode: string }): SampleIndex | null =>
  BY_CODE.get(code.toUpperCase()) ?? BY_CODE.get(localCode.toUpperCase()) ?? null;
