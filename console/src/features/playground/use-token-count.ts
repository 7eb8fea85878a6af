import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { countTokens, type ResponseRequest } from "../../api/responses.ts";

/** How long the reader must pause before the tokens are counted, in milliseconds. */
const pause = 400;

type Counted = Pick<ResponseRequest, "model" | "input" | "instructions" | "previous_response_id">;

/** The tokens of what is being written, a moment after the reader has paused; nothing while they are not known. */
export function useTokenCount(request: Counted | undefined): number | undefined {
  const [settled, setSettled] = useState<Counted>();
  const key = JSON.stringify(request);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(request), pause);
    return () => clearTimeout(timer);
    // The text of the request is what it is, not the object.
  }, [key]);
  const { data } = useQuery({
    queryKey: ["tokens", settled],
    enabled: settled !== undefined,
    queryFn: ({ signal }) => countTokens(settled ?? { model: "", input: "" }, signal),
    staleTime: Infinity,
    gcTime: 10_000,
  });
  return data;
}
