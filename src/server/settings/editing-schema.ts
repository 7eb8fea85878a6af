import { section } from "./leaf.ts";
import { flag } from "./leaves.ts";

/** The section `editing` of the settings. It cannot itself be changed over HTTP. */
export const editingSchema = section(
  "What of these settings can be changed over HTTP, and so in the console.",
  {
    enabled: flag
      .prefault(true)
      .describe(
        "Whether admins can change providers, models and prices there. Everything else never can be.",
      ),
    privateAddresses: flag
      .optional()
      .describe(
        "Whether a provider that is added there may be in this network, or on this machine. By default true where Parley listens on a loopback host without proxies, otherwise false.",
      ),
  },
);
