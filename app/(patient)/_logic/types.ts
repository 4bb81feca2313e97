import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../../server/api/root';

type Outputs = inferRouterOutputs<AppRouter>['portal'];

export type MyList = Outputs['listMine'];
export type MyReport = Outputs['viewMyReport'];
export type MyPanel = MyReport['panels'][number];
export type MyResult = MyPanel['results'][number];
export type DoorState = Outputs['openNotice']['state'];
export type MyPresence = inferRouterOutputs<AppRouter>['presence']['mine'];

type Patient = inferRouterOutputs<AppRouter>['patient'];

export type MyPerson = Patient['persons']['persons'][number];
export type MyData = Patient['data'];
export type MyRepresentative = MyData['representatives'][number];
export type MyRequest = MyData['requests'][number];
export type IdentityField = MyData['identity'][number]['field'];
export type MyReadings = Outputs['readings'];
export type MyReading = MyReadings['readings'][number];
