import { headers } from 'next/headers';
import { providerSettings } from '../access/provider-settings';
import { createApiContext } from './context';

/** Which identity providers this installation has: their button is shown, the others’ doors do not exist. */
export const providersOfDoor = (): { psc: boolean } => ({ psc: providerSettings('psc') !== null });

/** Whether whoever asks for the page has used an activation code and is to choose his means of identification. */
export const isEnrolling = async (): Promise<boolean> => (await createApiContext({ headers: await headers() }).professional())?.stage === 'enrolling';
