import { fileURLToPath } from "node:url";
import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `npm run dev -w parley-console` finds the API; a running Parley serves the built console itself. */
const api = process.env["PARLEY_URL"] ?? "http://127.0.0.1:4242";

/** Part of the parser of Markdown. */
const characterReferences = "decode-named-character-reference";

// A configuration file is what Vite expects as a default export.
export default defineConfig({
  plugins: [react(), tailwind()],
  resolve: {
    // Its build for browsers reads `&lt;` of an answer by `innerHTML`, which the policy forbids; Node's has a table.
    alias: { [characterReferences]: fileURLToPath(import.meta.resolve(characterReferences)) },
  },
  build: {
    target: "es2023",
    outDir: "dist",
    emptyOutDir: true,
    // Inlined files would be `data:` addresses, which the policy allows for images alone.
    assetsInlineLimit: 0,
    // A polyfill would be an inline script, which the policy forbids.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { "/v1": api, "/auth": api, "/openapi.json": api, "/healthz": api } },
});
