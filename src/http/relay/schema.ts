import { z } from "zod";
import { integer } from "../../lib/validate.ts";

const model = z.string().min(1).describe("Name of a model, as GET /v1/models lists it.");

/** Body of `POST /v1/audio/speech`. Members that are not named here are handed on. */
export const speechRequest = z.looseObject({
  model,
  input: z.string().min(1).max(100_000).describe("What shall be spoken."),
  voice: z.union([z.string(), z.looseObject({})]),
});

/** Body of `POST /v1/images/generations`. */
export const imageRequest = z.looseObject({
  model,
  prompt: z.string().min(1).max(100_000).describe("What the picture shall show."),
  n: integer(1, 10).nullish(),
});

/** The fields of a form that mean something here; the others are handed on. */
export const formRequest = z.looseObject({
  model,
  prompt: z.string().max(100_000).optional(),
  n: z
    .string()
    .regex(/^([1-9]|10)$/)
    .optional(),
});
