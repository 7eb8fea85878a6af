import { expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import type { ModelStore, StoreProgress } from "../spec/provider.ts";
import type { PullProgress } from "./local-models/pull.ts";
import { pullToStore, removeFromStore, storePlace } from "./stored-models.ts";

const { signal } = new AbortController();
const missing = () => Promise.reject(new ParleyError("model_not_found"));

function storeOf(steps: readonly StoreProgress[], tick: () => void = () => undefined): ModelStore {
  return {
    async pull(model, { onProgress }) {
      for (const step of steps) {
        tick();
        onProgress?.(step);
      }
      return { name: `${model}:latest`, bytes: 1000, wasThere: steps.length === 0 };
    },
    remove: async (model) => ({ name: `${model}:latest`, bytes: 1000 }),
  };
}

test("a model is a store's where its provider has one", () => {
  const store = storeOf([]);
  const providers = [
    { name: "openai" },
    { name: "house", modelStore: store },
    { name: "house", modelStore: store },
  ];
  expect(storePlace(providers, "house/ann/tiny:1b")).toEqual({
    provider: "house",
    model: "ann/tiny:1b",
    stores: [store, store],
  });
  for (const name of ["openai/m", "nobody/m", "house", "house/", "/m", "", "hf:house/m", "https://house/m"])
    expect(storePlace(providers, name), name).toBeUndefined();
});

test("progress comes with a pace, and not too often", async () => {
  let now = 0;
  const clock = { monotonic: () => now };
  const downloading = (bytes: number) => ({ phase: "downloading", bytes, totalBytes: 1000 }) as const;
  const steps = [100, 110, 300, 310, 320, 500, 1000].map(downloading);
  const store = storeOf(
    [...steps, { phase: "verifying", bytes: 1000, totalBytes: 1000 }],
    () => (now += 100),
  );
  const told: PullProgress[] = [];
  const place = { provider: "house", model: "m", stores: [store] } as const;
  expect(await pullToStore(clock, place, { signal, onProgress: (step) => told.push(step) })).toEqual({
    name: "house/m:latest",
    bytes: 1000,
    source: "house/m",
    wasThere: false,
  });
  expect(told).toEqual([
    { ...downloading(100), name: "house/m" },
    { ...downloading(300), name: "house/m", bytesPerSecond: 1000, remainingSeconds: 1 },
    { ...downloading(320), name: "house/m", bytesPerSecond: 550, remainingSeconds: 2 },
    { ...downloading(1000), name: "house/m", bytesPerSecond: 1500, remainingSeconds: 0 },
    { phase: "verifying", bytes: 1000, totalBytes: 1000, name: "house/m" },
  ]);
});

test("every endpoint gets the model, and each that has it loses it", async () => {
  const [there, fresh] = [storeOf([]), storeOf([{ phase: "downloading", bytes: 0 }])];
  const clock = { monotonic: () => 0 };
  const both = { provider: "house", model: "m", stores: [there, fresh] } as const;
  expect(await pullToStore(clock, both, { signal })).toMatchObject({ wasThere: false });
  expect(await pullToStore(clock, { ...both, stores: [there] }, { signal })).toMatchObject({
    wasThere: true,
  });
  expect(await removeFromStore(both, signal)).toEqual({ name: "house/m:latest", bytes: 2000 });
  const empty: ModelStore = { ...there, remove: missing };
  expect(await removeFromStore({ ...both, stores: [empty, there] }, signal)).toMatchObject({ bytes: 1000 });
  await expect(removeFromStore({ ...both, stores: [empty] }, signal)).rejects.toMatchObject({
    code: "model_not_found",
  });
  const silent: ModelStore = { ...there, remove: async (name) => ({ name }) };
  expect(await removeFromStore({ ...both, stores: [silent, there] }, signal)).toEqual({ name: "house/m" });
});
