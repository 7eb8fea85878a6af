import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTexts } from "../../texts/language-context.tsx";
import { uiTexts } from "../../texts/ui.ts";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Failure } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";

/** A list that comes page by page: on its way, failed, empty, or there, with the way to more. */
export function PagedList({
  query,
  empty,
  children,
}: {
  readonly query: UseInfiniteQueryResult;
  readonly empty: string;
  readonly children: readonly ReactNode[] | undefined;
}) {
  const texts = useTexts(uiTexts);
  if (query.error !== null) return <Failure error={query.error} />;
  if (query.isPending) return <Waiting rows={4} />;
  if (children === undefined || children.length === 0) {
    return <Empty>{empty}</Empty>;
  }
  return (
    <>
      <ol className="grid">{children}</ol>
      {query.hasNextPage && (
        <div>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {texts.more}
          </Button>
        </div>
      )}
    </>
  );
}
