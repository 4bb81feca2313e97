import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../../../server/api/root';

type Desk = inferRouterOutputs<AppRouter>['desk'];

export type DeskFile = Desk['open'];
export type DeskTask = Desk['tasks']['tasks'][number];
export type Slip = Desk['printSlip'];
export type DeskRepresentative = DeskFile['representatives'][number];
