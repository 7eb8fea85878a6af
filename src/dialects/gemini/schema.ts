import { z } from "zod";
import { anyObject } from "../../lib/any-object.ts";
import { integer, objectAsItIs } from "../../lib/validate.ts";

/** Members that are not named here are told to the caller as not obeyed: no option of a call stands for them. */

const untouched = objectAsItIs();

const part = z.looseObject({
  text: z.string().nullish(),
  thought: z.boolean().nullish(),
  thoughtSignature: z.string().nullish(),
  inlineData: z.looseObject({ mimeType: z.string().min(1), data: z.string() }).nullish(),
  fileData: z.looseObject({ mimeType: z.string().nullish(), fileUri: z.string().min(1) }).nullish(),
  functionCall: z
    .looseObject({ id: z.string().nullish(), name: z.string().min(1), args: untouched.nullish() })
    .nullish(),
  functionResponse: z
    .looseObject({
      id: z.string().nullish(),
      name: z.string().min(1),
      response: untouched.nullish(),
      parts: z
        .array(z.looseObject({ inlineData: z.unknown().optional(), fileData: z.unknown().optional() }))
        .nullish(),
    })
    .nullish(),
});

const content = z.looseObject({
  role: z.enum(["user", "model", "function"]).nullish(),
  parts: z.array(part),
});

const instruction = z.looseObject({ parts: z.array(part) });

const functionDeclaration = z.looseObject({
  name: z.string().min(1).max(128),
  description: z.string().nullish(),
  /** In the words of OpenAPI 3.0. */
  parameters: anyObject.nullish(),
  parametersJsonSchema: z.union([anyObject, z.boolean()]).nullish(),
});

const tool = z.looseObject({ functionDeclarations: z.array(functionDeclaration).max(1024).nullish() });

const toolConfig = z.looseObject({
  functionCallingConfig: z
    .looseObject({
      mode: z.enum(["MODE_UNSPECIFIED", "AUTO", "ANY", "NONE", "VALIDATED"]).nullish(),
      allowedFunctionNames: z.array(z.string()).nullish(),
    })
    .nullish(),
});

const generationConfig = z.looseObject({
  maxOutputTokens: integer(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  topP: z.number().min(0).max(1).nullish(),
  topK: integer(1).nullish(),
  candidateCount: integer(1, 8).nullish(),
  stopSequences: z.array(z.string()).max(5).nullish(),
  presencePenalty: z.number().min(-2).max(2).nullish(),
  frequencyPenalty: z.number().min(-2).max(2).nullish(),
  seed: integer(-(2 ** 31), 2 ** 31 - 1).nullish(),
  responseLogprobs: z.boolean().nullish(),
  logprobs: integer(0, 20).nullish(),
  responseMimeType: z.enum(["", "text/plain", "application/json"]).nullish(),
  responseSchema: anyObject.nullish(),
  responseJsonSchema: z.union([anyObject, z.boolean()]).nullish(),
  responseModalities: z.array(z.enum(["MODALITY_UNSPECIFIED", "TEXT", "Text", "text"])).nullish(),
  thinkingConfig: z
    .looseObject({
      includeThoughts: z.boolean().nullish(),
      thinkingBudget: integer(-1).nullish(),
      thinkingLevel: z.string().nullish(),
    })
    .nullish(),
  mediaResolution: z.string().nullish(),
});

/** Body of `generateContent` and `streamGenerateContent`, in one spelling (`withOneSpelling`). */
export const generateRequest = z.looseObject({
  contents: z.array(content).min(1),
  systemInstruction: instruction.nullish(),
  tools: z.array(tool).nullish(),
  toolConfig: toolConfig.nullish(),
  generationConfig: generationConfig.nullish(),
  serviceTier: z.string().nullish(),
  /** The address names the model. */
  model: z.string().nullish(),
});

/** Body of `countTokens`: what is to be counted, or a whole request. */
export const countRequest = z.union([
  z.looseObject({ generateContentRequest: generateRequest }),
  generateRequest,
]);

const embedContent = z.looseObject({
  content: z.looseObject({ parts: z.array(z.looseObject({ text: z.string() })).min(1) }),
  outputDimensionality: integer(1).nullish(),
  taskType: z.string().nullish(),
  title: z.string().nullish(),
});

/** Body of `embedContent`. */
export const embedRequest = embedContent;

/** Body of `batchEmbedContents`. */
export const batchEmbedRequest = z.looseObject({ requests: z.array(embedContent).min(1).max(2048) });

export type GenerateRequest = z.infer<typeof generateRequest>;
export type EmbedRequest = z.infer<typeof embedRequest>;
export type WireContent = z.infer<typeof content>;
export type WirePart = z.infer<typeof part>;
export type GenerationConfig = z.infer<typeof generationConfig>;
