/**
 * Who a caller is, for a limit: an address, of which there is one way to write it. Of IPv6 it is the network (/64), for one
 * machine has any number of addresses in it.
 */
export function callerOf(address: string | undefined): string {
  const [plain = ''] = (address ?? '').toLowerCase().split('%');
  if (!plain.includes(':')) return plain;
  const groups = groupsOf(plain);
  const [high = 0, low = 0] = groups.slice(6);
  // An IPv4 address in the clothes of IPv6.
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':');
}

/** The eight numbers of an IPv6 address, with those that `::` leaves out. */
function groupsOf(address: string): number[] {
  const [start = [], end = []] = address.split('::').map((half) => half.split(':').flatMap(numbersOf));
  return [...start, ...Array.from({ length: Math.max(0, 8 - start.length - end.length) }, () => 0), ...end];
}

/** Its last four bytes may be written as IPv4. */
function numbersOf(group: string): number[] {
  if (group === '') return [];
  if (!group.includes('.')) return [Number.parseInt(group, 16)];
  const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
}
