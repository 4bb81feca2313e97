/** An expected "no" is a value, never an exception: `refusal.code` is mapped by one table to a French sentence. */
export type Outcome<T, R extends Refusal = Refusal> = { ok: true; value: T } | { ok: false; refusal: R };

export interface Refusal<Code extends string = string> {
  code: Code;
  /** Ids, counts, instants and names of staff that the sentence needs; never patient data. */
  detail?: Record<string, string | number | null>;
}

export const done = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export const refuse = <Code extends string>(code: Code, detail?: Refusal['detail']): { ok: false; refusal: Refusal<Code> } => ({
  ok: false,
  refusal: detail ? { code, detail } : { code },
});
