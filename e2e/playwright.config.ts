import { defineConfig } from '@playwright/test';

// Debian's Chromium; each test starts a demo of its own, so nothing is shared and nothing is left behind.
const chromium = {
  launchOptions: {
    executablePath: process.env.OCOP_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  },
};

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  timeout: 420_000,
  expect: { timeout: 15_000 },
  workers: 2,
  retries: 0,
  reporter: [['list']],
  use: { ...chromium, locale: 'vi-VN', actionTimeout: 15_000, trace: 'retain-on-failure' },
  projects: [
    { name: 'desk', use: { viewport: { width: 1280, height: 900 } } },
    { name: 'phone', use: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } },
    { name: 'no-js', use: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false } },
  ],
});
