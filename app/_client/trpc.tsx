'use client';

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { type ReactNode, useEffect, useState } from 'react';
import superjson from 'superjson';
import type { AppRouter } from '../../server/api/root';
import { noteContact } from './contact';
import { refusalOf } from './refusal';
import { leaveIfSessionEnded, setDoor } from './session-end';

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

export { useTRPC, useTRPCClient };

/** Calls that nobody asked for carry `context: { background: true }`: they do not prolong the session. */
export const trpcClient = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url: '/api/trpc', transformer: superjson }),
      false: httpLink({
        url: '/api/trpc',
        transformer: superjson,
        methodOverride: 'POST',
        headers: ({ op }) => ({ 'x-relais': '1', ...(op.context['background'] === true ? { 'x-relais-background': '1' } : {}) }),
        fetch: async (input, init) => {
          const response = await fetch(input, { ...init, cache: 'no-store' });
          noteContact();
          return response;
        },
      }),
    }),
  ],
});

export interface ApiProviderProps {
  /** Where whose session ended goes. */
  door?: string;
  /** Name of the professional at the screen: he finds his place again after the next log-in. */
  person?: string;
  children: ReactNode;
}

/** Gives the screens below it `useTRPC()`; put it once, in the layout of a kind of user. */
export function ApiProvider({ door = '/lock', person, children }: ApiProviderProps) {
  const [queryClient] = useState(makeQueryClient);
  useEffect(() => setDoor(door, person), [door, person]);
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

/** A refusal is an answer and is not asked again; a lost link is. An act is sent now or fails: it is never kept to be sent when its person has gone. */
function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveIfSessionEnded }),
    mutationCache: new MutationCache({ onError: leaveIfSessionEnded }),
    defaultOptions: {
      queries: { staleTime: 5_000, refetchOnWindowFocus: false, retry: (count, error) => refusalOf(error) === null && count < 3 },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
