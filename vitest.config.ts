import { defineConfig } from "vitest/config";

/** Where CI wants the machine-readable report; a person at a terminal gets the default reporter alone. */
const report = process.env["TEST_REPORT"];

/** A hung test must end, but a test that starts a server on a busy two-core machine must not. */
const timeoutMs = 20_000;

export default defineConfig({
  test: {
    // One worker runs many files in one module graph: 22 s → 1.5 s for 40 files (docs/decisions/0002).
    // The price: a test must leave no global state behind.
    isolate: false,
    // Processes, not threads: tests send signals to themselves, change directories and open SQLite files.
    pool: "forks",
    maxWorkers: 2,
    setupFiles: ["test/seed.ts"],
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    passWithNoTests: false,
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{src,scripts,bench,prove,test,model}/**/*.test.ts", "console/src/**/*.test.ts"],
          exclude: ["test/console/**", "test/e2e/**", "test/services/**", "**/*.services.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          // Needs PostgreSQL at PARLEY_TEST_POSTGRES: `npm run test:services` brings one. Without, these tests fail.
          name: "services",
          include: ["{src,scripts}/**/*.services.test.ts", "test/services/**/*.test.ts"],
          testTimeout: 3 * timeoutMs,
          hookTimeout: 3 * timeoutMs,
        },
      },
      {
        extends: true,
        test: {
          // In Chromium, on the built console: `npm run test:console` builds it first. Without a browser these tests fail.
          name: "console",
          include: ["test/console/**/*.test.ts"],
          // A browser shares two cores with what it tests. What fails twice is a fault; what fails once is reported.
          retry: 1,
          testTimeout: 3 * timeoutMs,
          hookTimeout: 3 * timeoutMs,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          // Official clients, Python and Java compile, start and connect: seconds, not milliseconds.
          testTimeout: 3 * timeoutMs,
          hookTimeout: 3 * timeoutMs,
        },
      },
    ],
  },
});
