import { GENERIC_PROFILE } from './generic';
import { GLIMS_PROFILE } from './glims';
import { PAM_FR_PROFILE } from './pam-fr';
import type { ShippedProfile } from './shipped-profile';
import { TDNEXLABS_PROFILE } from './tdnexlabs';

/** Every profile that comes with Relais, in the order in which they are offered. */
export const SHIPPED_PROFILES: readonly ShippedProfile[] = [TDNEXLABS_PROFILE, GLIMS_PROFILE, GENERIC_PROFILE, PAM_FR_PROFILE];
