import type { Role } from '../platform/actor';
import type { AccountState } from './rights-rules';

/** Who a person is, as an administrator writes it. */
export interface Identity {
  familyName: string;
  givenName: string;
  title: string;
  profession: string;
  rppsNumber: string | null;
  email: string | null;
}

export interface UserFilter {
  /** In login, names and RPPS number; accents do not matter. */
  search: string;
  role: Role | null;
  /** Persons with a right in force at this site. */
  siteId: string | null;
  state: AccountState | 'all';
  /** From 0. */
  page: number;
}

/** A right as the screens show it: where by id, who gave it by name. */
export interface ShownRight {
  id: string;
  role: Role;
  siteId: string | null;
  wardId: string | null;
  validFrom: Date;
  validTo: Date | null;
  grantedBy: string;
  grantedAt: Date | null;
  revokedAt: Date | null;
  revokedBy: string | null;
  standing: 'now' | 'later' | 'over';
}
