import { networkOf } from './network';

describe('the address by which a caller is counted', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::1', '::1'],
    ['::ffff:192.0.2.7', '::ffff:192.0.2.7'],
    ['2001:db8:7:9:a:b:c:d', '2001:db8:7:9::'],
    ['2001:0DB8:0007:0009::1', '2001:db8:7:9::'],
    ['2001:db8::1', '2001:db8:0:0::'],
    ['fe80::1%eth0', 'fe80:0:0:0::'],
    ['unknown', 'unknown'],
    ['', ''],
  ])('is for %p %p', (address, network) => expect(networkOf(address)).toBe(network));
});
