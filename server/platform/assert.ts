/** Stops the request on a defect of ours; the message names the broken promise and quotes no data. */
export function assert(condition: unknown, promise: string): asserts condition {
  if (!condition) throw new Error(`broken promise: ${promise}`);
}
