import { localName, rehearsalName } from "./provider-checks.ts";
import type { ModelSettings } from "./settings.ts";

/** The model in the box. Its name says what it is, wherever it appears. */
export const demoModelName = "parley-demo";

/** What its file says; the rehearsal could take more, and then conversations would grow too long for the model. */
const contextTokens = 2_048;

/** The rehearsal is behind it, for machines on which llama.cpp turns out not to run. */
export const demoAlias: ModelSettings = {
  name: demoModelName,
  strategy: "first",
  sticky: "auto",
  targets: [
    { provider: localName, model: demoModelName, contextTokens },
    { provider: rehearsalName, model: rehearsalName, contextTokens },
  ],
};
