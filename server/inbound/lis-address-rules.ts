import { isAmong, isNetwork } from './addresses';

export type AddressRefusal = 'address-malformed' | 'address-in-clear' | 'address-forbidden' | 'address-own-door';

/** What the operator allows of addresses. */
export interface AddressPolicy {
  /** `MLLP_INSECURE`: the network between is protected otherwise. */
  allowsClear: boolean;
  /** Ports on which Relais itself answers on this machine. */
  ownPorts: readonly number[];
}

const SHAPE = /^(mllps?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?):(\d{1,5})$/;
/** Nobody in particular, everybody at once, and what clouds tell of themselves (link-local). */
const FORBIDDEN = ['0.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3', '::/128', 'fe80::/10', 'ff00::/8'];
const LOOPBACK = ['127.0.0.0/8', '::1'];

/** An address as a person writes it, made plain: no blanks around, small letters, no `/` at the end; empty stays empty. */
export const addressOf = (text: string): string => text.trim().toLowerCase().replace(/\/$/, '');

/** Why Relais may not send to that address; null when it may. Empty = the operator's own `LIS_URL`. */
export function whyNotAddress(address: string, { allowsClear, ownPorts }: AddressPolicy): AddressRefusal | null {
  if (address === '') return null;
  const [, protocol, written = '', digits = ''] = SHAPE.exec(address) ?? [];
  const [host, port] = [written.replace(/^\[|\]$/g, ''), Number(digits)];
  const isNumeric = /^[\d.]+$/.test(host) || written.startsWith('[');
  if (protocol === undefined || port < 1 || port > 65_535 || (isNumeric && !isNetwork(host))) return 'address-malformed';
  if (isAmong(FORBIDDEN, host)) return 'address-forbidden';
  const isHere = host === 'localhost' || isAmong(LOOPBACK, host);
  if (isHere && ownPorts.includes(port)) return 'address-own-door';
  if (protocol === 'mllp' && !isHere && !allowsClear) return 'address-in-clear';
  return null;
}
