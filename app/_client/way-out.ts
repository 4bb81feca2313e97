let wayOut: string | null = null;

/** Who came in by Pro Santé Connect leaves by it too: else the next person at this terminal would find that session open there. */
export function setWayOut(address: string | null): void {
  wayOut = address;
}

export const wayOutOf = (): string | null => wayOut;
