import { z } from "zod";

/** A name that stands before the `/` in `provider/model`, in metrics and in the ledger. */
export const providerName = name(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
  "a name of 1 to 64 letters, digits, dots, dashes and underscores that begins with a letter or a digit",
);

/** Where answers are made, or one of several endpoints: it stands in a header of the answer. */
export const labelName = name(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/,
  "a name of 1 to 40 letters, digits, dots, dashes and underscores that begins with a letter or a digit",
);

/** A model's name as callers write it. Without `/`, which leads to a provider; `*` stands for all other names. */
export const modelName = name(
  /^(\*|[A-Za-z0-9][A-Za-z0-9._:-]{0,63})$/,
  'a name of 1 to 64 letters, digits, dots, colons, dashes and underscores that begins with a letter or a digit, or "*"',
);

/** A provider's name in the settings, a slash, and the upstream's name of a model, or `*` for its other models. */
export const pricedName = name(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\/\S{1,256}$/,
  "provider/model: a name from `providers`, a slash, and the model's name there, or * for all its other models",
);

/** A model file below the folder of models, as `GET /v1/models` names it behind the provider's name. */
export const localModelName = name(
  /^(?!.*\.gguf$)[^./\\][^/\\]*(\/[^./\\][^/\\]*){0,2}$/,
  "the name of a model file as in GET /v1/models, without the provider's name before it and without .gguf behind it, such as Qwen/Qwen3-0.6B-GGUF/Qwen3-0.6B-Q8_0",
);

/** Headers that are Parley's own affair: the message's framing and what it says of its content. */
const ownHeaders =
  /^(host|connection|content-length|content-type|content-encoding|transfer-encoding|te|trailer|upgrade|expect|keep-alive|accept|accept-encoding|proxy-.*)$/i;

/** The name of an HTTP header (a token, RFC 9110 section 5.6.2) that Parley does not set itself. */
export const headerName = z
  .string()
  .refine((value) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/.test(value), {
    error: "the name of an HTTP header",
  })
  .refine((value) => !ownHeaders.test(value), { error: "another header: Parley sets this one itself" });

function name(pattern: RegExp, expected: string) {
  return z
    .string()
    .refine((value) => pattern.test(value), { error: expected })
    .meta({ pattern: pattern.source });
}
