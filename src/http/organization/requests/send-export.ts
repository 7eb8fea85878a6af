import { exportedRequest, requestFields } from "../../../admin/activity/exported-request.ts";
import { exportRequests, type RequestReadDeps } from "../../../admin/activity/requests.ts";
import { csvLine } from "../../../lib/csv.ts";
import type { RequestFilter, RequestRow } from "../../../spec/request-log.ts";
import { actorOf } from "../../authorise.ts";
import { drained } from "../../drained.ts";
import type { Exchange } from "../../exchange.ts";
import { standardHeaders } from "../../reply.ts";

const forms = {
  jsonl: {
    type: "application/jsonl",
    head: "",
    line: (row: RequestRow) => `${JSON.stringify(exportedRequest(row))}\n`,
  },
  csv: {
    type: "text/csv; charset=utf-8",
    head: csvLine(requestFields),
    line: (row: RequestRow) => {
      const shown = exportedRequest(row);
      return csvLine(requestFields.map((name) => shown[name]));
    },
  },
} as const;

/** Sends all requests that fit, page by page, no faster than they are read. A failure on the way breaks it off visibly. */
export async function sendExport(
  stores: RequestReadDeps["stores"],
  exchange: Exchange,
  filter: RequestFilter,
  format: keyof typeof forms,
): Promise<void> {
  const { type, head, line } = forms[format];
  const { response } = exchange;
  const pages = exportRequests({ stores }, actorOf(exchange), filter);
  // The first page is read before anything is said, so that who may not see it is told so.
  for (let page = await pages.next(); ; page = await pages.next()) {
    if (!response.headersSent) {
      response.writeHead(200, {
        ...standardHeaders(exchange),
        "content-type": type,
        "content-disposition": `attachment; filename="requests.${format}"`,
      });
      if (head !== "") response.write(head);
    }
    if (page.done === true) break;
    if (response.destroyed) return;
    if (!response.write(page.value.map(line).join(""))) await drained(exchange, response);
  }
  response.end();
}
