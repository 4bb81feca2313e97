import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../../server/api/root';

export interface ClientRefusal {
  code: string;
  detail: Record<string, string | number | null>;
}

/** Answers the refusal that an error carries, or null when the error is none (link lost, defect of ours). */
export function refusalOf(error: unknown): ClientRefusal | null {
  if (!(error instanceof TRPCClientError)) return null;
  const { data } = error as TRPCClientError<AppRouter>;
  return data?.refusal ? { code: data.refusal.code, detail: data.refusal.detail ?? {} } : null;
}
