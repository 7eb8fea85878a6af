import { systemClock } from "../../lib/clock.ts";
import { buildCatalogue } from "../build.ts";
import { rehearsedDialects, type RehearsedName } from "./dialects.ts";
import { type MockServer, startMock } from "./start-mock.ts";

/** Plays a provider with the scripted models. Fails as listening does, with everything closed again. */
export async function startRehearsed(
  name: RehearsedName,
  place: { readonly host: string; readonly port: number },
): Promise<MockServer> {
  const clock = systemClock;
  const { catalogue, close } = await buildCatalogue(
    {
      providers: [{ type: "rehearsal", name: "rehearsal" }],
      models: [],
      conversations: { contextTokens: 32_000, keepPartial: false, responsesExpireAfterMs: 30 * 86_400_000 },
      prices: {},
      retries: { attempts: 0, unknownOutcome: false },
    },
    clock,
  );
  const [provider] = catalogue.providers;
  if (provider === undefined) throw new TypeError("there is no rehearsal");
  try {
    const { dialect, requestIdHeader } = rehearsedDialects[name];
    const server = await startMock({
      ...place,
      dialect,
      requestIdHeader,
      provider,
      now: () => clock.now(),
    });
    return {
      ...server,
      get connections() {
        return server.connections;
      },
      async close() {
        await server.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
