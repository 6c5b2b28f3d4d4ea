import { BadConfig, readConfig } from './config';

const long = 'k'.repeat(40);
const good = {
  DATABASE_URL: 'postgres://app:e3b0c44298fc1c149afb@db/siccam',
  LIVEKIT_URL: 'ws://127.0.0.1:7880',
  LIVEKIT_API_KEY: 'APIabc',
  LIVEKIT_API_SECRET: long,
  COOKIE_SECRET: long,
  VAULT_KEY: long,
};
const complaints = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    if (error instanceof BadConfig) return error.message;
    throw error;
  }
};

describe('the settings', () => {
  it('name every bad variable at once', () => {
    const said = complaints({ PORT: 'many', DATABASE_URL: 'mysql://x', LIVEKIT_URL: 'http://x', COOKIE_SECRET: 'short' });
    for (const name of ['PORT', 'DATABASE_URL', 'LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET', 'COOKIE_SECRET']) expect(said).toContain(name);
  });

  it('never repeat a secret in a complaint', () => {
    expect(complaints({ ...good, COOKIE_SECRET: 'hunter2' })).not.toContain('hunter2');
  });

  it.each([
    ['LIVEKIT_API_KEY', 'devkey'],
    ['LIVEKIT_API_SECRET', `secret-${long}`],
    ['COOKIE_SECRET', `change-me-${long}`],
    ['BOT_KEY', `sample-${long}`],
    ['DATABASE_URL', 'postgres://siccam:siccam@db/siccam'],
  ])('in production refuse %s as a sample', (name, value) => {
    const production = { ...good, NODE_ENV: 'production', PUBLIC_URL: 'https://siccam.example' };
    expect(complaints(production)).toBe('');
    expect(complaints({ ...production, [name]: value })).toContain(name);
  });

  it('in production want TLS', () => {
    expect(complaints({ ...good, NODE_ENV: 'production', PUBLIC_URL: 'http://siccam.example' })).toContain('PUBLIC_URL');
    expect(complaints({ ...good, NODE_ENV: 'production' })).toContain('PUBLIC_URL');
  });

  it('give files out from another origin than the fair, or from none of their own', () => {
    expect(complaints({ ...good, PUBLIC_URL: 'https://siccam.example', FILES_URL: 'https://siccam.example/files' })).toContain('FILES_URL');
    expect(readConfig({ ...good, PUBLIC_URL: 'https://siccam.example', FILES_URL: 'https://files.siccam.example/' }).FILES_URL).toBe('https://files.siccam.example');
    expect([...readConfig({ ...good, FILES_URL: 'https://files.siccam.example' }).origins]).not.toContain('https://files.siccam.example');
  });

  it('accept both names of one machine as origins, and the public address alone elsewhere', () => {
    expect([...readConfig({ ...good, PORT: '3100' }).origins]).toEqual(['http://localhost:3100', 'http://127.0.0.1:3100']);
    expect([...readConfig({ ...good, PUBLIC_URL: 'https://siccam.example/' }).origins]).toEqual(['https://siccam.example']);
  });
});
