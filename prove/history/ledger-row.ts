/** One line of `parley ledger export --json`, as far as the checker judges it. What is unknown is absent. */
export interface LedgerRow {
  readonly id: string;
  readonly callId: string;
  readonly attempt: number;
  readonly state: string;
  readonly keyId?: string;
  readonly provider?: string;
  readonly model?: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly outputTokensMin?: number;
  readonly outputTokensMax?: number;
  readonly costMicros?: number;
  readonly costMinMicros?: number;
  readonly costMaxMicros?: number;
  readonly estimated: boolean;
}

/** Reads the export. Throws on a line that is no JSON object, or lacks what makes a row a row. */
export function readLedger(text: string): LedgerRow[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(readRow);
}

function readRow(line: string): LedgerRow {
  const fields = JSON.parse(line) as Record<string, unknown>;
  const { id, call_id: callId, attempt, state } = fields;
  if (typeof callId !== "string" || typeof attempt !== "number" || typeof state !== "string") {
    throw new Error(`the export has a line without call, attempt or state: ${line.slice(0, 200)}`);
  }
  return {
    id: String(id),
    callId,
    attempt,
    state,
    estimated: fields["estimated"] === true,
    ...texts(fields),
    ...numbers(fields),
  };
}

function texts(fields: Record<string, unknown>): Pick<LedgerRow, "keyId" | "provider" | "model"> {
  const { key: keyId, provider, model } = fields;
  return {
    ...(typeof keyId === "string" && { keyId }),
    ...(typeof provider === "string" && { provider }),
    ...(typeof model === "string" && { model }),
  };
}

const numberFields = {
  inputTokens: "input_tokens",
  outputTokens: "output_tokens",
  outputTokensMin: "output_tokens_min",
  outputTokensMax: "output_tokens_max",
  costMicros: "cost_micros",
  costMinMicros: "cost_micros_min",
  costMaxMicros: "cost_micros_max",
} as const;

function numbers(fields: Record<string, unknown>): Partial<Record<keyof typeof numberFields, number>> {
  const known = Object.entries(numberFields).flatMap(([name, field]) => {
    const value = fields[field];
    return value === null || value === undefined ? [] : [[name, Number(value)] as const];
  });
  return Object.fromEntries(known);
}
