import { BlockList, isIP } from 'node:net';

/** An IPv6 socket writes an IPv4 peer as `::ffff:192.0.2.1`: the same machine, and the same rule for it. */
const plain = (address: string): string => (/^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice(7) : address);

/** True for an address or a network as a person writes one: `192.0.2.1`, `10.1.0.0/16`, `2001:db8::/32`. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

/** Answers whether the address is in one of the networks. A network that cannot be read holds nobody: it never opens a door. */
export function isAmong(networks: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const network of networks.filter(isNetwork)) {
    const [base = '', prefix] = network.split('/');
    const family = isIP(base) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(base, family);
    else list.addSubnet(base, Number(prefix), family);
  }
  const peer = plain(address);
  const family = isIP(peer);
  return family !== 0 && list.check(peer, family === 6 ? 'ipv6' : 'ipv4');
}
