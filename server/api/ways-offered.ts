import { providerSettings } from '../access/provider-settings';

/** Whether this installation has a client of FranceConnect: else that door does not exist. */
export const offersFranceConnect = (): boolean => providerSettings('franceconnect') !== null;
