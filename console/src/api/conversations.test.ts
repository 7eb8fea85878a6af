import { expect, test } from "vitest";
import { inParcels } from "./conversations.ts";

test("items stay in their order, twenty at most in a parcel, and large ones by themselves", () => {
  const items = Array.from({ length: 45 }, (_, place) => ({ place }));
  expect(inParcels(items).map((parcel) => parcel.length)).toEqual([20, 20, 5]);
  expect(inParcels(items).flat()).toEqual(items);
  const large = { text: "x".repeat(2_000_000) };
  expect(inParcels([large, large, { place: 1 }]).map((parcel) => parcel.length)).toEqual([1, 2]);
  expect(inParcels([])).toEqual([]);
});
