import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../server/api/root';

type Outputs = inferRouterOutputs<AppRouter>;

export type SecurityNotice = Outputs['security']['list']['items'][number];
export type NoticeKind = SecurityNotice['kind'];
export type EmergencyStanding = Outputs['emergency']['standing'];
export type Envelope = Outputs['emergency']['seal'];
export type MaintenanceWindow = Outputs['maintenance']['windows']['windows'][number];
export type MaintenanceSheet = Outputs['maintenance']['sheet'];
export type MaintenanceAsking = Omit<inferRouterInputs<AppRouter>['maintenance']['ask'], 'proof'>;
