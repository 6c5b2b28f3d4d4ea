import { TOTP } from 'otpauth';
import { asRecovery, codeAt, newRecovery, newSecret, stepAt, stepOf, uriOf } from './factors';

const at = Date.parse('2026-11-27T10:05:10Z');

describe('a code of a telephone', () => {
  it('is the one that RFC 6238 says', () => {
    // Appendix B, the last six digits: the secret is "12345678901234567890".
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    const codes = [59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000].map((second) => codeAt(secret, stepAt(second * 1000)));
    expect(codes).toEqual(['287082', '081804', '050471', '005924', '279037', '353130']);
  });

  it('fits the step before, this one and the next, and no other', () => {
    const secret = newSecret();
    const fits = [-3, -2, -1, 0, 1, 2, 3].filter((away) => stepOf(secret, codeAt(secret, stepAt(at) + away), at, 0) === stepAt(at) + away);
    expect(fits).toEqual([-1, 0, 1]);
    expect(stepOf(secret, '', at, 0)).toBeNull();
  });

  it('comes from a picture that an application reads', () => {
    const secret = newSecret();
    const uri = new URL(uriOf(secret, 'salma@fair.test'));
    expect([uri.protocol, uri.host, uri.searchParams.get('issuer'), uri.searchParams.get('secret')]).toEqual(['otpauth:', 'totp', 'SICCAM', secret]);
    expect(new TOTP({ issuer: 'SICCAM', secret }).generate({ timestamp: at })).toBe(codeAt(secret, stepAt(at)));
  });
});

describe('recovery codes', () => {
  it('are ten of ten letters, none like another', () => {
    const codes = newRecovery();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
  });

  it('are read as they are typed', () => {
    expect(asRecovery('oliol23abc')).toBe('0110123ABC');
    expect(['123456', 'ABCDEFGHJ', 'ABCDEFGHJKM', 'ABCDEFGHJU', ''].map(asRecovery)).toEqual([null, null, null, null, null]);
  });
});
