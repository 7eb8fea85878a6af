import { expect, test } from "vitest";
import { keyPlaces } from "./key-places.ts";
import { load } from "./settings/settings.fixture.ts";

const placeOf = (rest: string) =>
  keyPlaces(
    load(`providers: { up: { type: openai-compatible, baseUrl: "https://up.example/v1", ${rest} } }`)
      .providers,
  )[0];

test.each([
  ["apiKey: stored", "stored"],
  ["endpoints: [{ apiKey: stored }, { apiKey: sk-own }]", "stored"],
  ["apiKey: stored, endpoints: [{}, { apiKey: sk-own }]", "stored"],
  ["apiKey: sk-own", "settings"],
  ["endpoints: [{ apiKey: sk-own }, {}]", "settings"],
  ["models: [m]", "nowhere"],
])("%s: the key is from: %s", (rest, keyFrom) => {
  expect(placeOf(rest)).toEqual({
    name: "up",
    type: "openai-compatible",
    origin: "https://up.example",
    keyFrom,
  });
});
