/** The settings with which Parley is started: one upstream, known to it as two providers. */

/** Prices in micro-units for a million tokens; fractions of a micro-unit for one, so that sums must be rounded. */
export const prices = { input: 250_000, output: 1_100_000 } as const;

export interface Upstreams {
  readonly port: number;
  /** Clocks short enough that what hangs is given up within a scenario. */
  readonly timeouts?: string;
}

/**
 * `asked` can be asked afterwards about a request, `bounded` cannot; each is also the name of the model that goes there.
 */
export function settingsText({ port, timeouts }: Upstreams): string {
  const clocks = timeouts === undefined ? "" : `, timeouts: ${timeouts}`;
  const provider = (name: string, more: string): string =>
    `  ${name}: { type: openai-compatible, baseUrl: "http://127.0.0.1:${port}/${name}/v1", apiKey: x${more}${clocks} }\n`;
  const model = (name: string): string =>
    `  ${name}: { targets: [{ provider: ${name}, model: mock-model }] }\n`;
  const price = (name: string): string =>
    `  ${name}/*: { input: ${prices.input / 1_000_000}, output: ${prices.output / 1_000_000} }\n`;
  return [
    "log: { level: warn }\nproviders:\n",
    provider("asked", ', lookup: "/requests/{id}"'),
    provider("bounded", ""),
    "models:\n",
    model("asked"),
    model("bounded"),
    "prices:\n",
    price("asked"),
    price("bounded"),
  ].join("");
}
