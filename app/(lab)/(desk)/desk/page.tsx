import type { Metadata } from 'next';
import { deskPage } from '../_desk/desk-page';
import { DeskScreen } from './desk-screen';

export const metadata: Metadata = { title: 'Accueil patients' };

/** The laboratory's desk: slips of enrolment, representatives, requests of patients. */
export default async function PatientDeskPage() {
  await deskPage('desk.read');
  return <DeskScreen />;
}
