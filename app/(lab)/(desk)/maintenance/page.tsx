import type { Metadata } from 'next';
import { mayOpen, professionalOfPage } from '../../../../server/api/page';
import { deskPage } from '../_desk/desk-page';
import { MaintenanceScreen } from './maintenance-screen';

export const metadata: Metadata = { title: 'Télémaintenance' };

/** Remote maintenance: closed, asked for, or open with everything that is done in it (GBUI II-5). */
export default async function MaintenancePage() {
  const { serverNow } = await deskPage('maintenance.read');
  const actor = await professionalOfPage();
  const may = {
    ask: actor !== null && mayOpen(actor, 'maintenance.open'),
    agree: actor !== null && mayOpen(actor, 'maintenance.agree'),
    close: actor !== null && mayOpen(actor, 'maintenance.close'),
    run: actor !== null && mayOpen(actor, 'maintenance.run'),
  };
  return <MaintenanceScreen serverNow={serverNow} may={may} />;
}
