import { defineConfig } from '@playwright/test';

// Debian's Chromium; each test starts a demo of its own on a copy of data made once, so nothing is shared or left behind.
const chromium = {
  launchOptions: {
    executablePath: process.env.OCOP_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  },
};

export default defineConfig({
  testDir: 'tests',
  globalSetup: './tests/sample.ts',
  outputDir: 'test-results',
  timeout: 420_000,
  expect: { timeout: 15_000 },
  // One more than the cores of the smallest machine: the browser waits for the server, and the phone for its poor line.
  workers: 3,
  retries: 0,
  reporter: [['list']],
  // A trace films every page, which costs as much as the test itself: OCOP_TRACE=1 asks for one.
  use: { ...chromium, locale: 'vi-VN', actionTimeout: 15_000, screenshot: 'only-on-failure', trace: process.env.OCOP_TRACE ? 'retain-on-failure' : 'off' },
  projects: [
    { name: 'desk', use: { viewport: { width: 1280, height: 900 } } },
    { name: 'phone', use: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } },
    { name: 'no-js', use: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false } },
  ],
});
