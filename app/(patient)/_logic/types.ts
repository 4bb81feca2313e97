import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../../server/api/root';

type Outputs = inferRouterOutputs<AppRouter>['portal'];

export type MyList = Outputs['listMine'];
export type MyReport = Outputs['viewMyReport'];
export type MyPanel = MyReport['panels'][number];
export type MyResult = MyPanel['results'][number];
export type DoorState = Outputs['openNotice']['state'];
export type MyPresence = inferRouterOutputs<AppRouter>['presence']['mine'];
