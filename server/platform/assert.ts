/** Stops the request on a defect of ours; the message names the broken promise and quotes no data. */
export function assert(condition: unknown, promise: string): asserts condition {
  if (!condition) throw new Error(`broken promise: ${promise}`);
}

/** Makes the compiler prove that every member of a union was handled. */
export function unreachable(value: never): never {
  throw new Error(`broken promise: unhandled ${typeof value}`);
}
