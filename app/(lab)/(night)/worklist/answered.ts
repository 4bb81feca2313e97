import { TRPCClientError } from '@trpc/client';

/** The server has answered when it says a refusal or a defect of its own; a fallen link or a restarting server has not. */
export const isAnswered = (error: unknown): boolean => error instanceof TRPCClientError && error.data !== null && error.data !== undefined;

/** A pause before the same question is asked again. */
export const waitMs = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
