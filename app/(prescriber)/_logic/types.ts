import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../../server/api/root';

type Outputs = inferRouterOutputs<AppRouter>['portal'];

export type ReportList = Outputs['listReports'];
export type ListItem = ReportList['items'][number];
export type Group = ListItem['group'];
export type ListScope = inferRouterInputs<AppRouter>['portal']['listReports']['scope'];

export type ViewedReport = Outputs['viewReport'];
export type ReportContent = ViewedReport['content'];
export type Panel = ReportContent['chapters'][number]['panels'][number];
export type Result = Panel['results'][number];
export type ReadersOfReport = Outputs['readers'];

export type EmergencyPatient = inferRouterOutputs<AppRouter>['breakGlass']['find'];

/** Who is at the screen. */
export interface Reader {
  name: string;
  /** « Médecine interne 3B », or « Prescripteur » for who has no ward. */
  role: string;
  hasWard: boolean;
  isPrescriber: boolean;
}
