import { headers } from 'next/headers';
import { allows, type Permission } from '../access/permissions';
import type { PatientActor, ProfessionalActor } from '../platform/actor';
import { createApiContext } from './context';

/** The professional who asks for the page being rendered, or null. */
export const professionalOfPage = async (): Promise<ProfessionalActor | null> => createApiContext({ headers: await headers() }).professional();

/** The patient who asks for the page being rendered, or null. */
export const patientOfPage = async (): Promise<PatientActor | null> => createApiContext({ headers: await headers() }).patient();

/** Whether a page may be drawn for this person; the data is protected again by each procedure. */
export const mayOpen = (actor: ProfessionalActor | PatientActor, permission: Permission): boolean => allows(actor, permission);
