import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../../../server/api/root';

type Outputs = inferRouterOutputs<AppRouter>;

export type Activity = Outputs['statistics']['activity'];
export type Counts = Activity['total'];
export type Delay = Activity['delays']['urgent'][number];
export type Links = Outputs['exchanges']['links'];
export type Link = Links['links'][number];
export type ExchangePage = Outputs['exchanges']['list'];
export type Exchange = ExchangePage['items'][number];
export type ExchangeDetail = Outputs['exchanges']['detail'];
export type ExchangeFilter = inferRouterInputs<AppRouter>['exchanges']['list'];
export type Repairs = Outputs['exchanges']['repairs'];
export type Repair = Repairs['items'][number];
export type TraceLine = Outputs['audit']['trail']['lines'][number];
