import { defineConfig } from '@playwright/test';

/** Chromium as a phone or a laptop of a visitor: a fake camera, sound without a gesture only where a journey does not test the gesture. */
const args = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export default defineConfig({
  testDir: 'src',
  testMatch: '**/*.journey.ts',
  outputDir: 'test-results',
  snapshotPathTemplate: '{testDir}/../{arg}{ext}',
  globalSetup: './src/setup.ts',
  fullyParallel: false,
  // Two cores carry the fair and the browser.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ...(process.env['JOURNEY_JSON'] ? [['json', { outputFile: process.env['JOURNEY_JSON'] }] as const] : [])],
  use: {
    ...(process.env['CHROMIUM_PATH'] ? { launchOptions: { executablePath: process.env['CHROMIUM_PATH'], args } } : { launchOptions: { args } }),
    locale: 'ar-MA',
    timezoneId: 'Africa/Casablanca',
    // A worker would answer for the fair; only the journey about it lets it in.
    serviceWorkers: 'block',
    trace: 'retain-on-failure',
  },
});
